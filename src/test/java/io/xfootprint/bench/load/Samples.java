// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import java.util.ArrayList;
import java.util.List;

/** One figure of one variant, once for each round. */
record Samples(List<Double> rounds) {

  Samples() {
    this(new ArrayList<>());
  }

  void add(double value) {
    rounds.add(value);
  }

  /** Round by round, so that what disturbs a whole round is in neither. */
  Samples minus(Samples other) {
    Samples difference = new Samples();
    for (int i = 0; i < rounds.size(); i++) {
      difference.add(rounds.get(i) - other.rounds.get(i));
    }
    return difference;
  }

  double median() {
    return quantile(0.5);
  }

  /** Half of what lies between the quartiles: half of all rounds are that near to the median. */
  double spread() {
    return (quantile(0.75) - quantile(0.25)) / 2;
  }

  private double quantile(double share) {
    List<Double> sorted = rounds.stream().sorted().toList();
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }
}
