// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Statement that nobody has counted, whose figures differ from each other. */
final class MadeUp {

  private static final List<Metric> FIGURES = List.of(Metric.values());

  private MadeUp() {}

  /** Returns amounts of which the first figure is a number, the next one twice that and so on. */
  static Sums amounts(long number) {
    return Sums.from(
        figure ->
            BigInteger.valueOf(number).multiply(BigInteger.valueOf(FIGURES.indexOf(figure) + 1)));
  }

  static Sums amounts(Random random) {
    return Sums.from(figure -> BigInteger.valueOf(random.nextLong(1_000_000_000_000L)));
  }

  /** Returns sums of routes, with lines of which that of the requests is theirs. */
  static Statement sums(Random random, String... routes) {
    Map<String, Sums> byRoute = new HashMap<>();
    for (String route : routes) {
      byRoute.put(route, amounts(random));
    }
    Map<CostCategory, Sums> lines = new HashMap<>();
    for (CostCategory line : CostCategory.values()) {
      lines.put(line, amounts(random));
    }
    lines.put(CostCategory.REQUESTS, byRoute.values().stream().reduce(Sums.NONE, Sums::plus));
    return new Statement(lines, byRoute);
  }
}
