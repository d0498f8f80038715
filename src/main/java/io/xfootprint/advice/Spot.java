// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

/**
 * A machine in a place, with what the work takes there. Immutable.
 *
 * @param machine its name, such as {@code aws/m5.large}
 * @param place where it is
 * @param bill what the work takes on it
 * @param power what its energy rests on
 */
public record Spot(String machine, Place place, Bill bill, PowerFigures power) {

  /** Returns all emissions of the work there, in gCO2e. */
  public double grams() {
    return bill.grams(place.gramsPerJoule());
  }

  Spot at(Place other) {
    return new Spot(machine, other, bill, power);
  }
}
