// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.function.Function;

/**
 * A figure of how the cost of a route is distributed over its requests, under one key in all
 * outputs.
 */
public enum DistributionFigure {
  CPU_MEDIAN("CPU median", Metric.CPU_NANOS, Of.MEDIAN),
  CPU_P95("CPU 95 %", Metric.CPU_NANOS, Of.P95),
  CPU_MAX("CPU most", Metric.CPU_NANOS, Of.MAX),
  BYTES_MEDIAN("Bytes median", Metric.ALLOCATED_BYTES, Of.MEDIAN),
  BYTES_P95("Bytes 95 %", Metric.ALLOCATED_BYTES, Of.P95),
  BYTES_MAX("Bytes most", Metric.ALLOCATED_BYTES, Of.MAX);

  private final String title;
  private final Metric metric;
  private final Of of;

  DistributionFigure(String title, Metric metric, Of of) {
    this.title = title;
    this.metric = metric;
    this.of = of;
  }

  /** A place in a histogram. */
  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  private enum Of {
    MEDIAN(histogram -> histogram.quantile(0.5)),
    P95(histogram -> histogram.quantile(0.95)),
    MAX(Histogram::max);

    private final Function<Histogram, Long> figure;

    Of(Function<Histogram, Long> figure) {
      this.figure = figure;
    }
  }

  /** Returns its name, for people. */
  public String title() {
    return title;
  }

  /** Returns whether it is a CPU time, not bytes. */
  public boolean isOfCpu() {
    return metric == Metric.CPU_NANOS;
  }

  /** Returns its key, such as {@code cpu_ms_p95} and {@code alloc_b_median}. */
  public String key() {
    return metric.key() + '_' + of.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the figure in ns or bytes. */
  public BigInteger of(Distribution distribution) {
    Histogram histogram = isOfCpu() ? distribution.cpuNanos() : distribution.allocatedBytes();
    return BigInteger.valueOf(of.figure.apply(histogram));
  }

  /** Returns the figure in the unit of the key. */
  public BigDecimal inUnit(Distribution distribution) {
    return new BigDecimal(of(distribution), metric.decimals());
  }
}
