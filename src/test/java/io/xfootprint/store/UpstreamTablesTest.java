// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.upstream.UpstreamSum;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What other services have told of their cost, as the instances of an application keep it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class UpstreamTablesTest {

  private static final String APP = "shop";
  private static final String A = "GET /a";
  private static final UpstreamSum TOLD = new UpstreamSum(1, 1, 2, 7_070_000, 873_000);

  private static final String ROWS =
      "SELECT instance, route, calls, told_calls, unknown_calls, energy_nj, co2e_pg"
          + " FROM xfootprint_upstream ORDER BY instance, route";

  private final TestTables tables;
  private final JdbcInstanceStore books;
  private final Map<String, UpstreamSum> sums = new HashMap<>();
  private final UpstreamWriter writer;

  UpstreamTablesTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    books = tables.store(APP);
    writer = new UpstreamWriter(new UpstreamTables(tables.database(), APP), () -> sums);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private void call(String route, UpstreamSum told) {
    sums.merge(route, told, UpstreamSum::plus);
  }

  private TestInstance instance(long number) throws Exception {
    TestInstance instance = new TestInstance(books, number);
    instance.count(
        tables.now().toLocalDateTime().truncatedTo(ChronoUnit.HOURS),
        MadeUp.sums(new Random(number), A));
    instance.write();
    return instance;
  }

  private List<String> rows() throws SQLException {
    return tables.rows(ROWS);
  }

  private static String row(long instance, String route, long calls, UpstreamSum each) {
    return "%s %s %s %s %s %s %s"
        .formatted(
            instance,
            route,
            calls,
            calls * each.told(),
            calls * each.unknown(),
            calls * each.nanojoules(),
            calls * each.picograms());
  }

  @Test
  void keepsTheSumsOfEachInstanceSinceItsStart() throws Exception {
    instance(1);
    writer.run(1);
    assertEquals(List.of(), rows());
    call(A, TOLD);
    call("GET /b", UpstreamSum.SILENT);
    writer.run(1);
    call(A, TOLD);
    writer.run(1);
    writer.run(1);
    assertEquals(List.of(row(1, A, 2, TOLD), row(1, "GET /b", 1, UpstreamSum.SILENT)), rows());
  }

  @Test
  void countsNothingTwiceWhenAnInstanceGoesOnAsANewOne() throws Exception {
    instance(1);
    call(A, TOLD);
    call(A, TOLD);
    writer.run(1);
    writer.run(2);
    call(A, TOLD);
    writer.run(2);
    assertEquals(List.of(row(1, A, 2, TOLD), row(2, A, 1, TOLD)), rows());
    writer.run(3);
    call(A, TOLD);
    writer.run(3);
    assertEquals(List.of(row(1, A, 2, TOLD), row(2, A, 1, TOLD), row(3, A, 1, TOLD)), rows());
  }

  @Test
  void addsUpWhatEndedInstancesHaveLeft() throws Exception {
    Compaction compaction = new Compaction(tables.database(), APP, Duration.ZERO);
    for (long number = 1; number <= 3; number++) {
      instance(number);
      call(A, TOLD);
      writer.run(number);
    }
    LocalDateTime longAgo = tables.now().toLocalDateTime().minusHours(1);
    tables.change(
        "UPDATE xfootprint_instance SET ended = TRUE, seen_at = ? WHERE instance < 3", longAgo);
    tables.change("UPDATE xfootprint_app SET tidied_at = ?", longAgo.minusHours(2));
    compaction.run();
    assertEquals(List.of(row(0, A, 2, TOLD), row(3, A, 1, TOLD)), rows());
    // The next one is added to those.
    tables.change("UPDATE xfootprint_instance SET ended = TRUE, seen_at = ?", longAgo);
    tables.change("UPDATE xfootprint_app SET tidied_at = ?", longAgo.minusHours(2));
    compaction.run();
    assertEquals(List.of(row(0, A, 3, TOLD)), rows());
  }

  @Test
  void saysOnceThatItFailsAndWritesAllLater() throws Exception {
    instance(1);
    call(A, TOLD);
    tables.change("ALTER TABLE xfootprint_upstream RENAME TO xfootprint_hidden");
    try (CapturedLog log = CapturedLog.of(UpstreamWriter.class.getName(), Level.INFO)) {
      for (int i = 0; i < 4; i++) {
        writer.run(1);
      }
      assertEquals(1, log.messages().size());
      tables.change("ALTER TABLE xfootprint_hidden RENAME TO xfootprint_upstream");
      writer.run(1);
      assertEquals(2, log.messages().size());
    }
    assertEquals(List.of(row(1, A, 1, TOLD)), rows());
  }

  @Test
  void holdsTheLargestSums() throws Exception {
    instance(1);
    UpstreamSum largest = new UpstreamSum(1, 1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    call(A, largest);
    writer.run(1);
    assertEquals(List.of(row(1, A, 1, largest)), rows());
  }
}
