// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.Footprint;

/**
 * An estimate of what a request used, from samples of its thread and from the mean of its route.
 *
 * <p>A request that is shorter than the step between samples is met by one now and then only, and
 * then gets a whole step. Shown as it is, most answers would say 0. So the more reliable of both
 * counts more:
 *
 * <pre>{@code
 * step 1 ms, mean of the route 0.25 ms
 * weight of the samples = mean / (step + mean) = 0.2
 * no sample:  0.8 x 0.25 ms + 0.2 x 0 ms = 0.2 ms
 * one sample: 0.8 x 0.25 ms + 0.2 x 1 ms = 0.4 ms
 * }</pre>
 *
 * <p>One request in four has a sample here: 3/4 x 0.2 ms + 1/4 x 0.4 ms = 0.25 ms. So the mean over
 * many requests remains that of the samples.
 *
 * @param stepNanos CPU time in ns between two samples
 * @param route what the route's requests have used since the start
 */
record SampledEstimate(long stepNanos, Totals route) {

  /** More samples than these are hardly chance, whatever the mean of the route. */
  private static final int SAMPLES_BY_CHANCE = 4;

  /** CPU time, in steps, of a route's first request if no sample caught it running. */
  private static final double FIRST_GUESS_STEPS = 0.1;

  /** Least CPU time in ns of any request: a mean of 0 would give samples no weight, for ever. */
  private static final double LEAST_NANOS = 10_000;

  /**
   * Returns the estimate for one request.
   *
   * @param sampled its cost according to its samples
   * @param samplesBytes whether the bytes are sampled too, as on virtual threads, and not measured
   */
  ResourceUse of(Footprint sampled, boolean samplesBytes) {
    return of(sampled.cpuNanos(), sampled.allocatedBytes(), samplesBytes);
  }

  /** Returns the same by CPU time in ns, and by bytes or {@link ResourceUse#UNKNOWN}. */
  ResourceUse of(long cpuNanos, long allocatedBytes, boolean samplesBytes) {
    double mean = Math.max(meanNanos(cpuNanos), LEAST_NANOS);
    // A long request is met so often that its own samples are to be believed, whatever the mean.
    double reliable = Math.max(mean, cpuNanos - (double) SAMPLES_BY_CHANCE * stepNanos);
    double weight = reliable / (stepNanos + reliable);
    return new ResourceUse(
        weigh(mean, cpuNanos, weight),
        samplesBytes ? weigh(route.meanAllocatedBytes(), allocatedBytes, weight) : allocatedBytes);
  }

  /** Returns the mean CPU time in ns of the route's requests, or a guess before one is known. */
  private double meanNanos(long cpuNanos) {
    long known = route.requests() - route.withoutCpu();
    if (known == 0) {
      return Math.max(stepNanos * FIRST_GUESS_STEPS, (double) cpuNanos);
    }
    // With each request that no sample has met, the guess gets smaller.
    return route.cpuNanos() > 0
        ? (double) route.cpuNanos() / known
        : stepNanos * FIRST_GUESS_STEPS / (known + 1);
  }

  /** Returns the weighed mean; unknown if there is no sample, or less than 1 ns or byte. */
  private static long weigh(double mean, long sampled, double weight) {
    double weighed = (1 - weight) * mean + weight * sampled;
    return sampled < 0 || weighed < 1 ? ResourceUse.UNKNOWN : Math.round(weighed);
  }
}
