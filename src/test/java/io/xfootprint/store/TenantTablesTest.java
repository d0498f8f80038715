// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.DearestRequests;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.Tenants;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.model.Footprint;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What tenants cost, as the instances of an application keep it. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TenantTablesTest {

  private static final String APP = "shop";
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);
  private static final Route ROUTE = new Route("GET", "/a");

  private static final String ROWS =
      "SELECT start_utc, instance, tenant, requests, energy_nj, floor_nj FROM xfootprint_tenant"
          + " ORDER BY start_utc, instance, tenant";

  private final TestTables tables;
  private final JdbcInstanceStore books;

  private Instant now = Instant.parse("2026-11-30T10:00:00Z");
  private long nanos;

  TenantTablesTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    books = tables.store(APP);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  /** A process of the application with its own books. */
  private final class CountedProcess {

    private final Ledger ledger;
    private final TenantWriter writer;
    private long instance;

    CountedProcess(long instance, int places) throws Exception {
      this.instance = instance;
      ledger =
          new Ledger(
              10,
              () -> nanos,
              new DearestRequests(false, () -> now),
              new Tenants(places, () -> now));
      writer = new TenantWriter(new TenantTables(tables.database(), APP), () -> nanos);
      TestInstance stored = new TestInstance(books, instance);
      stored.count(
          tables.now().toLocalDateTime().truncatedTo(ChronoUnit.HOURS),
          MadeUp.sums(new Random(instance), ROUTE.label()));
      stored.write();
    }

    void serve(String tenant, long nanojoules) {
      ledger
          .line(ROUTE, tenant)
          .countRequest(new Footprint(nanojoules, 1, nanojoules, 5), true, true, false);
    }

    void closeWindow() {
      ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, new Footprint(0, 0, 0, 0, 0), 0, 1));
    }

    void write() {
      nanos += Duration.ofMinutes(1).toNanos();
      run(false);
    }

    void run(boolean last) {
      writer.run(instance, ledger.snapshot().tenants(), last);
    }

    void goesOnAs(long number) {
      instance = number;
    }
  }

  private List<String> rows() throws SQLException {
    return tables.rows(ROWS).stream().map(row -> row.replace(" 00:00:00.0", "")).toList();
  }

  private static String row(
      YearMonth month, long instance, String tenant, long requests, long energy, long floor) {
    return "%s-01 %s %s %s %s %s".formatted(month, instance, tenant, requests, energy, floor);
  }

  private void end(long... instances) throws Exception {
    LocalDateTime longAgo = tables.now().toLocalDateTime().minusHours(1);
    for (long instance : instances) {
      tables.change(
          "UPDATE xfootprint_instance SET ended = TRUE, seen_at = ? WHERE instance = ?",
          longAgo,
          instance);
    }
    tables.change("UPDATE xfootprint_app SET tidied_at = ?", longAgo.minusHours(2));
    new Compaction(tables.database(), APP, Duration.ZERO).run();
  }

  private StoredTenants stored(YearMonth month) throws SQLException {
    return tables.database().transaction(session -> TenantTables.read(session, APP, month));
  }

  /** Returns energy and error of each tenant, in nJ. */
  private Map<String, String> read(YearMonth month) throws SQLException {
    StoredTenants stored = stored(month);
    Map<String, String> read = new TreeMap<>();
    stored
        .sums()
        .forEach(
            (tenant, sums) ->
                read.put(
                    tenant,
                    sums.get(Metric.ENERGY_NANOJOULES)
                        + " +"
                        + stored.lateNanojoules().get(tenant)));
    return read;
  }

  @Test
  void keepsWhatEachTenantCostsInAMonth() throws Exception {
    CountedProcess process = new CountedProcess(1, 10);
    process.write();
    assertEquals(List.of(), rows());
    process.serve("acme", 300);
    process.serve("globex", 20);
    process.write();
    process.serve("acme", 5);
    process.write();
    process.write();
    assertEquals(
        List.of(row(NOVEMBER, 1, "acme", 2, 305, 0), row(NOVEMBER, 1, "globex", 1, 20, 0)), rows());
    now = Instant.parse("2026-12-01T00:00:01Z");
    process.closeWindow();
    process.serve("acme", 7);
    process.write();
    assertEquals(
        List.of(
            row(NOVEMBER, 1, "acme", 2, 305, 0),
            row(NOVEMBER, 1, "globex", 1, 20, 0),
            row(DECEMBER, 1, "acme", 1, 7, 0)),
        rows());
  }

  @Test
  void writesSeventeenRowsASecondAtMostAndAllAtTheEnd() throws Exception {
    CountedProcess process = new CountedProcess(1, 10);
    process.serve("acme", 300);
    process.serve("globex", 20);
    process.write();
    process.serve("acme", 1);
    nanos += Duration.ofMillis(119).toNanos();
    process.run(false);
    assertEquals(row(NOVEMBER, 1, "acme", 1, 300, 0), rows().get(0));
    nanos += Duration.ofMillis(1).toNanos();
    process.run(false);
    assertEquals(row(NOVEMBER, 1, "acme", 2, 301, 0), rows().get(0));
    process.serve("acme", 1);
    process.run(true);
    assertEquals(row(NOVEMBER, 1, "acme", 3, 302, 0), rows().get(0));
  }

  @Test
  void keepsNoMoreRowsThanTheBookHasPlaces() throws Exception {
    CountedProcess process = new CountedProcess(1, 2);
    process.serve("acme", 300);
    process.serve("globex", 20);
    process.write();
    process.serve("initech", 7);
    process.write();
    assertEquals(
        List.of(
            row(NOVEMBER, 1, "(other)", 0, 0, 21),
            row(NOVEMBER, 1, "acme", 1, 300, 21),
            row(NOVEMBER, 1, "initech", 1, 7, 0)),
        rows());
    assertEquals(Map.of("acme", "300 +0", "initech", "7 +21"), read(NOVEMBER));
  }

  @Test
  void countsNothingTwiceWhenAnInstanceGoesOnAsANewOne() throws Exception {
    CountedProcess process = new CountedProcess(1, 10);
    process.serve("acme", 300);
    process.write();
    process.goesOnAs(2);
    process.serve("acme", 5);
    process.serve("globex", 9);
    process.write();
    process.goesOnAs(3);
    process.serve("acme", 2);
    process.write();
    assertEquals("307 +0", read(NOVEMBER).get("acme"));
    assertEquals("9 +0", read(NOVEMBER).get("globex"));
  }

  /** Nothing is new under the new number, so nothing is written, and no error grows. */
  @Test
  void keepsErrorsAsTheyAreWhenAnInstanceGoesOnAsANewOne() throws Exception {
    CountedProcess process = new CountedProcess(1, 2);
    process.serve("acme", 300);
    process.serve("globex", 20);
    process.serve("initech", 7);
    process.write();
    Map<String, String> before = read(NOVEMBER);
    assertEquals(Map.of("acme", "300 +0", "initech", "7 +21"), before);
    process.goesOnAs(2);
    process.write();
    assertEquals(before, read(NOVEMBER));
    assertEquals(3, rows().size());
    process.serve("acme", 1);
    process.serve("umbrella", 50);
    process.goesOnAs(3);
    process.write();
    assertEquals("301 +0", read(NOVEMBER).get("acme"));
    // Those of initech have ended with the place: 21 and 8 for the one that came after it.
    assertEquals("50 +29", read(NOVEMBER).get("umbrella"));
    assertEquals("7 +29", read(NOVEMBER).get("initech"));
  }

  /** Its sums since it got its place again are all new, however large they are. */
  @Test
  void countsNothingTwiceOfATenantThatHasLostItsPlaceMeanwhile() throws Exception {
    CountedProcess process = new CountedProcess(1, 1);
    process.serve("acme", 60);
    process.write();
    process.goesOnAs(2);
    process.serve("globex", 100);
    process.serve("acme", 500);
    process.write();
    process.serve("acme", 20);
    process.write();
    assertEquals(
        580,
        stored(NOVEMBER).sums().getOrDefault("acme", Sums.NONE).asLong(Metric.ENERGY_NANOJOULES));
  }

  @Test
  void addsUpWhatEndedInstancesHaveLeftWithTheirErrors() throws Exception {
    CountedProcess first = new CountedProcess(1, 2);
    first.serve("acme", 300);
    first.serve("globex", 20);
    first.serve("initech", 7);
    first.write();
    CountedProcess second = new CountedProcess(2, 1);
    second.serve("globex", 50);
    second.serve("acme", 100);
    second.write();
    CountedProcess third = new CountedProcess(3, 10);
    third.serve("umbrella", 1);
    third.write();
    // Of acme the second may have missed 51, of initech the first 21 and the second 51.
    Map<String, String> expected =
        Map.of("acme", "400 +51", "initech", "7 +72", "umbrella", "1 +72");
    assertEquals(expected, read(NOVEMBER));
    end(1);
    assertEquals(expected, read(NOVEMBER));
    end(2);
    assertEquals(expected, read(NOVEMBER));
    assertEquals(
        List.of(
            row(NOVEMBER, 0, "(other)", 0, 0, 72),
            row(NOVEMBER, 0, "acme", 2, 400, 21),
            row(NOVEMBER, 0, "initech", 1, 7, 0),
            row(NOVEMBER, 3, "umbrella", 1, 1, 0)),
        rows());
  }

  @Test
  void keepsTheDearestOfManyThatHaveEndedAndRaisesTheError() throws Exception {
    for (long instance = 1; instance <= 2; instance++) {
      CountedProcess process = new CountedProcess(instance, 10);
      for (int i = 1; i <= 4; i++) {
        process.serve("t" + instance + i, 100L * i + instance);
      }
      process.write();
    }
    TenantTables small = new TenantTables(tables.database(), APP, 5);
    small.merge(1);
    assertEquals("101 +0", read(NOVEMBER).get("t11"));
    small.merge(2);
    Map<String, String> read = read(NOVEMBER);
    assertEquals(List.of("t13", "t14", "t22", "t23", "t24"), List.copyOf(read.keySet()));
    assertEquals("301 +0", read.get("t13"));
    // The largest of those deleted had 201 nJ; any tenant without a row may have had as much.
    assertEquals(BigInteger.valueOf(201), stored(NOVEMBER).floorNanojoules());
  }

  @Test
  void saysOnceThatItFailsAndWritesAllLater() throws Exception {
    CountedProcess process = new CountedProcess(1, 10);
    process.serve("acme", 300);
    tables.change("ALTER TABLE xfootprint_tenant RENAME TO xfootprint_hidden");
    try (CapturedLog log = CapturedLog.of(TenantWriter.class.getName(), Level.INFO)) {
      for (int i = 0; i < 4; i++) {
        process.write();
      }
      assertEquals(1, log.messages().size());
      tables.change("ALTER TABLE xfootprint_hidden RENAME TO xfootprint_tenant");
      process.write();
      assertEquals(2, log.messages().size());
    }
    assertEquals(List.of(row(NOVEMBER, 1, "acme", 1, 300, 0)), rows());
  }

  @Test
  void forgetsMonthsThatAreOlderThanTheRetention() throws Exception {
    CountedProcess process = new CountedProcess(1, 10);
    process.serve("acme", 300);
    process.write();
    tables.change(
        "UPDATE xfootprint_tenant SET start_utc = ?",
        tables.now().toLocalDateTime().minusMonths(5).truncatedTo(ChronoUnit.DAYS));
    tables.change(
        "UPDATE xfootprint_app SET tidied_at = ?", tables.now().toLocalDateTime().minusHours(2));
    new Compaction(tables.database(), APP, Duration.ofDays(60)).run();
    assertEquals(List.of(), rows());
  }

  @Test
  void holdsTheLargestSums() throws Exception {
    CountedProcess process = new CountedProcess(1, 10);
    process.serve("acme", Long.MAX_VALUE);
    process.serve("acme", 5);
    process.write();
    CountedProcess other = new CountedProcess(2, 10);
    other.serve("acme", Long.MAX_VALUE);
    other.write();
    end(1, 2);
    BigInteger twice = BigInteger.valueOf(Long.MAX_VALUE).shiftLeft(1);
    assertEquals(twice + " +0", read(NOVEMBER).get("acme"));
  }
}
