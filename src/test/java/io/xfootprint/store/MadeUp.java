// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.AppBooks;
import io.xfootprint.ledger.BookLine;
import io.xfootprint.ledger.Figure;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sums that nobody has counted, whose figures differ from each other. */
final class MadeUp {

  private static final List<Figure> FIGURES = List.of(Figure.values());

  private MadeUp() {}

  /** Returns amounts of which the first figure is a number, the next one twice that and so on. */
  static Amounts amounts(long number) {
    return Amounts.from(
        figure ->
            BigInteger.valueOf(number).multiply(BigInteger.valueOf(FIGURES.indexOf(figure) + 1)));
  }

  static Amounts amounts(Random random) {
    return Amounts.from(figure -> BigInteger.valueOf(random.nextLong(1_000_000_000_000L)));
  }

  /** Returns sums of routes, with lines of which that of the requests is theirs. */
  static Sums sums(Random random, String... routes) {
    Map<String, Amounts> byRoute = new HashMap<>();
    for (String route : routes) {
      byRoute.put(route, amounts(random));
    }
    Map<BookLine, Amounts> lines = new HashMap<>();
    for (BookLine line : BookLine.values()) {
      lines.put(line, amounts(random));
    }
    lines.put(BookLine.REQUESTS, byRoute.values().stream().reduce(Amounts.NONE, Amounts::plus));
    return new Sums(byRoute, new AppBooks(lines));
  }

  static Sums plus(Sums one, Sums other) {
    Map<String, Amounts> routes = new HashMap<>(one.routes());
    other.routes().forEach((route, amounts) -> routes.merge(route, amounts, Amounts::plus));
    return new Sums(routes, one.lines().plus(other.lines()));
  }
}
