// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Period;
import io.xfootprint.reading.Span;
import io.xfootprint.store.RecordedDays;
import io.xfootprint.store.TotalsStore;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The routes of a report are the application, to the nanojoule and picogram: of four instances with
 * a store that knows more than a year, of which one still has something to write.
 */
class FleetSumsTest {

  private static final int INSTANCES = 4;
  private static final int WINDOWS = 20;
  private static final int REQUESTS_OF_WINDOW = 6;

  private static final List<Integer> DAYS_AGO = List.of(400, 300, 40, 20, 8, 5);
  private static final List<String> ROUTES_OF_DAY = List.of("GET /old", "GET /0", "(other)");

  private static final List<String> FULL =
      List.of(
          "full_j",
          "full_low_j",
          "full_high_j",
          "full_co2e_mg",
          "full_co2e_low_mg",
          "full_co2e_high_mg");

  private static final List<String> OF_REQUESTS =
      List.of(
          "requests",
          "errors",
          "energy_j",
          "energy_low_j",
          "energy_high_j",
          "co2e_mg",
          "co2e_low_mg",
          "co2e_high_mg",
          "gc_j");

  private final Random random = new Random(15);
  private final List<FootprintMonitor> monitors = new ArrayList<>();
  private final List<TotalsStore> stores = new ArrayList<>();
  private RecordedDays days;
  private LocalDate first;
  private long nanoTime = 5;

  @BeforeEach
  void countAndStore() throws SQLException {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    first = today.minusDays(DAYS_AGO.get(0));
    days = RecordedDays.since("shop", first);
    for (int ago : DAYS_AGO) {
      days.day(today.minusDays(ago), ROUTES_OF_DAY, requestsOf(ago));
    }
    for (int i = 0; i < INSTANCES; i++) {
      FootprintMonitor monitor =
          TestMonitor.start(
              Map.of("app", "shop", "routes.max", "6"), InstantSource.system(), () -> nanoTime);
      TotalsStore store = TotalsStore.of(days.settings(), "shop", "1.0");
      store.start(monitor);
      monitors.add(monitor);
      stores.add(store);
      serve(monitor.ledger());
    }
    for (int i = 1; i < INSTANCES; i++) {
      stores.get(i).close(monitors.get(i).closedBooks());
    }
  }

  @AfterEach
  void close() throws SQLException {
    stores.get(0).close(monitors.get(0).closedBooks());
    monitors.forEach(FootprintMonitor::close);
    days.close();
  }

  private void serve(Ledger ledger) {
    for (int window = 0; window < WINDOWS; window++) {
      for (int i = 0; i < REQUESTS_OF_WINDOW; i++) {
        Route route = new Route("GET", "/" + random.nextInt(9));
        boolean knowsCpu = random.nextInt(5) > 0;
        long cpu = random.nextInt(40_000_000);
        ledger.countRequest(route, knowsCpu, true, false);
        ledger.add(
            route,
            knowsCpu
                ? new Footprint(cpu, 1000, 4 * cpu + 1, cpu / 3, cpu / 2)
                : new Footprint(-1, 1000, -1, -1, -1));
      }
      long ofProcess = 900_000_000L + random.nextInt(1000);
      ledger.closeWindow(
          new WindowCost(
              Methods.MODEL,
              Methods.GRID,
              new Footprint(ofProcess, 60_000, 4 * ofProcess, ofProcess / 9, ofProcess / 2),
              random.nextInt(9_000_000),
              3.7,
              new Footprint(0, 0, random.nextLong(1L << 40), random.nextLong(1L << 40)),
              new Footprint(0, 0, random.nextLong(1L << 40), random.nextLong(1L << 40)),
              new Footprint(0, 0, 0, random.nextLong(1L << 40))));
    }
  }

  private ReportPages pages() {
    return new ReportPages(
        monitors.get(0),
        Optional.of(stores.get(0)),
        new Templates(),
        InstantSource.system(),
        () -> nanoTime);
  }

  private static JsonPath json(Representation answer) {
    return JsonPath.from(answer.toString()).using(new JsonPathConfig(NumberReturnType.BIG_DECIMAL));
  }

  private static BigDecimal ofRoutes(JsonPath report, String key) {
    return sum(report, "routes." + key);
  }

  private static void assertEqual(BigDecimal expected, BigDecimal actual, String what) {
    assertEquals(0, expected.compareTo(actual), () -> what + ": " + expected + " is " + actual);
  }

  private static void assertAddsUp(JsonPath report) {
    assertTrue(report.getInt("books.requests") > 0);
    for (String key : FULL) {
      assertEqual(report.getObject("books." + key, BigDecimal.class), ofRoutes(report, key), key);
    }
    for (String key : OF_REQUESTS) {
      assertEqual(report.getObject("books." + key, BigDecimal.class), ofRoutes(report, key), key);
    }
  }

  @ParameterizedTest
  @EnumSource(Span.class)
  void areTheApplicationOverEachPeriod(Span span) {
    JsonPath report = json(pages().json(span));
    assertAddsUp(report);
    assertEquals("shop", report.getString("app"));
    assertTrue(report.getList("routes.route").contains("(other)"), report::prettify);
    int served = WINDOWS * REQUESTS_OF_WINDOW * (span == Span.HOUR ? 1 : INSTANCES);
    int ofDays =
        DAYS_AGO.stream()
            .filter(ago -> ago < daysOf(span))
            .mapToInt(ago -> requestsOf(ago) * ROUTES_OF_DAY.size())
            .sum();
    assertEquals(served + ofDays, report.getInt("books.requests"));
  }

  private static int daysOf(Span span) {
    return switch (span) {
      case HOUR, DAY -> 1;
      case MONTH -> 30;
      case YEAR -> 335;
      case ALL -> 401;
    };
  }

