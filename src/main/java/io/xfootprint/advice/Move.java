// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

/**
 * A machine and a place to which the work could move. Immutable.
 *
 * @param there the machine and the place
 * @param saving what that changes
 * @param alike number of other machines in the same place with the same emissions, mostly sisters
 *     with another disk or network
 */
public record Move(Spot there, Saving saving, int alike) {

  static Move of(Spot here, Spot there) {
    return new Move(there, Saving.of(here, there), 0);
  }

  Move withOneMore() {
    return new Move(there, saving, alike + 1);
  }

  /** Returns whether a machine takes as much in the same place. */
  boolean isAlike(Spot other) {
    return there.place().name().equals(other.place().name()) && there.grams() == other.grams();
  }
}
