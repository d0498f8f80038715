// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.regression.VersionCosts;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What each version of an application costs, as its instances keep it together. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class VersionTablesTest {

  private static final String APP = "shop";

  private final TestTables tables;
  private final JdbcInstanceStore books;
  private final VersionTables versions;
  private final LocalDateTime hour;

  /** What this process has counted, and what was reported of it. */
  private Ledger ledger = new Ledger(100, System::nanoTime);

  private final List<RouteChange> found = new ArrayList<>();

  VersionTablesTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    books = tables.store(APP);
    versions = new VersionTables(tables.database(), APP);
    hour = tables.now().toLocalDateTime().truncatedTo(ChronoUnit.HOURS);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private void count(String path, int requests, long bytes) {
    for (int i = 0; i < requests; i++) {
      ledger
          .line(new Route("GET", path))
          .distribution()
          .add(new Footprint(1_000_000 + i, bytes + i % 7, 1000, 0, 1));
    }
  }

  private VersionWriter writer(String version) {
    return new VersionWriter(versions, version, () -> ledger.distributions(), found::add);
  }

  private TestInstance instance(long number) throws Exception {
    TestInstance instance = new TestInstance(books, number);
    instance.count(hour, MadeUp.sums(new Random(number), "GET /a"));
    instance.write();
    return instance;
  }

  private List<VersionCosts> read() throws StoreException {
    return tables.history(APP).versions(3);
  }

  private Distribution route(int version, String route) throws StoreException {
    return read().get(version).routes().getOrDefault(route, Distribution.NONE);
  }

  private long requests(int version, String route) throws StoreException {
    return route(version, route).requests();
  }

  @Test
  void knowsWhatEachVersionCosts() throws Exception {
    count("/a", 10, 5000);
    writer("1.0").run(1, false);
    ledger = new Ledger(100, System::nanoTime);
    count("/a", 20, 6000);
    count("/b", 5, 6000);
    writer("1.1").run(2, false);
    List<VersionCosts> read = read();
    assertEquals(List.of("1.1", "1.0"), read.stream().map(VersionCosts::version).toList());
    assertEquals(20, requests(0, "GET /a"));
    assertEquals(5, requests(0, "GET /b"));
    assertEquals(10, requests(1, "GET /a"));
    assertEquals(6006, route(0, "GET /a").allocatedBytes().max());
    assertFalse(read.get(0).firstSeen().isBefore(read.get(1).firstSeen()));
    assertTrue(tables.history("another").versions(3).isEmpty());
  }

  @Test
  void writesARouteThatHasGrownByATenth() throws Exception {
    VersionWriter writer = writer("1.0");
    count("/a", 100, 5000);
    writer.run(1, false);
    count("/a", 10, 5000);
    writer.run(1, false);
    assertEquals(100, requests(0, "GET /a"));
    count("/a", 1, 5000);
    writer.run(1, false);
    assertEquals(111, requests(0, "GET /a"));
    count("/a", 1, 5000);
    writer.run(1, true);
    assertEquals(112, requests(0, "GET /a"));
  }

  @Test
  void writesARouteThatHasComeToRest() throws Exception {
    VersionWriter writer = writer("1.0");
    count("/a", 100, 5000);
    writer.run(1, false);
    count("/a", 1, 5000);
    writer.run(1, false);
    assertEquals(100, requests(0, "GET /a"));
    writer.run(1, false);
    assertEquals(101, requests(0, "GET /a"));
  }

  @Test
  void countsNothingTwiceUnderAnotherNumber() throws Exception {
    VersionWriter writer = writer("1.0");
    count("/a", 100, 5000);
    writer.run(1, false);
    count("/a", 50, 5000);
    writer.run(2, false);
    assertEquals(150, requests(0, "GET /a"));
    assertEquals(1, route(0, "GET /a").processes());
  }

  @Test
  void mergesInstancesThatHaveEnded() throws Exception {
    TestInstance first = instance(1);
    TestInstance second = instance(2);
    instance(3);
    count("/a", 100, 5000);
    writer("1.0").run(1, false);
    writer("1.0").run(2, false);
    writer("1.0").run(3, false);
    first.end();
    second.end();
    tables.tidy(APP, Duration.ZERO);
    assertEquals(
        List.of("3"), tables.rows("SELECT COUNT(DISTINCT instance) FROM xfootprint_distribution"));
    tables.change("UPDATE xfootprint_instance SET seen_at = ?", tables.now().minusMinutes(11));
    tables.tidy(APP, Duration.ZERO);
    assertEquals(
        List.of("0", "3"),
        tables.rows("SELECT instance FROM xfootprint_distribution ORDER BY instance"));
    assertEquals(300, requests(0, "GET /a"));
    assertEquals(3, route(0, "GET /a").processes());
    tables.tidy(APP, Duration.ZERO);
    assertEquals(300, requests(0, "GET /a"));
  }

  @Test
  void reportsAChangeOnceOverAllInstances() throws Exception {
    count("/a", 2000, 50_000);
    count("/b", 2000, 50_000);
    writer("1.0").run(1, false);
    ledger = new Ledger(100, System::nanoTime);
    count("/a", 2000, 52_500);
    count("/b", 2000, 50_000);
    writer("1.1").run(2, false);
    writer("1.1").run(3, true);
    writer("1.1").run(2, true);
    assertEquals(1, found.size());
    RouteChange change = found.get(0);
    assertEquals("GET /a 1.1 1.0", change.route() + " " + change.version() + " " + change.before());
    assertTrue(change.isRegression());
    assertEquals(0.05, change.bytes().relative(), 0.001);
  }

  @Test
  void comparesARunningOldVersionWithTheOneBeforeIt() throws Exception {
    count("/a", 2000, 50_000);
    writer("1.0").run(1, false);
    writer("1.1").run(2, false);
    ledger = new Ledger(100, System::nanoTime);
    count("/a", 2000, 40_000);
    writer("1.2").run(3, false);
    found.clear();
    writer("1.0").run(1, true);
    writer("1.1").run(2, true);
    assertEquals(List.of(), found);
  }

  @Test
  void tellsOfBytesWhereCpuTimeWasToldBefore() throws Exception {
    count("/a", 2000, 50_000);
    writer("1.0").run(1, false);
    ledger = new Ledger(100, System::nanoTime);
    count("/a", 2000, 60_000);
    tables.change(
        "INSERT INTO xfootprint_change (app, version, before_version, route, figure)"
            + " VALUES ('shop', '1.1', '1.0', 'GET /a', 'cpu')");
    writer("1.1").run(2, false);
    assertEquals(1, found.size());
  }

  @Test
  void forgetsThatAClockWasAhead() throws Exception {
    count("/a", 10, 5000);
    writer("1.0").run(1, false);
    tables.change("UPDATE xfootprint_version SET first_seen = ?", tables.now().plusDays(400));
    count("/a", 10, 5000);
    writer("1.0").run(1, true);
    writer("1.1").run(2, false);
    assertEquals(List.of("1.1", "1.0"), read().stream().map(VersionCosts::version).toList());
  }

  @Test
  void keepsTheLatestTen() throws Exception {
    count("/a", 2, 5000);
    for (int i = 0; i < 12; i++) {
      writer("build-" + i).run(i + 1, true);
    }
    instance(99);
    tables.tidy(APP, Duration.ZERO);
    assertEquals(
        List.of("10"), tables.rows("SELECT COUNT(DISTINCT version) FROM xfootprint_distribution"));
    assertEquals(
        List.of("build-11", "build-10", "build-9"),
        read().stream().map(VersionCosts::version).toList());
  }

  @Test
  void leavesOutWhatSomebodyElseHasWritten() throws Exception {
    count("/a", 2, 5000);
    count("/b", 2, 5000);
    writer("1.0").run(1, false);
    tables.change("UPDATE xfootprint_distribution SET figures = 'x' WHERE route = 'GET /a'");
    assertEquals(Map.of("GET /b", 2L), Map.of("GET /b", requests(0, "GET /b")));
    assertEquals(0, requests(0, "GET /a"));
  }
}
