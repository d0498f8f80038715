// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;

/** Ways to find energy of which it matters only how far off they are. */
public final class Methods {

  /** By a model that is off by 2 for work, 1.25 for time, 1.5 for memory and 1.1 for the grid. */
  public static final EnergyMethod MODEL =
      new EnergyMethod(
          "model",
          new Uncertainty(
              Range.within(2),
              Range.within(1.25),
              Range.within(1.5),
              Range.within(1.1),
              new Range(1.5, 3)));

  /** An intensity that matters to no cost. */
  public static final SourcedIntensity GRID = SourcedIntensity.set(new CarbonIntensity(360));

  private Methods() {}
}
