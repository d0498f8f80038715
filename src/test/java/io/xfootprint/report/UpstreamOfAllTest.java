// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Route;
import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Period;
import io.xfootprint.reading.Span;
import io.xfootprint.settings.StoreSettings;
import io.xfootprint.store.RecordedDays;
import io.xfootprint.store.TotalsStore;
import io.xfootprint.upstream.UpstreamSum;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What other services have told three instances with one store: one has ended and its rows are
 * merged, one runs, and one answers and still has something to write.
 */
@Timeout(60)
class UpstreamOfAllTest {

  private static final String OF_ALL =
      "What services told all instances of their own cost since counting began,"
          + " whatever the period above,";
  private static final String ALONE =
      "What services told this instance alone of their own cost since it started,";

  private final List<FootprintMonitor> monitors = new ArrayList<>();
  private final List<TotalsStore> stores = new ArrayList<>();
  private RecordedDays days;
  private long nanoTime;

  @BeforeEach
  void countAndStore() throws SQLException {
    days = RecordedDays.since("shop", LocalDate.now(ZoneOffset.UTC).minusDays(9));
    FootprintMonitor ended = start();
    open(ended);
    call(ended, "/a", new UpstreamSum(10, 8, 3, Long.MAX_VALUE, Long.MAX_VALUE - 1));
    call(ended, "/gone", UpstreamSum.SILENT);
    stores.get(0).close(ended.closedBooks());
    change("UPDATE xfootprint_instance SET seen_at = DATEADD(MINUTE, -11, seen_at)");
    while (rowsOf("instance = 0") < 2) {
      days.forget(Duration.ZERO);
    }
    FootprintMonitor other = start();
    call(other, "/a", new UpstreamSum(7, 7, 0, 5, 6));
    open(other);
    awaitRowsOfRunning(1);
    FootprintMonitor answering = start();
    call(answering, "/a", new UpstreamSum(2, 2, 1, 20, 30));
    open(answering);
    awaitRowsOfRunning(2);
    call(answering, "/a", new UpstreamSum(1, 0, 1, 0, 0));
    call(answering, "/b", new UpstreamSum(4, 4, 0, 900, 1000));
  }

  private long nanos() {
    return nanoTime;
  }

  private FootprintMonitor start() {
    return TestMonitor.start(Map.of("app", "shop"), InstantSource.system(), this::nanos);
  }

  private void open(FootprintMonitor monitor) {
    // It writes at its start and at its end.
    TotalsStore store =
        TotalsStore.of(
            new StoreSettings(
                days.settings().address(), "", "", Duration.ofHours(1), Duration.ZERO, ""),
            "shop",
            "1.0");
    monitors.add(monitor);
    stores.add(store);
    store.start(monitor);
  }

  private void awaitRowsOfRunning(int rows) throws SQLException {
    while (rowsOf("instance <> 0") < rows) {
      Thread.onSpinWait();
    }
  }

  private static void call(FootprintMonitor monitor, String path, UpstreamSum told) {
    monitor.ledger().line(new Route("GET", path)).addUpstream(told);
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(days.settings().address());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  @AfterEach
  void close() throws SQLException {
    for (int i = 0; i < monitors.size(); i++) {
      stores.get(i).close(monitors.get(i).closedBooks());
      monitors.get(i).close();
    }
    days.close();
  }

  private ReportPages pages(int instance) {
    return new ReportPages(
        monitors.get(instance),
        Optional.of(stores.get(instance)),
        new Templates(),
        InstantSource.system(),
        this::nanos);
  }

  private static JsonPath json(ReportPages pages, Period period) {
    return JsonPath.from(pages.json(period).toString())
        .using(new JsonPathConfig(NumberReturnType.BIG_DECIMAL));
  }

  /** Returns the figures of a route: calls, J, mg and calls of unknown cost. */
  private static String figures(JsonPath report, String route) {
    Map<String, Object> found = report.getMap("upstream.find { it.route == '" + route + "' }");
    return "%s %s %s %s"
        .formatted(
            found.get("up_calls"),
            found.containsKey("up_energy_j") ? plain(found.get("up_energy_j")) : "-",
            found.containsKey("up_co2e_mg") ? plain(found.get("up_co2e_mg")) : "-",
            found.get("up_unknown"));
  }

  private static String plain(Object number) {
    return new BigDecimal(number.toString()).toPlainString();
  }

  private long rowsOf(String condition) throws SQLException {
    try (Connection connection = DriverManager.getConnection(days.settings().address());
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT COUNT(*) FROM xfootprint_upstream WHERE " + condition)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void isExactOnPageAndInJsonForEachPeriod() throws SQLException {
    assertEquals(0, rowsOf("route = 'GET /b'"), "not written yet");
    ReportPages pages = pages(2);
    List<Period> periods = new ArrayList<>(List.of(Span.values()));
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    periods.add(new DayRange(today.minusDays(8), today.minusDays(7)));
    for (Period period : periods) {
      JsonPath report = json(pages, period);
      assertEquals("all-instances", report.getString("upstream_scope"), period.key());
      assertEquals(
          List.of("GET /a", "GET /b", "GET /gone"), report.getList("upstream.route"), period.key());
      // The largest long, and 5 and 20 more; the largest but one, and 6 and 30 more.
      assertEquals("20 9223372036.854775832 9223372036.854775842 5", figures(report, "GET /a"));
      assertEquals("4 0.000000900 0.000001000 0", figures(report, "GET /b"));
      assertEquals("1 - - 1", figures(report, "GET /gone"));
      String page = pages.page(PageQuery.of(period)).toString();
      assertTrue(page.contains(OF_ALL), page);
      assertTrue(page.contains("data-label=\"Energy\">9.22\u00a0GJ</td>"), page);
      assertTrue(page.contains("data-label=\"Calls\">20</td>"), page);
    }
  }

  @Test
  void hasThePartOfAnotherInstanceOnceThatIsWritten() {
    ReportPages other = pages(1);
    assertEquals(
        "19 9223372036.854775832 9223372036.854775842 4", figures(json(other, Span.DAY), "GET /a"));
    stores.get(2).close(monitors.get(2).closedBooks());
    nanoTime += Duration.ofSeconds(6).toNanos();
    assertEquals(
        "20 9223372036.854775832 9223372036.854775842 5", figures(json(other, Span.DAY), "GET /a"));
  }

  @Test
  void isOfThisInstanceAloneWhereTheOthersCannotBeRead() throws SQLException {
    change("ALTER TABLE xfootprint_upstream RENAME TO xfootprint_hidden");
    assertAlone();
    assertEquals("all-instances", json(pages(2), Span.MONTH).getString("scope"));
    days.lose();
    assertAlone();
    assertEquals("this-instance", json(pages(2), Span.MONTH).getString("scope"));
    days.find();
    change("ALTER TABLE xfootprint_hidden RENAME TO xfootprint_upstream");
  }

  private void assertAlone() {
    ReportPages pages = pages(2);
    JsonPath report = json(pages, Span.MONTH);
    assertEquals("this-instance", report.getString("upstream_scope"));
    assertEquals("3 0.000000020 0.000000030 2", figures(report, "GET /a"));
    assertEquals(List.of("GET /b", "GET /a"), report.getList("upstream.route"));
    String page = pages.page(PageQuery.of(Span.MONTH)).toString();
    assertTrue(page.contains(ALONE), page);
  }
}
