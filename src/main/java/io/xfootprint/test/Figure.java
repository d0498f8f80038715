// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.util.List;

/** A figure of a request that can have a budget, and how it is said. */
enum Figure {
  /** Heap bytes. */
  ALLOCATION("alloc-b", "allocates", "B kB MB GB"),
  /** CPU time in microseconds. */
  CPU("cpu-us", "uses CPU time of", "us ms s"),
  /** Energy in microjoules. */
  ENERGY("energy-uj", "uses energy of", "uJ mJ J");

  private static final int THOUSAND = 1_000;

  private final String member;
  private final String verb;

  /** The one of the header first; each is a thousand of the one before. */
  private final String units;

  Figure(String member, String verb, String units) {
    this.member = member;
    this.verb = verb;
    this.units = units;
  }

  /** Returns its key in {@code X-Footprint}. */
  String member() {
    return member;
  }

  /** Returns its key in a baseline: {@code alloc_b}, as in the log. */
  String key() {
    return member.replace('-', '_');
  }

  /** Returns what a route does, before an amount: {@code allocates}. */
  String verb() {
    return verb;
  }

  /**
   * Returns an amount for people, with three significant digits: {@code 31.2 kB}.
   *
   * @param amount in the unit of the header, at least 0; NaN if it is not known
   */
  String text(double amount) {
    if (Double.isNaN(amount)) {
      return "unknown";
    }
    List<String> names = List.of(units.split(" ", -1));
    int unit = 0;
    double shown = amount;
    // From 999.5 on three digits would be 1000.
    while (unit < names.size() - 1 && shown >= THOUSAND - 0.5) {
      shown /= THOUSAND;
      unit++;
    }
    String digits = unit == 0 ? Digits.atMostThree(shown) : Digits.three(shown);
    return digits + " " + names.get(unit);
  }
}
