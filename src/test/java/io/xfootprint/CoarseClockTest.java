// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.Segment;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.model.Footprint;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a request is told where the threads' CPU time goes in steps of 15.6 ms, as on Windows. */
class CoarseClockTest {

  private static final Route ROUTE = new Route("GET", "/a");
  private static final long STEP_NANOS = 15_625_000;

  /** A clock that a test moves, and that moves by itself while somebody spins. */
  private static final class SteppedMeter implements ThreadMeter {

    private long nanos = 1_000_000;
    private long bytes = 1000;
    private boolean spinning = true;

    @Override
    public long cpuNanos() {
      nanos += spinning ? 10_000 : 0;
      return nanos / STEP_NANOS * STEP_NANOS;
    }

    @Override
    public long allocatedBytes() {
      return bytes;
    }
  }

  private final SteppedMeter meter = new SteppedMeter();
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

  private RequestAccount request(long nanos, long bytes) {
    meter.spinning = false;
    RequestAccount account = monitor.begin();
    try (Segment segment = account.open()) {
      meter.nanos += segment.isNested() ? 0 : nanos;
      meter.bytes += bytes;
    }
    return account;
  }

  private Totals booked() {
    return monitor.ledger().snapshot().now().routes().getOrDefault(ROUTE, Totals.NONE);
  }

  @Test
  void tellsEachRequestAnEstimateThatIsNeverNothing() {
    Random random = new Random(5);
    double told = 0;
    double used = 0;
    for (int i = 0; i < 2000; i++) {
      long nanos = 400_000L + random.nextInt(200_000);
      used += nanos;
      RequestAccount account = request(nanos, 700);
      Footprint footprint = account.bestEstimate(() -> ROUTE);
      told += footprint.cpuNanos();
      account.bookTo(ROUTE);
      assertTrue(account.isEstimated());
      assertTrue(footprint.cpuNanos() > 0 && footprint.energyNanojoules() > 0);
      assertEquals(700, footprint.allocatedBytes());
    }
    assertEquals(1, told / used, 0.1);
    assertEquals(used, (double) booked().cpuNanos(), STEP_NANOS);
    assertEquals(2000, booked().estimated());
    assertEquals(0, booked().withoutCpu());
  }

  @Test
  void tellsALongRequestWhatItUsed() {
    request(1_000_000, 10).bookTo(ROUTE);
    assertEquals(1, request(2_000_000_000, 10).bestEstimate(() -> ROUTE).cpuNanos() / 2e9, 0.05);
  }

  @Test
  void tellsShortRequestsTheMeanOfTheirRoute() {
    for (int i = 0; i < 5000; i++) {
      request(50_000, 10).bookTo(ROUTE);
    }
    assertEquals(50_000, (double) request(50_000, 10).bestEstimate(() -> ROUTE).cpuNanos(), 10_000);
  }
}
