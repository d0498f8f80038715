// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.units.Range;
import java.util.Optional;

/**
 * One figure that may be off, and the part of each side that is off with it. An error of both sides
 * moves both by the same factor.
 *
 * @param here the part that depends on it where the work runs; empty for none
 * @param there that of the other side; empty for none
 * @param range the factors by which the figure may be off
 */
record Doubt(Optional<Part> here, Optional<Part> there, Range range) {

  /** What emissions are made of: energies, their price, and the making of the machine. */
  enum Part {
    WORK,
    IDLE,
    MEMORY,
    ELECTRICITY,
    EMBODIED
  }

  static Doubt ofBoth(Part part, Range range) {
    return new Doubt(Optional.of(part), Optional.of(part), range);
  }

  static Doubt ofHere(Part part, Range range) {
    return new Doubt(Optional.of(part), Optional.empty(), range);
  }

  static Doubt ofThere(Part part, Range range) {
    return new Doubt(Optional.empty(), Optional.of(part), range);
  }

  /** Returns the emissions there divided by those here, if this figure is off by a factor. */
  double ratio(Spot ofHere, Spot ofThere, double factor) {
    return grams(ofThere, there, factor) / grams(ofHere, here, factor);
  }

  private static double grams(Spot spot, Optional<Part> off, double factor) {
    Bill bill = spot.bill();
    double price = spot.place().gramsPerJoule();
    return off.map(
            part ->
                switch (part) {
                  case WORK -> plus(bill.workJoules() * price, factor, spot);
                  case IDLE -> plus(bill.idleJoules() * price, factor, spot);
                  case MEMORY -> plus(bill.memoryJoules() * price, factor, spot);
                  case ELECTRICITY -> plus(spot.grams() - bill.embodiedGrams(), factor, spot);
                  case EMBODIED -> plus(bill.embodiedGrams(), factor, spot);
                })
        .orElseGet(spot::grams);
  }

  /** Returns all emissions if a part of them is another one. */
  private static double plus(double part, double factor, Spot spot) {
    return spot.grams() + part * (factor - 1);
  }
}
