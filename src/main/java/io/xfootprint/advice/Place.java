// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.grid.Location;
import io.xfootprint.grid.Pue;
import io.xfootprint.model.Electricity;
import io.xfootprint.units.Range;

/**
 * A place with the price of its electricity. Immutable.
 *
 * @param name as in the setting {@code location}
 * @param area of the grid factor: places of one area have one grid
 * @param gramsPerKilowattHour carbon intensity of its electricity
 * @param grid range of that
 * @param pue of the data centre, a ratio
 * @param pueRange range of that
 * @param ownPue whether the PUE is the place's own; else that of the place that it is compared with
 * @param gramsPerJoule of a joule at the server's wall, in gCO2e
 */
public record Place(
    String name,
    String area,
    double gramsPerKilowattHour,
    Range grid,
    double pue,
    Range pueRange,
    boolean ownPue,
    double gramsPerJoule) {

  /** Returns the place where the application runs, with its PUE and grid loss. */
  static Place here(Location location, Electricity electricity) {
    return of(location, electricity.pue(), electricity.pueRange(), true, electricity.gridLoss());
  }

  /** Returns another place: its PUE if one is published, else that of here; the loss of here. */
  static Place there(Location location, Electricity here) {
    return of(
        location,
        location.publishedPue().map(Pue::ratio).orElse(here.pue()),
        location.publishedPue().map(Pue::range).orElse(here.pueRange()),
        location.publishedPue().isPresent(),
        here.gridLoss());
  }

  private static Place of(
      Location location, double pue, Range pueRange, boolean ownPue, double gridLoss) {
    return new Place(
        location.name(),
        location.factor().area(),
        location.factor().intensity().gramsPerKilowattHour(),
        location.factor().range(),
        pue,
        pueRange,
        ownPue,
        location.factor().intensity().gramsPerJoule() * pue / (1 - gridLoss));
  }
}
