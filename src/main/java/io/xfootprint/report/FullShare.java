// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.AppBooks;
import io.xfootprint.ledger.BookLine;
import io.xfootprint.ledger.Figure;
import java.math.BigInteger;
import java.util.List;

/**
 * Spreads what belongs to time and to no request over routes and background, by CPU time, as {@link
 * io.xfootprint.ledger.FullCosts} does for one process.
 *
 * @param cpuNanos CPU time of all routes and the background
 * @param ofTime idle power, memory and embodied emissions
 */
record FullShare(BigInteger cpuNanos, Amounts ofTime) {

  static FullShare of(AppBooks books) {
    Amounts ofTime =
        List.of(BookLine.IDLE, BookLine.MEMORY, BookLine.EMBODIED).stream()
            .map(books::line)
            .reduce(Amounts.NONE, Amounts::plus);
    Amounts ofWork = books.line(BookLine.REQUESTS).plus(books.line(BookLine.BACKGROUND));
    return new FullShare(ofWork.get(Figure.CPU_NANOS), ofTime);
  }

  /** Returns a figure of a line with its share. */
  BigInteger of(Amounts line, Figure figure) {
    BigInteger own = line.get(figure);
    return cpuNanos.signum() > 0
        ? own.add(ofTime.get(figure).multiply(line.get(Figure.CPU_NANOS)).divide(cpuNanos))
        : own;
  }
}
