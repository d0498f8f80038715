// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.ledger.TestBooks;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.ResourceUse;
import org.junit.jupiter.api.Test;

/** Samples of one request against the mean of its route, in worked numbers. */
class SampledEstimateTest {

  private static final long STEP = 1_000_000;
  private static final long BYTES = 4_000;

  /** Of 10 requests with a mean of 0.25 ms and 4,000 bytes, and 2 whose CPU time is not known. */
  private static final Totals ROUTE = TestBooks.totals(12, 0, 2, 2, 10, 2_500_000, 40_000, 0, 0);

  private static long nanos(Totals route, long sampled) {
    return new SampledEstimate(STEP, route).of(sampled, BYTES, false).cpuNanos();
  }

  @Test
  void weighsSamplesAgainstTheMeanOfTheRoute() {
    assertEquals(200_000, nanos(ROUTE, 0));
    assertEquals(400_000, nanos(ROUTE, STEP));
  }

  @Test
  void keepsTheMeanOverManyRequests() {
    assertEquals(250_000, (3 * nanos(ROUTE, 0) + nanos(ROUTE, STEP)) / 4);
  }

  @Test
  void trustsSamplesThatAreTooManyForChance() {
    // 100 - 4 samples are sure: 96 / 97 of 100 ms, and 1 / 97 of the mean.
    assertEquals(98_971_649, nanos(ROUTE, 100 * STEP));
  }

  @Test
  void takesAFirstRequestForATenthOfAStepOrForItsSamples() {
    assertEquals(90_909, nanos(Totals.NONE, 0));
    assertEquals(2 * STEP, nanos(Totals.NONE, 2 * STEP));
  }

  @Test
  void lowersTheGuessWithEachRequestThatNoSampleHasMet() {
    Totals unmet = TestBooks.totals(1, 0, 0, 0, 1, 0, 0, 0, 0);
    // A tenth of a step over 2 requests: 50 us, and 50 / 1,050 of no sample.
    assertEquals(47_619, nanos(unmet, 0));
    Totals many = TestBooks.totals(999, 0, 0, 0, 999, 0, 0, 0, 0);
    assertEquals(9_901, nanos(many, 0), "no request takes less than 10 us");
  }

  @Test
  void leavesMeasuredBytesAlone() {
    assertEquals(new ResourceUse(200_000, 7), new SampledEstimate(STEP, ROUTE).of(0, 7, false));
  }

  @Test
  void weighsSampledBytesAsItWeighsTime() {
    SampledEstimate estimate = new SampledEstimate(STEP, ROUTE);
    assertEquals(3_200, estimate.of(0, 0, true).allocatedBytes());
    assertEquals(6_400, estimate.of(STEP, 4 * BYTES, true).allocatedBytes());
    assertEquals(ResourceUse.UNKNOWN, estimate.of(0, ResourceUse.UNKNOWN, true).allocatedBytes());
  }
}
