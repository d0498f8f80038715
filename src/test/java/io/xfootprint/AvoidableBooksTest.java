// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.AvoidableCost;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.Segment;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What requests cost for nothing, in mixes of which the truth is known. */
class AvoidableBooksTest {

  private static final Route ORDERS = new Route("GET", "/shop/orders/*");
  private static final Route HEALTH = new Route("GET", "/shop/health/live");
  private static final Route UNMATCHED = new Route("GET", "(unmatched)");

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final FootprintMonitor monitor =
      FootprintMonitor.start(
          FootprintSettings.from(
              new SettingSources().parameters(Map.of("window", "1h")), Host.unknown(4)),
          new FakeHostProbe(Host.unknown(4)),
          meter);

  @AfterEach
  void close() {
    monitor.close();
  }

  private RequestAccount request(Route route, long cpuNanos) {
    RequestAccount account = monitor.begin();
    pass(account, cpuNanos);
    account.bookTo(route);
    return account;
  }

  private void pass(RequestAccount account, long cpuNanos) {
    try (Segment segment = account.open()) {
      meter.use(segment.isNested() ? 0 : cpuNanos, 1000);
    }
  }

  private Map<String, String> avoidable() {
    Map<String, String> costs = new TreeMap<>();
    for (AvoidableCost cost : monitor.ledger().avoidable(label -> label.contains("/health/"))) {
      costs.put(
          cost.reason().key() + " " + cost.route(),
          cost.requests() + " of " + cost.energyNanojoules() + " nJ");
    }
    return costs;
  }

  private static long energy(RequestAccount account) {
    return account.cost().energyNanojoules();
  }

  @Test
  void areTheRequestsThatAnsweredNobody() {
    request(ORDERS, 9_000_000);
    RequestAccount failed = request(ORDERS, 1_000_000);
    failed.fail();
    failed.fail();
    RequestAccount gone = request(ORDERS, 2_000_000);
    gone.avoid(Avoidable.GONE);
    RequestAccount probe = request(HEALTH, 3_000_000);
    // A probe that fails is a probe, and a scanner that fails is a scanner.
    RequestAccount failedProbe = request(HEALTH, 4_000_000);
    failedProbe.fail();
    RequestAccount scanner = request(UNMATCHED, 5_000_000);
    scanner.fail();
    assertEquals(
        Map.of(
            "failed GET /shop/orders/*", "1 of " + energy(failed) + " nJ",
            "gone GET /shop/orders/*", "1 of " + energy(gone) + " nJ",
            "probe GET /shop/health/live", "2 of " + (energy(probe) + energy(failedProbe)) + " nJ",
            "unmatched GET (unmatched)", "1 of " + energy(scanner) + " nJ"),
        avoidable());
  }

  @Test
  void haveWhatFollowsTheFailureToo() {
    RequestAccount account = monitor.begin();
    account.share();
    account.fail();
    assertEquals(Map.of(), avoidable(), "its route is not known yet");
    pass(account, 1_000_000);
    account.bookTo(ORDERS);
    pass(account, 2_000_000);
    // The client goes too, which is no second reason.
    account.avoid(Avoidable.GONE);
    pass(account, 4_000_000);
    assertEquals(
        Map.of("failed GET /shop/orders/*", "1 of " + energy(account) + " nJ"), avoidable());
  }

  @Test
  void countARequestWhoseCostIsNotKnown() {
    meter.know(false, true);
    request(ORDERS, 1_000_000).fail();
    assertEquals(Map.of("failed GET /shop/orders/*", "1 of 0 nJ"), avoidable());
  }

  /** Parts, route and failure come on threads of their own, in any order. */
  @Test
  void areExactWhereThreadsMeet() throws InterruptedException {
    Random random = new Random(18);
    for (int round = 0; round < 300; round++) {
      RequestAccount account = monitor.begin();
      account.share();
      CountDownLatch start = new CountDownLatch(1);
      Thread[] threads = {
        new Thread(() -> run(start, () -> pass(account, 1_000_000 + random.nextInt(1000)))),
        new Thread(() -> run(start, () -> pass(account, 2_000_000))),
        new Thread(() -> run(start, () -> account.bookTo(ORDERS))),
        new Thread(() -> run(start, account::fail)),
      };
      for (Thread thread : threads) {
        thread.start();
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    Totals all = monitor.ledger().snapshot().now().line(CostCategory.REQUESTS);
    assertEquals(
        Map.of("failed GET /shop/orders/*", "300 of " + all.energyNanojoules() + " nJ"),
        avoidable());
    assertEquals(300, all.errors());
    assertEquals(Avoidable.FAILED, monitor.ledger().avoidable(label -> false).get(0).reason());
  }

  private static void run(CountDownLatch start, Runnable work) {
    try {
      start.await();
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
