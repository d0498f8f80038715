// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The full costs of all routes are that of the application, to the nanojoule and picogram. */
class FullCostsTest {

  private static final int CASES = 300;

  private final Random random = new Random(15);

  private static Sums sum(List<RouteCost> routes, Function<RouteCost, Sums> part) {
    return routes.stream().map(part).reduce(Sums.NONE, Sums::plus);
  }

  private static void assertAddUp(Statement books) {
    List<RouteCost> routes = books.routesByEnergy();
    assertFalse(routes.isEmpty());
    assertEquals(books.full(), sum(routes, RouteCost::full));
    assertEquals(books.line(CostCategory.REQUESTS), sum(routes, RouteCost::own));
    assertEquals(books.line(CostCategory.EMBODIED), sum(routes, RouteCost::embodied));
  }

  private Sums someSums(boolean withCpu) {
    long most = 1L << random.nextInt(62);
    Sums some = Sums.from(metric -> BigInteger.valueOf(random.nextLong(most)));
    return withCpu ? some : some.with(Metric.CPU_NANOS, BigInteger.ZERO);
  }

  /** Returns books of all lines; of some routes no CPU time is known. */
  private Statement books(int routes, boolean withCpu) {
    Map<CostCategory, Sums> lines = new HashMap<>();
    Stream.of(CostCategory.values()).forEach(line -> lines.put(line, someSums(true)));
    Map<String, Sums> byLabel = new HashMap<>();
    IntStream.range(0, routes)
        .forEach(i -> byLabel.put("GET /" + i, someSums(withCpu && random.nextInt(5) > 0)));
    return new Statement(lines).withRoutes(byLabel, each -> each);
  }

  @Test
  void addUpWhateverTheFigures() {
    for (int i = 0; i < CASES; i++) {
      assertAddUp(books(1 + random.nextInt(40), random.nextInt(4) > 0));
    }
  }

  @Test
  void areWithinOneOfTheExactShare() {
    for (int i = 0; i < CASES; i++) {
      Statement books = books(1 + random.nextInt(40), true);
      Sums requests = books.line(CostCategory.REQUESTS);
      BigInteger cpu = requests.get(Metric.CPU_NANOS);
      BigInteger beyond = books.full().minus(requests).get(Metric.ENERGY_NANOJOULES);
      for (RouteCost route : books.routesByEnergy()) {
        BigInteger part = route.full().minus(route.own()).get(Metric.ENERGY_NANOJOULES);
        BigInteger exact = beyond.multiply(route.own().get(Metric.CPU_NANOS));
        BigInteger error = part.multiply(cpu).subtract(exact).abs();
        // Embodied emissions, which have energy here, are shared for themselves.
        assertTrue(error.compareTo(cpu.multiply(BigInteger.TWO)) <= 0, route::label);
      }
    }
  }

  @Test
  void goByTheNumberOfRequestsWhereNoCpuTimeIsKnown() {
    Sums unmeasured = TestBooks.sums(1, 0, 1, 1, 0, 0, 0, 0, 0);
    Sums three = unmeasured.plus(unmeasured).plus(unmeasured);
    Sums idle = TestBooks.sums(0, 0, 0, 0, 0, 0, 0, 1001, 11);
    Statement books =
        new Statement(Map.of(CostCategory.BACKGROUND, Sums.NONE, CostCategory.IDLE, idle), Map.of())
            .withRoutes(Map.of("GET /a", unmeasured, "GET /b", three), each -> each);
    assertAddUp(books);
    List<RouteCost> routes = books.routesByEnergy();
    assertEquals(250, routes.get(0).full().asLong(Metric.ENERGY_NANOJOULES));
    assertEquals(751, routes.get(1).full().asLong(Metric.ENERGY_NANOJOULES));
    assertTrue(routes.stream().allMatch(RouteCost::knowsFull));
  }

  @Test
  void areNotKnownOfARouteWithoutCpuTimeAmongOthers() {
    Sums measured = TestBooks.sums(1, 0, 0, 0, 0, 10, 0, 20, 2);
    Sums unmeasured = TestBooks.sums(1, 0, 1, 1, 0, 0, 0, 0, 0);
    Sums idle = TestBooks.sums(0, 0, 0, 0, 0, 0, 0, 1001, 11);
    Statement books =
        new Statement(Map.of(CostCategory.BACKGROUND, Sums.NONE, CostCategory.IDLE, idle))
            .withRoutes(Map.of("GET /a", measured, "GET /b", unmeasured), each -> each);
    assertAddUp(books);
    assertEquals(
        List.of(true, false), books.routesByEnergy().stream().map(RouteCost::knowsFull).toList());
  }

  /** Requests that have no row of a route in a store. */
  @Test
  void haveRequestsOfNoKnownRouteAsOther() {
    Statement all = books(3, true);
    Map<String, Sums> known = new HashMap<>(all.routes());
    Sums dropped = known.remove("GET /1");
    Statement told = Statement.of(all.lines(), known);
    assertAddUp(told);
    assertEquals(dropped, told.route("(other)"));
    assertEquals(all.full(), told.full());
    assertEquals(told, Statement.of(told.lines(), told.routes()));
  }

  @Test
  void haveNobodyToShareThemWithoutARequest() {
    Statement books = books(0, true);
    assertEquals(List.of(), books.routesByEnergy());
    Statement late =
        new Statement(Map.of(CostCategory.IDLE, someSums(true)))
            .withRoutes(Map.of("GET /a", Sums.NONE), each -> each);
    assertEquals(Sums.NONE, late.routesByEnergy().get(0).full());
  }

  /** Real books, with ranges, routes beyond the most, and figures that fill a long. */
  @Test
  void addUpInALedgerOverEachPeriod() {
    ManualClock clock = new ManualClock();
    Ledger ledger = new Ledger(7, clock);
    for (int minute = 0; minute < 200; minute++) {
      for (int i = 0; i < 5; i++) {
        Route route = new Route("GET", "/" + random.nextInt(12));
        boolean knowsCpu = random.nextInt(6) > 0;
        long cpu = random.nextInt(50_000_000);
        ledger.countRequest(route, knowsCpu, true, false);
        ledger.add(
            route,
            knowsCpu
                ? new Footprint(cpu, 1000, 3 * cpu + 1, cpu / 7, cpu / 3)
                : new Footprint(-1, 1000, -1, -1, -1));
      }
      if (minute == 150) {
        long most = Long.MAX_VALUE / 3 * 2;
        ledger.add(new Route("GET", "/0"), new Footprint(1, 1, most, most, most));
        ledger.add(new Route("GET", "/1"), new Footprint(1, 1, most, most, most));
      }
      clock.advance(Duration.ofMinutes(1));
      long ofProcess = 400_000_000L + random.nextInt(1000);
      ledger.closeWindow(
          new WindowCost(
              Methods.MODEL,
              Methods.GRID,
              new Footprint(ofProcess, 9000, 3 * ofProcess, 77, ofProcess),
              random.nextInt(1000),
              3,
              new Footprint(0, 0, random.nextLong(1L << 40), random.nextLong(1L << 40)),
              new Footprint(0, 0, random.nextLong(1L << 40), random.nextLong(1L << 40)),
              new Footprint(0, 0, 0, random.nextLong(1L << 40))));
      LedgerSnapshot books = ledger.snapshot();
      assertAddUp(books.sinceStart());
      assertAddUp(books.lastHour());
      assertAddUp(books.lastDay());
    }
  }
}
