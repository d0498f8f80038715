// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The books of tenants: what is exact in them, and how large their error may be. */
class TenantsTest {

  private static final Route ROUTE = new Route("GET", "/orders/*");

  private Instant now = Instant.parse("2026-11-30T10:00:00Z");

  private Ledger ledger(int places) {
    return new Ledger(
        200,
        System::nanoTime,
        new DearestRequests(false, () -> now),
        new Tenants(places, () -> now));
  }

  private static void book(Ledger ledger, @Nullable String tenant, long nanojoules) {
    Line line = ledger.line(ROUTE, tenant);
    line.countRequest(
        new Footprint(2 * nanojoules, 100, nanojoules, nanojoules / 4), true, true, false);
  }

  private static void closeWindow(Ledger ledger) {
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, new Footprint(0, 0, 0, 0, 0), 0, 1));
  }

  private static TenantReading current(Ledger ledger) {
    return ledger.snapshot().tenants().get(0);
  }

  private static Totals all(Ledger ledger) {
    return ledger.snapshot().now().line(CostCategory.REQUESTS);
  }

  private static TenantReading.Cost of(TenantReading reading, String tenant) {
    return Objects.requireNonNull(reading.tenants().get(tenant), tenant);
  }

  private static Totals sum(TenantReading reading) {
    return reading.tenants().values().stream()
        .map(TenantReading.Cost::sums)
        .reduce(Totals.NONE, Totals::plus);
  }

  @Test
  void addsUpWhatEachTenantCosts() {
    Ledger ledger = ledger(10);
    book(ledger, "acme", 1_000);
    book(ledger, "globex", 300);
    book(ledger, "acme", 500);
    ledger.line(ROUTE, "acme").countError();
    book(ledger, null, 70);
    TenantReading reading = current(ledger);
    assertEquals(List.of("acme", "globex"), List.copyOf(reading.tenants().keySet()));
    TenantReading.Cost acme = of(reading, "acme");
    assertEquals(new Totals(2, 1, 0, 0, 0, 3_000, 200, 1_500, 0, 375), acme.sums());
    assertEquals(0, acme.lateNanojoules());
    assertEquals(0, reading.floorNanojoules());
    assertEquals(1_870, all(ledger).energyNanojoules());
  }

  @Test
  void givesTheLeastOnesPlaceToANewTenantAndKeepsWhatThatMayHaveMissed() {
    Ledger ledger = ledger(2);
    book(ledger, "acme", 1_000);
    book(ledger, "globex", 300);
    book(ledger, "initech", 50);
    TenantReading reading = current(ledger);
    assertEquals(List.of("acme", "initech"), List.copyOf(reading.tenants().keySet()));
    // 300 nJ and 1 for the request.
    assertEquals(301, reading.floorNanojoules());
    assertEquals(301, of(reading, "initech").lateNanojoules());
    assertEquals(50, of(reading, "initech").sums().energyNanojoules());
    assertEquals(0, of(reading, "acme").lateNanojoules());
    assertEquals(1_350, all(ledger).energyNanojoules());
  }

  @Test
  void looksAtWhatATenantHasByNowBeforeItLosesItsPlace() {
    Ledger ledger = ledger(2);
    book(ledger, "acme", 10);
    book(ledger, "globex", 20);
    book(ledger, "acme", 1_000);
    book(ledger, "initech", 5);
    assertEquals(List.of("acme", "initech"), List.copyOf(current(ledger).tenants().keySet()));
  }

  @Test
  void booksTheRestOfARequestWhoseTenantHasLostItsPlace() {
    Ledger ledger = ledger(1);
    Line slow = ledger.line(ROUTE, "acme");
    slow.countRequest(Footprint.NONE, true, true, false);
    book(ledger, "globex", 20);
    slow.add(new Footprint(1, 1, 500, 1));
    TenantReading reading = current(ledger);
    assertEquals(List.of("acme"), List.copyOf(reading.tenants().keySet()));
    assertEquals(500, of(reading, "acme").sums().energyNanojoules());
  }

  @Test
  void findsTheFiftyDearestOfAHundredThousandTenantsInAMillionRequests() {
    int places = 1_000;
    Ledger ledger = ledger(places);
    Random random = new Random(20_261_130);
    Map<String, Long> truth = new HashMap<>();
    for (int i = 0; i < 1_000_000; i++) {
      // By the law of Zipf, and each tenant once, as that is what takes places from others.
      int rank = i % 10 == 0 ? i / 10 : (int) Math.pow(100_000, random.nextDouble());
      String tenant = "tenant-" + rank;
      long nanojoules = 100_000L + random.nextInt(900_000);
      truth.merge(tenant, nanojoules, Long::sum);
      book(ledger, tenant, nanojoules);
    }
    long whole = truth.values().stream().mapToLong(Long::longValue).sum();
    TenantReading reading = current(ledger);

    assertEquals(100_000, truth.size());
    assertEquals(1_000_000, all(ledger).requests());
    assertEquals(whole, all(ledger).energyNanojoules());
    assertEquals(places, reading.tenants().size());
    assertTrue(reading.floorNanojoules() <= (whole + 1_000_000) / places);
    assertTrue(sum(reading).energyNanojoules() <= whole);
    truth.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(50)
        .forEach(
            each -> {
              TenantReading.Cost found = of(reading, each.getKey());
              long counted = found.sums().energyNanojoules();
              assertTrue(counted <= each.getValue(), each::toString);
              assertTrue(
                  each.getValue() <= counted + reading.lateNanojoules(each.getKey()),
                  each::toString);
              assertTrue(found.lateNanojoules() <= reading.floorNanojoules(), each::toString);
            });
    truth.forEach(
        (tenant, nanojoules) ->
            assertTrue(
                reading.tenants().containsKey(tenant) || nanojoules <= reading.floorNanojoules(),
                tenant));
  }

  @Test
  void losesNothingWhereManyThreadsTakePlacesFromEachOther() throws InterruptedException {
    Ledger ledger = ledger(8);
    int threads = 4;
    int each = 50_000;
    List<Map<String, Long>> truths = new ArrayList<>();
    List<Thread> started = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < threads; i++) {
      Random random = new Random(i);
      Map<String, Long> own = new HashMap<>();
      truths.add(own);
      Thread thread =
          new Thread(
              () -> {
                await(start);
                for (int j = 0; j < each; j++) {
                  String tenant = "t" + (int) (40 * random.nextDouble() * random.nextDouble());
                  long nanojoules = random.nextInt(1_000);
                  own.merge(tenant, nanojoules, Long::sum);
                  book(ledger, tenant, nanojoules);
                }
              });
      thread.start();
      started.add(thread);
    }
    start.countDown();
    for (Thread thread : started) {
      thread.join();
    }
    Map<String, Long> truth = new HashMap<>();
    truths.forEach(own -> own.forEach((tenant, sum) -> truth.merge(tenant, sum, Long::sum)));
    TenantReading reading = current(ledger);
    assertEquals(8, reading.tenants().size());
    assertEquals((long) threads * each, all(ledger).requests());
    assertEquals(
        truth.values().stream().mapToLong(Long::longValue).sum(), all(ledger).energyNanojoules());
    truth.forEach(
        (tenant, nanojoules) -> {
          TenantReading.Cost found = reading.tenants().get(tenant);
          if (found == null) {
            assertTrue(nanojoules <= reading.floorNanojoules(), tenant);
          } else {
            assertTrue(found.sums().energyNanojoules() <= nanojoules, tenant);
            assertTrue(
                nanojoules <= found.sums().energyNanojoules() + reading.lateNanojoules(tenant),
                tenant);
          }
        });
  }

  @Test
  void isExactWhereEachTenantHasAPlaceAndManyThreadsAdd() throws InterruptedException {
    Ledger ledger = ledger(40);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int j = 0; j < 40_000; j++) {
                  book(ledger, "t" + j % 40, j);
                }
              });
      thread.start();
      started.add(thread);
    }
    for (Thread thread : started) {
      thread.join();
    }
    assertEquals(all(ledger), sum(current(ledger)));
    assertEquals(0, current(ledger).floorNanojoules());
    assertEquals(4_000, of(current(ledger), "t7").sums().requests());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void beginsABookForEachMonthAndKeepsTheOneBefore() {
    Ledger ledger = ledger(10);
    book(ledger, "acme", 1_000);
    Line slow = ledger.line(ROUTE, "globex");
    slow.countRequest(Footprint.NONE, true, true, false);
    now = Instant.parse("2026-12-01T00:00:05Z");
    closeWindow(ledger);
    book(ledger, "acme", 10);
    slow.add(new Footprint(1, 1, 7, 1));
    List<TenantReading> readings = ledger.snapshot().tenants();
    assertEquals(
        List.of(YearMonth.of(2026, 12), YearMonth.of(2026, 11)),
        readings.stream().map(TenantReading::month).toList());
    assertEquals(10, of(readings.get(0), "acme").sums().energyNanojoules());
    assertEquals(2, readings.get(0).before().requests());
    assertEquals(1_000, of(readings.get(1), "acme").sums().energyNanojoules());
    // As the cost of a route is of the hour in which it is booked.
    assertEquals(0, of(readings.get(1), "globex").sums().energyNanojoules());
    assertEquals(7, of(readings.get(0), "globex").sums().energyNanojoules());
  }

  @Test
  void keepsItsBookWhenTheClockIsSetForTheFirstTime() {
    now = Instant.EPOCH;
    Ledger ledger = ledger(10);
    book(ledger, "acme", 1_000);
    now = Instant.parse("2026-12-01T00:00:05Z");
    closeWindow(ledger);
    assertEquals(1, ledger.snapshot().tenants().size());
    assertEquals(YearMonth.of(2026, 12), current(ledger).month());
    assertTrue(current(ledger).tenants().containsKey("acme"));
  }

  @Test
  void goesOnInTheEarlierBookWhereTheClockIsSetBack() {
    Ledger ledger = ledger(10);
    book(ledger, "acme", 1_000);
    now = Instant.parse("2031-01-01T00:00:00Z");
    closeWindow(ledger);
    now = Instant.parse("2026-11-30T11:00:00Z");
    closeWindow(ledger);
    book(ledger, "acme", 1);
    assertEquals(1_001, of(current(ledger), "acme").sums().energyNanojoules());
    assertEquals(2, ledger.snapshot().tenants().size());
  }

  /** As a clock that loses its battery does. */
  @Test
  void staysInItsBookWhileTheClockIsNotSet() {
    Ledger ledger = ledger(10);
    book(ledger, "acme", 1_000);
    now = Instant.EPOCH;
    closeWindow(ledger);
    book(ledger, "acme", 1);
    now = Instant.parse("2026-11-30T11:00:00Z");
    closeWindow(ledger);
    assertEquals(1, ledger.snapshot().tenants().size());
    assertEquals(1_001, of(current(ledger), "acme").sums().energyNanojoules());
  }

  /** Whose sums are all that is stored of a month, and were read a moment later. */
  @Test
  void neverHasMoreOfTenantsThanOfAllRequests() {
    Sums all = sums(10, 1_000, 500, 2_000);
    Statement month = new Statement(Map.of(CostCategory.REQUESTS, all));
    Statement divided =
        month.byTenant(
            Map.of(
                "acme",
                sums(8, 900, 0, 0),
                "globex",
                sums(2, 90, 0, 0),
                "late",
                sums(1, 20, 0, 0)));
    assertEquals(all, divided.line(CostCategory.REQUESTS));
    assertEquals(7, divided.route("acme").asLong(Metric.REQUESTS));
    assertEquals(890, divided.route("acme").asLong(Metric.ENERGY_NANOJOULES));
    assertEquals(20, divided.route("late").asLong(Metric.ENERGY_NANOJOULES));
    assertEquals(Sums.NONE, divided.route("(other)"));
  }

  /** Whatever ranges requests had when they were counted. */
  @Test
  void sharesTheRangesOfAllRequestsInProportion() {
    Sums all = sums(10, 1_101, 1_001, 1_211);
    Statement divided =
        new Statement(Map.of(CostCategory.REQUESTS, all))
            .byTenant(Map.of("acme", sums(9, 1_000, 0, 0)));
    assertEquals(all, divided.line(CostCategory.REQUESTS));
    assertEquals(1_000L * 1_001 / 1_101, divided.route("acme").asLong(Metric.LOW_NANOJOULES));
    assertEquals(1_000L * 1_211 / 1_101, divided.route("acme").asLong(Metric.HIGH_NANOJOULES));
    Sums other = divided.route("(other)");
    assertTrue(other.get(Metric.LOW_NANOJOULES).compareTo(other.get(Metric.ENERGY_NANOJOULES)) < 0);
    assertTrue(
        other.get(Metric.HIGH_NANOJOULES).compareTo(other.get(Metric.ENERGY_NANOJOULES)) > 0);
  }

  /** What is rounded for each of them stays with them. */
  @Test
  void leavesNothingToOthersWhereTenantsAreAll() {
    Map<String, Sums> tenants = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      tenants.put("t" + i, sums(1, 7 + i, 0, 0));
    }
    Sums all = sums(1_000, 7 * 1_000 + 999 * 500, 300_000, 900_001);
    Statement divided = new Statement(Map.of(CostCategory.REQUESTS, all)).byTenant(tenants);
    assertEquals(tenants.keySet(), divided.routes().keySet());
    assertEquals(all, divided.line(CostCategory.REQUESTS));
  }

  /** A book that is over is read until it does not change any more, and is the same object then. */
  @Test
  void readsABookThatIsOverOnlyOnce() {
    Ledger ledger = ledger(10);
    book(ledger, "acme", 1_000);
    now = Instant.parse("2026-12-01T00:00:05Z");
    closeWindow(ledger);
    ledger.snapshot();
    TenantReading second = ledger.snapshot().tenants().get(1);
    assertSame(second, ledger.snapshot().tenants().get(1));
    now = Instant.parse("2026-11-30T23:00:00Z");
    closeWindow(ledger);
    book(ledger, "acme", 1);
    assertEquals(1_001, of(current(ledger), "acme").sums().energyNanojoules());
  }

  private static Sums sums(long requests, long energy, long low, long high) {
    Map<Metric, Long> figures =
        Map.of(
            Metric.REQUESTS, requests,
            Metric.ENERGY_NANOJOULES, energy,
            Metric.LOW_NANOJOULES, low,
            Metric.HIGH_NANOJOULES, high);
    return Sums.from(metric -> BigInteger.valueOf(figures.getOrDefault(metric, 0L)));
  }

  @Test
  void countsARequestWhoseEnergyIsNotKnown() {
    Ledger ledger = ledger(10);
    Line line = ledger.line(ROUTE, "acme");
    line.countRequest(Footprint.UNKNOWN, false, true, false);
    assertEquals(1, of(current(ledger), "acme").sums().withoutCpu());
    assertFalse(Sums.of(of(current(ledger), "acme").sums()).knowsCpu());
  }
}
