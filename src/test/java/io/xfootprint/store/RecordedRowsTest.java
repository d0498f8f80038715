// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.RecordedText;
import io.xfootprint.database.FaultLog;
import io.xfootprint.database.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rows that an application writes in two days, and what is left of them when they are merged.
 */
class RecordedRowsTest {

  private static final String ORDER = " ORDER BY unit, start_utc, instance, ";

  private final CountedApplication app = new CountedApplication("2026-01-30T22:10:00Z");
  private final AtomicLong numbers = new AtomicLong();

  @ParameterizedTest
  @EnumSource
  void areTheSame(TestDatabase kind) throws SQLException, IOException {
    RecordedText text = new RecordedText("rows");
    try (TestTables tables = TestTables.in(kind)) {
      JdbcInstanceStore store = tables.store("shop");
      StoreWriter writer =
          new StoreWriter(
              store,
              app::books,
              app.ledger()::setOtherInstances,
              app,
              numbers::incrementAndGet,
              new FaultLog(tables.settings()));
      for (int i = 0; i < 50; i++) {
        app.serve("/orders/*", i % 4);
        app.serve("/search", i % 7);
        if (i % 9 == 0) {
          app.serve("/rare" + i, 1);
        }
        app.pass(Duration.ofMinutes(20 + i % 3));
        writer.run();
      }
      add(text, "written", tables);
      writer.runLast(app.books(), () -> false);
      tables.change("UPDATE xfootprint_instance SET seen_at = seen_at - INTERVAL '3' HOUR");
      tables.tidy("shop", Duration.ofDays(400));
      add(text, "merged", tables);
      store.close();
    }
    text.assertUnchanged();
  }

  private static void add(RecordedText text, String when, TestTables tables) throws SQLException {
    text.add(
        "lines " + when,
        String.join("\n", tables.rows("SELECT * FROM xfootprint_line" + ORDER + "line")));
    text.add(
        "routes " + when,
        String.join("\n", tables.rows("SELECT * FROM xfootprint_route" + ORDER + "route")));
    text.add(
        "instances " + when,
        String.join(
            "\n",
            tables.rows(
                "SELECT app, instance, method, writes, open_hour_utc, ended, name"
                    + " FROM xfootprint_instance ORDER BY instance")));
  }
}
