// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.util.Optional;

/** A mean figure of a request, over some requests. */
enum MeanCost {
  ENERGY("Energy per request", Metric.ENERGY_NANOJOULES, Quantity.ENERGY),
  CPU("CPU time per request", Metric.CPU_NANOS, Quantity.TIME),
  BYTES("Allocated per request", Metric.ALLOCATED_BYTES, Quantity.BYTES);

  private final String title;
  private final Metric metric;
  private final Quantity quantity;

  MeanCost(String title, Metric metric, Quantity quantity) {
    this.title = title;
    this.metric = metric;
    this.quantity = quantity;
  }

  String title() {
    return title;
  }

  Quantity quantity() {
    return quantity;
  }

  /**
   * Returns the figure in the smallest unit: the mean of the requests whose figure is known; empty
   * if there is none.
   */
  Optional<BigInteger> of(Sums sums) {
    BigInteger unknown = sums.get(this == BYTES ? Metric.WITHOUT_BYTES : Metric.WITHOUT_CPU);
    BigInteger known = sums.get(Metric.REQUESTS).subtract(unknown);
    return known.signum() > 0 ? Optional.of(sums.get(metric).divide(known)) : Optional.empty();
  }
}
