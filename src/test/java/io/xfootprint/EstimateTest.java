// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.FakeVirtualMeter;
import io.xfootprint.meter.Segment;
import io.xfootprint.model.Footprint;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a request on a virtual thread is told, where only samples of it are known. */
class EstimateTest {

  private static final Route ROUTE = new Route("GET", "/a");
  private static final long STEP = FakeVirtualMeter.STEP_NANOS;

  private final Thread me = Thread.currentThread();
  private final FakeVirtualMeter meter = new FakeVirtualMeter(2);
  private final FootprintMonitor monitor =
      FootprintMonitor.start(
          FootprintSettings.from(
              new SettingSources().parameters(Map.of("window", "1h")), Host.unknown(4)),
          new FakeHostProbe(Host.unknown(4)),
          meter);

  @BeforeEach
  void mount() {
    meter.mount(me, 0);
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  private void run(long nanos) {
    meter.use(0, nanos, nanos / 100);
    meter.pass(nanos);
  }

  /** A request that leaves its carrier and is met by so many looks. */
  private RequestAccount sampled(int looks) {
    RequestAccount account = monitor.begin();
    try (Segment segment = account.open()) {
      for (int i = 0; i < looks; i++) {
        run(STEP);
        meter.look();
      }
      meter.mount(me, segment.isNested() ? 0 : 1);
    }
    meter.mount(me, 0);
    return account;
  }

  private Totals booked() {
    return monitor.ledger().snapshot().now().routes().getOrDefault(ROUTE, Totals.NONE);
  }

  @Test
  void isWhatWasReadWhereTheThreadNeverLeftItsCarrier() {
    RequestAccount account = monitor.begin();
    try (Segment segment = account.open()) {
      run(segment.isNested() ? 0 : 300_000);
    }
    Footprint cost = account.cost();
    assertEquals(300_000, cost.cpuNanos());
    assertEquals(3000, cost.allocatedBytes());
    assertTrue(account.isEstimated());
    assertEquals(cost, account.bestEstimate(() -> ROUTE));
  }

  @Test
  void isNeverNothingForARequestThatNoSampleMet() {
    Footprint estimate = sampled(0).bestEstimate(() -> null);
    // A tenth of a step is the first guess: 0.1 x (1 + 0) / (1 + 0.1).
    assertEquals(Math.round(STEP / 11.0), estimate.cpuNanos());
    assertTrue(estimate.energyNanojoules() > 0);
    assertTrue(estimate.emissionsPicograms() > 0);
  }

  @Test
  void leansTowardsTheMeanOfItsRoute() {
    RequestAccount first = sampled(10);
    first.bookTo(ROUTE);
    assertEquals(10 * STEP, booked().cpuNanos());
    Footprint estimate = sampled(1).bestEstimate(() -> ROUTE);
    // One sample, of a route whose requests are met by ten: 10 x (1 + 1) / (1 + 10).
    assertEquals(Math.round(20.0 / 11 * STEP), estimate.cpuNanos());
    assertEquals(Math.round(20.0 / 11 * STEP / 100), estimate.allocatedBytes());
  }

  @Test
  void goesBySamplesWhereThereAreMany() {
    RequestAccount usual = sampled(1);
    usual.bookTo(ROUTE);
    double unusual = sampled(100).bestEstimate(() -> ROUTE).cpuNanos();
    assertEquals(100, unusual / STEP, 2);
  }

  @Test
  void booksSamplesAloneSoThatSumsAreTheCarriers() {
    sampled(3).bookTo(ROUTE);
    RequestAccount missed = sampled(0);
    missed.bookTo(ROUTE);
    assertTrue(missed.bestEstimate(() -> null).cpuNanos() > 0);
    assertEquals(2, booked().requests());
    assertEquals(2, booked().estimated());
    assertEquals(0, booked().withoutCpu());
    assertEquals(3 * STEP, booked().cpuNanos());
  }

  @Test
  void addsUpToWhatIsBookedOverManyRequests() {
    Random random = new Random(3);
    double told = 0;
    for (int i = 0; i < 4000; i++) {
      // Each uses a third of a step on average, so that one in three is met.
      RequestAccount account = sampled(random.nextInt(3) == 0 ? 1 : 0);
      told += account.bestEstimate(() -> ROUTE).cpuNanos();
      account.bookTo(ROUTE);
    }
    assertEquals(1, told / booked().cpuNanos(), 0.03);
  }

  @Test
  void staysUnknownWhereNothingCanBeTold() {
    meter.unmount(me);
    RequestAccount account = monitor.begin();
    account.open().close();
    assertFalse(account.isEstimated());
    assertEquals(-1, account.cost().cpuNanos());
    assertEquals(-1, account.bestEstimate(() -> ROUTE).cpuNanos());
    account.bookTo(ROUTE);
    assertEquals(1, booked().withoutCpu());
    assertEquals(0, booked().estimated());
  }
}
