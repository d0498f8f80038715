// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.ledger.RunningTotal;
import io.xfootprint.model.Footprint;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a request so far, for the application's own pages. It is the value of the request
 * attribute {@code xfootprint}, made when it is asked for.
 *
 * <pre>{@code
 * This page took ${xfootprint.energyMicrojoules} uJ; all so far ${xfootprint.totalFullJoules} J.
 * }</pre>
 *
 * <p>An attribute of that name that the application has set itself, of the request, the session or
 * the servlet context, takes precedence.
 *
 * <p>A figure that is not known is null, which pages show as nothing. Immutable.
 */
public final class RequestFigures {

  /** Name of the request attribute. */
  public static final String ATTRIBUTE = "xfootprint";

  /**
   * Decimals of each figure, as their sources have thousandths of its unit. With more than 6 a
   * {@link BigDecimal} may be written with an exponent.
   */
  private static final int DECIMALS = 3;

  private final Footprint cost;
  private final long totalRequests;
  private final @Nullable BigDecimal totalJoules;
  private final @Nullable BigDecimal totalMilligrams;
  private final @Nullable BigDecimal totalFullJoules;
  private final @Nullable BigDecimal totalFullMilligrams;

  RequestFigures(Footprint cost, RunningTotal total) {
    this.cost = cost;
    totalRequests = total.requests();
    totalJoules = sum(total.millijoules());
    totalMilligrams = sum(total.micrograms());
    totalFullJoules = sum(total.fullMillijoules());
    totalFullMilligrams = sum(total.fullMicrograms());
  }

  /** A sum of 0 is not known, if the cost of this request is not: nothing may be measured here. */
  private @Nullable BigDecimal sum(long thousandths) {
    return cost.energyNanojoules() < 0 && thousandths == 0
        ? null
        : BigDecimal.valueOf(thousandths, DECIMALS);
  }

  /** Returns the CPU time so far in us. */
  public @Nullable BigDecimal getCpuMicros() {
    return thousandths(cost.cpuNanos());
  }

  /** Returns the heap bytes allocated so far. */
  public @Nullable Long getAllocatedBytes() {
    return cost.allocatedBytes() < 0 ? null : cost.allocatedBytes();
  }

  /** Returns the energy so far in uJ. */
  public @Nullable BigDecimal getEnergyMicrojoules() {
    return thousandths(cost.energyNanojoules());
  }

  /** Returns the operational emissions so far in ng CO2e. */
  public @Nullable BigDecimal getEmissionsNanograms() {
    return thousandths(cost.emissionsPicograms());
  }

  private static @Nullable BigDecimal thousandths(long amount) {
    return amount < 0 ? null : BigDecimal.valueOf(amount, DECIMALS);
  }

  /** Returns the number of requests of the application so far. */
  public long getTotalRequests() {
    return totalRequests;
  }

  /** Returns the energy of all requests so far in J, as {@code X-Footprint-Total} has it. */
  public @Nullable BigDecimal getTotalJoules() {
    return totalJoules;
  }

  /** Returns the operational emissions of all requests so far in mg CO2e. */
  public @Nullable BigDecimal getTotalMilligrams() {
    return totalMilligrams;
  }

  /** Returns the energy of everything so far in J: background, idle power and memory included. */
  public @Nullable BigDecimal getTotalFullJoules() {
    return totalFullJoules;
  }

  /** Returns the emissions of everything so far in mg CO2e, with the making of the machine. */
  public @Nullable BigDecimal getTotalFullMilligrams() {
    return totalFullMilligrams;
  }
}
