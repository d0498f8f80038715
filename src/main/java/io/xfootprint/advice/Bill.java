// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

/**
 * What some work takes on a machine, before a place prices its energy. Immutable.
 *
 * @param workJoules energy of the work above idle, in J at the wall
 * @param idleJoules idle energy of the vCPUs held, in J
 * @param memoryJoules energy of the memory held, in J
 * @param embodiedGrams embodied emissions of what is held, in gCO2e
 */
public record Bill(
    double workJoules, double idleJoules, double memoryJoules, double embodiedGrams) {

  /** Returns all emissions in gCO2e at a price of energy in gCO2e per J. */
  double grams(double gramsPerJoule) {
    return (workJoules + idleJoules + memoryJoules) * gramsPerJoule + embodiedGrams;
  }
}
