// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.util.List;

/**
 * Spreads what belongs to time and to no request over routes and background, by CPU time, as {@link
 * io.xfootprint.ledger.FullCosts} does for one process.
 *
 * @param cpuNanos CPU time of all routes and the background
 * @param ofTime idle power, memory and embodied emissions
 */
record FullShare(BigInteger cpuNanos, Sums ofTime) {

  static FullShare of(Statement books) {
    Sums ofTime =
        List.of(CostCategory.IDLE, CostCategory.MEMORY, CostCategory.EMBODIED).stream()
            .map(books::line)
            .reduce(Sums.NONE, Sums::plus);
    Sums ofWork = books.line(CostCategory.REQUESTS).plus(books.line(CostCategory.BACKGROUND));
    return new FullShare(ofWork.get(Metric.CPU_NANOS), ofTime);
  }

  /** Returns a figure of a line with its share. */
  BigInteger of(Sums line, Metric figure) {
    BigInteger own = line.get(figure);
    return cpuNanos.signum() > 0
        ? own.add(ofTime.get(figure).multiply(line.get(Metric.CPU_NANOS)).divide(cpuNanos))
        : own;
  }
}