  private static int requestsOf(int daysAgo) {
    return 1 + daysAgo % 7;
  }

  /** By days, and by months that are cut at both ends; with what goes on, and without. */
  @ParameterizedTest
  @CsvSource({"40, 0", "20, 5", "400, 8", "300, 299", "8, 8", "4, 0", "0, 0", "3, 1"})
  void areTheApplicationOverAnyDays(int firstAgo, int lastAgo) {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    DayRange range = new DayRange(today.minusDays(firstAgo), today.minusDays(lastAgo));
    JsonPath report = json(pages().json(range));
    int ofDays =
        DAYS_AGO.stream()
            .filter(ago -> ago <= firstAgo && ago >= lastAgo)
            .mapToInt(ago -> requestsOf(ago) * ROUTES_OF_DAY.size())
            .sum();
    int requests = ofDays + (lastAgo == 0 ? WINDOWS * REQUESTS_OF_WINDOW * INSTANCES : 0);
    assertEquals(requests, report.getInt("books.requests"));
    // The background of recorded days is not known, and so is what is full.
    if (lastAgo == 0) {
      assertAddsUp(report);
      for (String key : List.of("full_j", "full_co2e_mg")) {
        assertEqual(
            report.getObject("books." + key, BigDecimal.class), sum(report, "series." + key), key);
      }
    }
    assertEquals(range.key(), report.getString("span"));
    List<String> begins = report.getList("series.begin");
    List<String> ends = report.getList("series.end");
    assertEquals(range.first() + "T00:00:00Z", begins.get(0));
    assertEquals(begins.subList(1, begins.size()), ends.subList(0, ends.size() - 1));
    if (lastAgo > 0) {
      assertEquals(range.last().plusDays(1) + "T00:00:00Z", ends.get(ends.size() - 1));
      assertEquals(ends.get(ends.size() - 1), report.getString("to"));
    }
    for (String key : List.of("requests", "energy_j", "co2e_mg")) {
      BigDecimal all = report.getObject("books." + key, BigDecimal.class);
      assertEqual(all, ofRoutes(report, key), key);
      assertEqual(all, sum(report, "series." + key), key);
    }
    assertCoursesAddUp(report, range);
  }

  @ParameterizedTest
  @EnumSource(Span.class)
  void areTheStepsOfTheirCourses(Span span) {
    assertCoursesAddUp(json(pages().json(span)), span);
  }

  private void assertCoursesAddUp(JsonPath report, Period period) {
    for (String route : ROUTES_OF_DAY) {
      JsonPath course = json(pages().routeJson(route, period));
      String own = "routes.find { it.route == '" + route + "' }";
      BigDecimal requests =
          report.get(own) == null
              ? BigDecimal.ZERO
              : report.getObject(own + ".requests", BigDecimal.class);
      assertEqual(requests, sum(course, "series.requests"), route);
      assertEqual(requests, course.getObject("requests", BigDecimal.class), route);
      assertEquals(report.getString("scope"), course.getString("scope"));
    }
  }

  private static BigDecimal sum(JsonPath json, String key) {
    return json.getList(key).stream()
        .filter(Objects::nonNull)
        .map(each -> new BigDecimal(each.toString()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The application began at noon, and routes are known by days alone by now. */
  @Test
  void areTheApplicationWhereItBeganInTheMiddleOfADay() throws SQLException {
    change("UPDATE xfootprint_app SET first_counted_utc = DATEADD(HOUR, 12, first_counted_utc)");
    change(
        "UPDATE xfootprint_line SET start_utc = DATEADD(HOUR, 12, start_utc)"
            + " WHERE unit = 'hour' AND start_utc = ?",
        first.atStartOfDay());
    JsonPath report = json(pages().json(Span.ALL));
    assertAddsUp(report);
    for (String key : FULL) {
      assertEqual(report.getObject("total." + key, BigDecimal.class), ofRoutes(report, key), key);
    }
  }

  @Test
  void areTheApplicationWhereRowsOfRoutesAreGone() throws SQLException {
    BigDecimal before = json(pages().json(Span.YEAR)).getObject("books.full_j", BigDecimal.class);
    assertTrue(change("DELETE FROM xfootprint_route WHERE route = 'GET /old'") > 0);
    JsonPath report = json(pages().json(Span.YEAR));
    assertAddsUp(report);
    assertEqual(before, report.getObject("books.full_j", BigDecimal.class), "full_j");
  }

  private int change(String sql, Object... parameters) throws SQLException {
    try (Connection connection = DriverManager.getConnection(days.settings().address());
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      return statement.executeUpdate();
    }
  }

  /** The manifest has kWh with 18 decimals, and grams with 12. */
  @Test
  void areTheApplicationInTheOtherFormsToo() {
    ReportPages pages = pages();
    JsonPath report = json(pages.json(Span.YEAR));
    JsonPath manifest = json(pages.impact(Span.YEAR));
    BigDecimal carbon =
        manifest.<Object>getList("tree.children.collect { it.value.outputs[0].carbon }").stream()
            .map(each -> new BigDecimal(each.toString()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertEqual(ofRoutes(report, "full_co2e_mg").movePointLeft(3), carbon, "carbon");
    List<String[]> rows =
        pages.csv(Span.YEAR).toString().lines().map(row -> row.split(",", -1)).toList();
    for (String key : FULL) {
      int column = Arrays.asList(rows.get(0)).indexOf(key);
      BigDecimal all =
          rows.stream()
              .skip(1)
              .map(row -> row[column])
              .filter(cell -> !cell.isEmpty())
              .map(BigDecimal::new)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertEqual(ofRoutes(report, key), all, "column " + key);
    }
  }
}
