// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.time.Duration;
import org.hamcrest.Matcher;

/**
 * Matchers for the header {@code X-Footprint} of one answer, for REST Assured and for Hamcrest's
 * {@code assertThat}:
 *
 * <pre>{@code
 * get("/orders/1001").then().header("X-Footprint", allocatesAtMost(20_000));
 * // Expected header "X-Footprint" was not alloc-b of at most 20.0 kB (31.2 kB, +56 %), was "cpu-us=..."
 * }</pre>
 *
 * <p>A figure that the header does not tell is over each budget. One request scatters, and a first
 * one is 10 to 500 times dearer than later ones: {@link Budgets} takes medians of warm ones. A
 * matcher is for one comparison, by one thread.
 */
public final class FootprintMatchers {

  private static final double NANOS_PER_MICRO = 1_000;

  private FootprintMatchers() {}

  /**
   * Matches what a request allocates.
   *
   * @param bytes the most, heap bytes
   */
  public static Matcher<String> allocatesAtMost(long bytes) {
    return new FigureMatcher(Figure.ALLOCATION, (double) bytes);
  }

  /**
   * Matches the CPU time that a request uses.
   *
   * @param time the most
   */
  public static Matcher<String> usesCpuOfAtMost(Duration time) {
    return new FigureMatcher(Figure.CPU, time.toNanos() / NANOS_PER_MICRO);
  }

  /**
   * Matches the energy that a request uses.
   *
   * @param microjoules the most
   */
  public static Matcher<String> usesEnergyOfAtMost(double microjoules) {
    return new FigureMatcher(Figure.ENERGY, microjoules);
  }
}
