// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.meter.Segment;
import io.xfootprint.model.Footprint;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestAccountTest {

  private static final Route ROUTE = new Route("GET", "/a");

  /** Default power, 2.1 J per CPU-second, is left; no timer moves anything within an hour. */
  private static final FootprintSettings SETTINGS =
      FootprintSettings.from(
          new SettingSources()
              .parameters(Map.of("window", "1h", "carbon-intensity", "360", "pue", "1")),
          Host.unknown(4));

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final FootprintMonitor monitor =
      FootprintMonitor.start(SETTINGS, new FakeHostProbe(Host.unknown(4)), meter);
  private final RequestAccount account = monitor.begin();

  @AfterEach
  void close() {
    monitor.close();
  }

  private void pass(RequestAccount of, long nanos, long bytes) {
    try (Segment segment = of.open()) {
      meter.use(segment.isNested() ? 0 : nanos, bytes);
    }
  }

  private Footprint cost(long nanos, long bytes) {
    return monitor.rates().estimate(new ResourceUse(nanos, bytes));
  }

  private Totals booked() {
    return monitor.ledger().snapshot().now().routes().getOrDefault(ROUTE, Totals.NONE);
  }

  @Test
  void costsWhatItsPassesUsed() {
    pass(account, 1_000_000, 500);
    pass(account, 2_000_000, 700);
    Footprint cost = account.cost();
    // 3 ms x 2.287 J/s = 6.86 mJ; at 360 g/kWh that is 686 ng.
    assertEquals(cost(1_000_000, 500).plus(cost(2_000_000, 700)), cost);
    assertEquals(6.86, cost.energyNanojoules() / 1e6, 0.01);
    assertEquals(686, cost.emissionsPicograms() / 1e3, 1);
  }

  @Test
  void countsOnceHoweverOftenItIsBooked() {
    pass(account, 1_000_000, 500);
    account.bookTo(ROUTE);
    account.bookTo(ROUTE);
    account.bookTo(new Route("GET", "/b"));
    assertEquals(1, booked().requests());
    assertEquals(1, monitor.ledger().snapshot().now().line(CostCategory.REQUESTS).requests());
    assertEquals(1_000_000, booked().cpuNanos());
    assertEquals(1, monitor.ledger().total().requests());
    monitor.begin();
    assertEquals(2, monitor.ledger().total().requests());
  }

  @Test
  void booksPassesThatEndLate() {
    pass(account, 1_000_000, 500);
    account.bookTo(ROUTE);
    assertEquals(1_000_000, booked().cpuNanos());
    pass(account, 2_000_000, 700);
    assertEquals(3_000_000, booked().cpuNanos());
    Footprint all = account.cost();
    assertEquals(3_000_000, all.cpuNanos());
    assertEquals(
        new Totals(
            1,
            0,
            0,
            0,
            0,
            3_000_000,
            1200,
            all.energyNanojoules(),
            all.gcNanojoules(),
            all.emissionsPicograms()),
        booked());
  }

  private Distribution distribution() {
    return monitor.ledger().distributions().getOrDefault(ROUTE.label(), Distribution.NONE);
  }

  @Test
  void isInTheDistributionOfItsRouteWithWhatItCostInTheEnd() {
    pass(account, 1_000_000, 5_000);
    assertEquals(0, distribution().requests());
    account.bookTo(ROUTE);
    assertEquals(1_000_000, distribution().cpuNanos().max());
    account.share();
    pass(account, 63_000_000, 315_000);
    assertEquals(1, distribution().requests());
    assertEquals(64_000_000, distribution().cpuNanos().quantile(0.5));
    assertEquals(320_000, distribution().allocatedBytes().quantile(0.5));
    assertEquals(account.cost().energyNanojoules(), distribution().energyNanojoules());
  }

  @Test
  void isInNoDistributionIfItsCostIsNotKnown() {
    pass(account, -1, 5_000);
    account.bookTo(ROUTE);
    pass(account, 1_000_000, 5_000);
    assertEquals(0, distribution().requests());
  }

  @Test
  void booksNothingTwice() {
    pass(account, 1_000_000, 500);
    account.cost();
    account.bookTo(ROUTE);
    account.cost();
    Footprint all = account.cost();
    assertEquals(cost(1_000_000, 500), all);
    assertEquals(
        new Totals(
            1,
            0,
            0,
            0,
            0,
            1_000_000,
            500,
            all.energyNanojoules(),
            all.gcNanojoules(),
            all.emissionsPicograms()),
        booked());
  }

  @Test
  void countsInTheRunningTotalBeforeItsRouteIsKnown() {
    pass(account, 1_000_000, 500);
    Footprint cost = account.cost();
    assertTrue(cost.energyNanojoules() > 0);
    assertEquals(cost.energyNanojoules(), monitor.ledger().total().energyNanojoules());
    assertEquals(cost.emissionsPicograms(), monitor.ledger().total().emissionsPicograms());
    account.bookTo(ROUTE);
    assertEquals(cost.energyNanojoules(), monitor.ledger().total().energyNanojoules());
  }

  @Test
  void tellsTheCostOfAnOpenPassThatNeverDecreases() {
    Random random = new Random(20260107);
    long before = 0;
    for (int i = 0; i < 200; i++) {
      try (Segment segment = account.open()) {
        assertFalse(segment.isNested());
        meter.use(random.nextInt(1000), random.nextInt(1000));
        long now = account.cost().energyNanojoules();
        assertTrue(before <= now, before + " then " + now);
        before = now;
        meter.use(random.nextInt(1000), random.nextInt(1000));
      }
    }
    assertTrue(before > 0);
    assertTrue(before <= account.cost().energyNanojoules());
  }

  @Test
  void failsOnceHoweverOftenItIsTold() {
    account.bookTo(ROUTE);
    account.fail();
    account.fail();
    assertEquals(1, booked().errors());
  }

  @Test
  void failsAtItsRouteThoughItFailedBeforeThatWasKnown() {
    account.fail();
    assertEquals(0, monitor.ledger().snapshot().now().line(CostCategory.REQUESTS).errors());
    account.bookTo(ROUTE);
    account.fail();
    assertEquals(1, booked().errors());
  }

  @Test
  void leavesOutWhatIsUnknown() {
    meter.know(false, true);
    pass(account, 1_000_000, 500);
    account.bookTo(ROUTE);
    assertEquals(new Footprint(-1, 500, -1, -1), account.cost());
    assertEquals(TestBooks.totals(1, 0, 1, 0, 0, 0, 500, 0, 0), booked());
  }

  @Test
  void keepsTheRunningTotalEqualToTheLinesWhenOnePartIsUnknown() {
    pass(account, 1_000_000, 500);
    account.cost();
    meter.know(false, true);
    pass(account, 1_000_000, 500);
    account.bookTo(ROUTE);
    LedgerSnapshot books = monitor.ledger().snapshot();
    assertEquals(
        monitor.ledger().total().energyNanojoules(),
        TestBooks.application(books).energyNanojoules());
    assertEquals(1, booked().withoutCpu());
  }

  @Test
  void countsOnceThoughTwoThreadsBookIt() throws Exception {
    int rounds = 20_000;
    List<RequestAccount> accounts = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      accounts.add(monitor.begin());
    }
    inThreads(
        4,
        () -> {
          accounts.forEach(each -> each.bookTo(ROUTE));
          return rounds;
        });
    assertEquals(rounds, booked().requests());
  }

  @Test
  void losesNothingWhenPassesOfOneRequestMeetItsBooking() throws Exception {
    int threads = 4;
    int rounds = 2000;
    inThreads(
        threads,
        () -> {
          for (int i = 0; i < rounds; i++) {
            pass(account, 1000, 10);
            account.cost();
          }
          return rounds;
        });
    account.bookTo(ROUTE);
    inThreads(
        threads,
        () -> {
          for (int i = 0; i < rounds; i++) {
            pass(account, 1000, 10);
            account.cost();
          }
          return rounds;
        });
    long all = 2L * threads * rounds;
    assertEquals(1000 * all, booked().cpuNanos());
    assertEquals(10 * all, booked().allocatedBytes());
    assertEquals(account.cost().energyNanojoules(), booked().energyNanojoules());
    assertEquals(monitor.ledger().total().energyNanojoules(), account.cost().energyNanojoules());
  }

  @Test
  void mayGrowUntilATaskIsDone() {
    List<Runnable> queue = new ArrayList<>();
    assertFalse(account.mayGrow());
    account.execute(queue::add, () -> meter.use(1_000_000, 500));
    assertTrue(account.mayGrow());
    assertFalse(account.isMeasuredHere());
    account.bookTo(ROUTE);
    assertEquals(0, booked().cpuNanos());
    queue.get(0).run();
    assertFalse(account.mayGrow());
    assertEquals(1_000_000, booked().cpuNanos());
    assertEquals(1, booked().requests());
  }

  @Test
  void expectsNothingOfATaskThatIsRejected() {
    IllegalStateException rejection = new IllegalStateException("on purpose");
    assertSame(
        rejection,
        assertThrows(
            IllegalStateException.class,
            () ->
                account.execute(
                    task -> {
                      throw rejection;
                    },
                    () -> meter.use(1, 1))));
    assertFalse(account.mayGrow());
  }

  private static void inThreads(int threads, Callable<Integer> work) throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Integer>> calls = IntStream.range(0, threads).mapToObj(thread -> work).toList();
      for (var result : executor.invokeAll(calls)) {
        assertTrue(result.get() > 0);
      }
    } finally {
      executor.shutdownNow();
    }
  }
}
