// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.restassured.path.json.JsonPath;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.ledger.Totals;
import io.xfootprint.model.Footprint;
import io.xfootprint.upstream.UpstreamSum;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TotalsLogTest {

  private static final Route ORDERS = new Route("GET", "/orders/*");
  private static final Route SEARCH = new Route("GET", "/search");

  /** A process of which its CPU time is known, and nothing else. */
  private static final ProcessTotals KNOWN =
      new ProcessTotals(
          Optional.empty(),
          new Footprint(608_610_000, -1, 2_371_000_000L, -1, 293_000_000),
          -1,
          -1_234_567,
          Totals.NONE,
          false,
          false);

  private static final LedgerSnapshot SHOP =
      books(
          Map.of(
              ORDERS,
              TestBooks.totals(120, 0, 0, 0, 0, 221_430_000, 31_457_280, 849_000_000, 105_000_000),
              SEARCH,
              TestBooks.totals(
                  171, 2, 0, 0, 0, 308_680_000, 88_000_123, 1_211_000_000, 150_000_000)),
          TestBooks.totals(0, 0, 0, 0, 0, 78_500_000, 0, 311_000_000, 38_000_000));

  private static final List<String> SHOP_LINES =
      List.of(
          "route=\"GET /search\" requests=171 errors=2 cpu_ms=308.680 alloc_b=88000123"
              + " energy_j=1.211 co2e_mg=0.150 share=0.588",
          "route=\"GET /orders/*\" requests=120 errors=0 cpu_ms=221.430 alloc_b=31457280"
              + " energy_j=0.849 co2e_mg=0.105 share=0.412",
          "app=\"shop\" requests=291 cpu_ms=530.110 energy_j=2.060 co2e_mg=0.255"
              + " background_j=0.311 coverage=0.871");

  private final CapturedLog logged = CapturedLog.of(TotalsLog.LOGGER, Level.INFO);
  private final TotalsLog log = new TotalsLog("shop", TestLog.SHORT);

  @AfterEach
  void stopListening() {
    logged.close();
  }

  private static LedgerSnapshot books(Map<Route, Totals> routes, Totals background) {
    return TestBooks.of(routes, background, Totals.NONE, Totals.NONE, Totals.NONE, KNOWN);
  }

  private List<String> lines() {
    return logged.messages();
  }

  @Test
  void writesALineForEachRouteAndOneForTheApplication() {
    log.accept(SHOP);
    assertEquals(SHOP_LINES, lines());
    assertTrue(logged.events().stream().allMatch(event -> event.getLevel().equals(Level.INFO)));
  }

  @Test
  void writesJson() {
    List<String> lines = new TotalsLog("shop", TestLog.JSON).lines(SHOP);
    assertEquals(
        List.of(
            "{\"route\":\"GET /search\",\"requests\":171,\"errors\":2,\"cpu_ms\":308.680,"
                + "\"alloc_b\":88000123,\"energy_j\":1.211,\"co2e_mg\":0.150,\"share\":0.588}",
            "{\"route\":\"GET /orders/*\",\"requests\":120,\"errors\":0,\"cpu_ms\":221.430,"
                + "\"alloc_b\":31457280,\"energy_j\":0.849,\"co2e_mg\":0.105,\"share\":0.412}",
            "{\"app\":\"shop\",\"requests\":291,\"cpu_ms\":530.110,\"energy_j\":2.060,"
                + "\"co2e_mg\":0.255,\"background_j\":0.311,\"coverage\":0.871}"),
        lines);
    JsonPath orders = JsonPath.from(lines.get(1));
    assertEquals("GET /orders/*", orders.getString("route"));
    assertEquals(31_457_280L, orders.getLong("alloc_b"));
    assertEquals(0.849, orders.getDouble("energy_j"), 1e-6);
    JsonPath app = JsonPath.from(lines.get(2));
    assertEquals(
        Set.of("app", "requests", "cpu_ms", "energy_j", "co2e_mg", "background_j", "coverage"),
        app.getMap("").keySet());
  }

  @Test
  void tellsWhatOtherServicesCostBesideTheRouteThatCalledThem() {
    Ledger ledger = new Ledger(9, () -> 0);
    for (Route route : List.of(ORDERS, SEARCH)) {
      ledger.countRequest(route, true, true, false);
      ledger.add(route, new Footprint(1_000_000, 7, 1_000_000, 0, 1_000_000));
    }
    ledger.line(ORDERS).addUpstream(new UpstreamSum(3, 2, 5, 20_410_500, 2_520_031));
    ledger.line(SEARCH).addUpstream(UpstreamSum.SILENT);
    List<String> lines = log.lines(ledger.snapshot());
    assertTrue(
        lines.get(0).endsWith(" up_energy_j=0.020 up_co2e_mg=0.003 up_calls=3 up_unknown=5"),
        lines::toString);
    assertTrue(lines.get(1).endsWith(" share=0.500 up_calls=1 up_unknown=1"), lines::toString);
    assertFalse(lines.get(2).contains("up_"), lines::toString);
  }

  private static Totals energy(long nanojoules, long picograms) {
    return TestBooks.totals(0, 0, 0, 0, 0, 0, 0, nanojoules, picograms);
  }

  @Test
  void writesEveryLineOfTheBooks() {
    LedgerSnapshot books =
        TestBooks.of(
            Map.of(
                ORDERS,
                new Totals(
                    120, 0, 0, 0, 0, 300_000_000, 31_457_280, 849_000_000, 9_000_000, 105_000_000)),
            new Totals(0, 0, 0, 0, 0, 100_000_000, 5000, 311_000_000, 30_000_000, 38_000_000),
            energy(2_500_000_000L, 300_000_000),
            energy(200_000_000, 20_000_000),
            energy(0, 420_000_000),
            new ProcessTotals(
                Optional.of(Methods.MODEL),
                new Footprint(400_000_000, 31_462_280, 1_160_000_000, 39_000_000, 143_000_000),
                20_000_000,
                -2_000_000,
                Totals.NONE,
                true,
                true));
    List<String> lines =
        List.of(
            "route=\"GET /orders/*\" requests=120 errors=0 cpu_ms=300.000 alloc_b=31457280"
                + " energy_j=0.849 co2e_mg=0.105 share=1.000 full_j=3.860 full_co2e_mg=0.883",
            "app=\"shop\" requests=120 cpu_ms=300.000 energy_j=0.849 co2e_mg=0.105"
                + " background_j=0.311 idle_j=2.500 memory_j=0.200 embodied_mg=0.420 full_j=3.860"
                + " full_co2e_mg=0.883 coverage=0.800 method=\"model\"");
    assertEquals(lines, log.lines(books));
    String full =
        " full_low_j=2.713 full_high_j=5.745 full_co2e_low_mg=0.600 full_co2e_high_mg=1.961";
    assertEquals(
        List.of(
            lines.get(0)
                + " gc_j=0.009 energy_low_j=0.425 energy_high_j=1.698 co2e_low_mg=0.052"
                + " co2e_high_mg=0.211"
                + full,
            lines.get(1)
                + " gc_j=0.009 full_gc_j=0.039 gc_cpu_ms=20.000 settlement_j=-0.002"
                + " process_cpu_ms=400.000 energy_low_j=0.425 energy_high_j=1.698"
                + " co2e_low_mg=0.052 co2e_high_mg=0.211 background_low_j=0.156"
                + " background_high_j=0.622 idle_low_j=2.000 idle_high_j=3.125"
                + " memory_low_j=0.133 memory_high_j=0.300 embodied_low_mg=0.280"
                + " embodied_high_mg=1.260"
                + full),
        new TotalsLog("shop", TestLog.DETAILED).lines(books));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "de-DE", "hi-IN-u-nu-deva", "th-TH-u-nu-thai"})
  void looksTheSameInEveryLocale(String tag) {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals(SHOP_LINES, log.lines(SHOP));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void putsTheLargestEnergyFirstAndThenTheName() {
    Totals small = TestBooks.totals(1, 0, 0, 0, 0, 1000, 10, 5_000_000, 10);
    Totals large = TestBooks.totals(1, 0, 0, 0, 0, 1000, 10, 6_000_000, 10);
    LedgerSnapshot books =
        books(
            Map.of(
                new Route("GET", "/b"), small,
                new Route("GET", "/c"), large,
                new Route("GET", "/a"), small),
            Totals.NONE);
    assertEquals(
        List.of("GET /c 0.375", "GET /a 0.313", "GET /b 0.313"),
        log.lines(books).stream()
            .limit(3)
            .map(line -> line.replaceAll("route=\"([^\"]*)\".* share=(.*)", "$1 $2"))
            .toList());
  }

  @Test
  void leavesOutFiguresThatNobodyKnows() {
    LedgerSnapshot books =
        TestBooks.of(
            Map.of(ORDERS, TestBooks.totals(4, 1, 4, 4, 0, 0, 0, 0, 0)),
            Totals.NONE,
            Totals.NONE,
            Totals.NONE,
            Totals.NONE,
            new ProcessTotals(
                Optional.empty(), Footprint.UNKNOWN, -1, 0, Totals.NONE, false, false));
    assertEquals(
        List.of(
            "route=\"GET /orders/*\" requests=4 errors=1 unmeasured=4",
            "app=\"shop\" requests=4 unmeasured=4"),
        log.lines(books));
  }

  @Test
  void leavesOutWhatNoLookHasMetYet() {
    Totals totals = TestBooks.totals(8, 0, 0, 0, 8, 0, 0, 0, 0);
    assertEquals(
        "route=\"GET /orders/*\" requests=8 errors=0 estimated=8",
        log.lines(books(Map.of(ORDERS, totals), Totals.NONE)).get(0));
  }

  @Test
  void saysHowManyRequestsAreEstimated() {
    Totals totals = TestBooks.totals(4, 0, 0, 0, 3, 3_000_000, 50, 6_000_000, 700_000);
    assertEquals(
        "route=\"GET /orders/*\" requests=4 errors=0 estimated=3 cpu_ms=3.000 alloc_b=50"
            + " energy_j=0.006 co2e_mg=0.0007 share=1.000",
        log.lines(books(Map.of(ORDERS, totals), Totals.NONE)).get(0));
  }

  @Test
  void saysHowManyRequestsAreNotInTheSums() {
    LedgerSnapshot books =
        books(
            Map.of(
                ORDERS,
                TestBooks.totals(4, 0, 1, 4, 0, 3_000_000, 0, 6_000_000, 700_000),
                SEARCH,
                TestBooks.totals(2, 0, 2, 0, 0, 0, 5000, 0, 0)),
            TestBooks.totals(0, 0, 0, 0, 0, 1_000_000, 0, 2_000_000, 300_000));
    assertEquals(
        List.of(
            "route=\"GET /orders/*\" requests=4 errors=0 unmeasured=1 cpu_ms=3.000 energy_j=0.006"
                + " co2e_mg=0.0007 share=1.000",
            "route=\"GET /search\" requests=2 errors=0 unmeasured=2 alloc_b=5000",
            "app=\"shop\" requests=6 unmeasured=3 cpu_ms=3.000 energy_j=0.006 co2e_mg=0.0007"
                + " background_j=0.002 coverage=0.750"),
        log.lines(books));
  }

  @Test
  void knowsTheBackgroundWhereOnlyTheProcessIsKnown() {
    LedgerSnapshot books =
        books(
            Map.of(ORDERS, TestBooks.totals(4, 0, 4, 0, 0, 0, 50, 0, 0)),
            TestBooks.totals(0, 0, 0, 0, 0, 1_000_000, 0, 2_000_000, 3_000_000));
    assertEquals(
        List.of(
            "route=\"GET /orders/*\" requests=4 errors=0 unmeasured=4 alloc_b=50",
            "app=\"shop\" requests=4 unmeasured=4 background_j=0.002"),
        log.lines(books));
  }

  @Test
  void writesNoShareOfNothing() {
    LedgerSnapshot books =
        books(Map.of(ORDERS, TestBooks.totals(1, 0, 0, 0, 0, 0, 0, 0, 0)), Totals.NONE);
    assertEquals(
        List.of(
            "route=\"GET /orders/*\" requests=1 errors=0 cpu_ms=0.000 alloc_b=0 energy_j=0.000"
                + " co2e_mg=0.000",
            "app=\"shop\" requests=1 cpu_ms=0.000 energy_j=0.000 co2e_mg=0.000"
                + " background_j=0.000"),
        log.lines(books));
  }

  /** Three requests of 50 us, on a clean grid. */
  @Test
  void writesMoreDecimalsOfWhatIsLittle() {
    LedgerSnapshot books =
        books(
            Map.of(ORDERS, TestBooks.totals(3, 0, 0, 0, 0, 151_234, 90, 209_876, 87)), Totals.NONE);
    assertTrue(
        log.lines(books)
            .get(0)
            .endsWith(" cpu_ms=0.151 alloc_b=90 energy_j=0.00021 co2e_mg=0.000000087 share=1.000"),
        () -> log.lines(books).toString());
  }

  @Test
  void isSilentWithoutTraffic() {
    LedgerSnapshot nothing = books(Map.of(), TestBooks.totals(0, 0, 0, 0, 0, 500, 0, 600, 700));
    log.accept(nothing);
    assertEquals(List.of(), lines());
    log.accept(SHOP);
    log.accept(SHOP);
    log.accept(SHOP);
    assertEquals(SHOP_LINES, lines());
  }

  @Test
  void writesWhatEndedAfterItsAnswerTooWithoutNewTraffic() {
    log.accept(
        books(Map.of(ORDERS, TestBooks.totals(1, 0, 0, 0, 0, 1000, 10, 2000, 30)), Totals.NONE));
    logged.clear();
    log.accept(
        books(Map.of(ORDERS, TestBooks.totals(1, 0, 0, 0, 0, 9000, 10, 2000, 30)), Totals.NONE));
    assertEquals(2, lines().size());
  }

  @Test
  void writesTheLastLinesWhateverTheTraffic() {
    log.accept(SHOP);
    logged.clear();
    log.acceptLast(SHOP);
    assertEquals(SHOP_LINES, lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\" requests=0 route=\"y",
        "x\r\napp=\"y\"",
        "x\\",
        "x\u2028y",
        "x\u0000y",
        "x\u001b[31my",
        "{}",
        "%n%s${jndi:ldap://x}"
      })
  void letsNoNameOfAnApplicationPassForMoreThanAName(String app) {
    String line = new TotalsLog(app, TestLog.SHORT).lines(books(Map.of(), Totals.NONE)).get(0);
    assertTrue(line.matches("app=\"[ !#-\\[\\]-~]*\" requests=0 cpu_ms=0\\.000 .*"), line);
    String json = new TotalsLog(app, TestLog.JSON).lines(books(Map.of(), Totals.NONE)).get(0);
    assertEquals(app.length(), JsonPath.from(json).getString("app").length());
    assertFalse(JsonPath.from(json).getMap("").containsKey("route"));
  }

  @Test
  void logsBracesAsTheyAre() {
    new TotalsLog("a{}b", TestLog.SHORT).acceptLast(books(Map.of(), Totals.NONE));
    assertTrue(lines().get(0).startsWith("app=\"a{}b\" "), lines().get(0));
  }
}
