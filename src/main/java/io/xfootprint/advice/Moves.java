// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The best moves of one kind, the one that saves most first. Immutable.
 *
 * @param kind what changes
 * @param basis on which basis the places of both sides are compared, in words; empty where the
 *     place stays
 * @param here where the work runs, priced on that basis
 * @param best at most 20
 */
public record Moves(Kind kind, String basis, Spot here, List<Move> best) {

  private static final int MOST = 20;

  /** What a move changes. */
  public enum Kind {
    /** The machine, in the same place. */
    MACHINE,
    /** The place, with the same machine. */
    PLACE,
    /** Both: the best machine in each place. */
    BOTH;

    /** Returns its name in JSON. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the best of some spots. */
  static Moves of(Kind kind, String basis, Spot here, Stream<Spot> spots) {
    List<Spot> sorted =
        spots
            .sorted(
                Comparator.comparingDouble(Spot::grams)
                    .thenComparing(spot -> spot.place().name())
                    .thenComparing(spot -> spot.machine().length())
                    .thenComparing(Spot::machine))
            .toList();
    List<Move> best = new ArrayList<>();
    for (Spot there : sorted) {
      int last = best.size() - 1;
      if (last >= 0 && best.get(last).isAlike(there)) {
        best.set(last, best.get(last).withOneMore());
      } else if (best.size() < MOST) {
        best.add(Move.of(here, there));
      } else {
        break;
      }
    }
    return new Moves(kind, basis, here, List.copyOf(best));
  }
}
