// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.FaultLog;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.settings.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on the store, held against real databases and the code. */
class StoreDocsTest {

  private static final Path PAGE = Path.of("src/site/markdown/store.md");
  private static final Pattern SQL_BLOCK = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL);

  private final CountedApplication app = new CountedApplication("2026-11-26T16:30:00Z");

  private static List<String> statements() throws IOException {
    return SQL_BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(MatchResult::group)
        .map(block -> block.replaceAll("```(sql)?|;", ""))
        .toList();
  }

  private void fill(StoreSettings settings) {
    JdbcInstanceStore store =
        new JdbcInstanceStore(
            new Database(ConnectionSource.of(settings)),
            Schema.ofThisVersion(),
            "shop",
            new InstanceName("host/1", "1.0"),
            Duration.ofMinutes(1),
            Duration.ZERO);
    app.serve("/a", 30);
    app.serve("/b", 10);
    new StoreWriter(
            store,
            () -> app.books(1_000_000_000),
            app.ledger()::setOtherInstances,
            app,
            () -> 1,
            new FaultLog(settings))
        .run();
    store.close();
  }

  private static List<String> firstColumn(Connection connection, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void showsStatementsThatWork(TestDatabase kind) throws Exception {
    StoreSettings settings = kind.empty();
    fill(settings);
    try (Connection connection = ConnectionSource.of(settings).open()) {
      List<List<String>> found = new ArrayList<>();
      for (String statement : statements()) {
        found.add(firstColumn(connection, statement));
      }
      found.get(0).sort(null);
      assertEquals(
          List.of(
              List.of("background", "embodied", "idle", "memory", "requests"),
              List.of("2026-11-26"),
              List.of("GET /a", "GET /b"),
              List.of("2026-11-26 16:00:00"),
              List.of("host/1")),
          found);
    }
  }

  @Test
  void listsEachFault() throws IOException {
    String page = Files.readString(PAGE);
    for (Fault fault : Fault.values()) {
      String text = fault.text().split(":", 2)[0];
      assertTrue(fault == Fault.OTHER || page.contains(text), text);
    }
  }

  @Test
  void tellsForHowLongTotalsAreKeptInMemory() throws IOException {
    assertTrue(Files.readString(PAGE).contains("up to " + WriteBacklog.MAX_HOURS + " hours"));
  }
}
