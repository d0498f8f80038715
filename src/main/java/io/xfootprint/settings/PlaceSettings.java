// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.grid.Location;
import io.xfootprint.grid.Pue;
import io.xfootprint.grid.SourcedIntensity;
import io.xfootprint.host.Cloud;
import io.xfootprint.model.Electricity;
import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Where the application runs, and what its electricity emits there.
 *
 * @param location place on the grid; the cloud region that was detected, else {@code world}
 * @param pue power usage effectiveness; a usual one where no setting and no provider says it
 * @param carbonIntensity in gCO2e/kWh, if it is set; else that of the place holds
 * @param gridLoss share of the electricity lost on its way
 */
public record PlaceSettings(
    Sourced<Location> location, Pue pue, OptionalDouble carbonIntensity, double gridLoss) {

  private static final Setting<Location> LOCATION =
      new Setting<>(
              "location",
              "a known place: " + Location.FORMS,
              Location::find,
              "detected, else `world`",
              "`aws/eu-west-1`, `gcp/..`, `azure/..`, `oci/..`, `ibm/..`, `ovh/..`, `hetzner/..`,"
                  + " `scaleway/..`, `digitalocean/..`, `country/DEU`, `us-zip/94122`,"
                  + " `egrid/CAMX`, `world`")
          .suggesting(Location::similar);

  /** Published figures of large clouds are 1.09 to 1.18, surveys of data centres say 1.55. */
  private static final Setting<Double> PUE =
      Setting.number(
              "pue",
              "ratio",
              1,
              5,
              "by location, else " + Pue.usual("default").ratio(),
              "power usage effectiveness, 1 to 5")
          .warningUnless(
              ratio -> ratio <= 3, "and data centres have 1.1 to 2: was another figure meant?");

  /** In gCO2e/kWh the cleanest region of the tables has 2.7, the dirtiest country 1306. */
  private static final Setting<Double> CARBON_INTENSITY =
      Setting.number(
              "carbon-intensity",
              "number of gCO2e/kWh",
              0,
              2000,
              "by location",
              "emissions of the electricity in gCO2e/kWh, up to 2000; wins over `location`")
          .warningUnless(
              grams -> grams == 0 || (grams >= 2 && grams <= 1500),
              "in gCO2e/kWh, and grids have 2 to 1500: was kg meant, or a MWh?");

  /** For figures that count at the plant, as eGRID's; grids of the US lose 0.04 to 0.06. */
  private static final Setting<Double> GRID_LOSS =
      Setting.number(
              "grid-loss",
              "share",
              0,
              0.5,
              "0",
              "share of the electricity that is lost on its way, 0 to 0.5")
          .warningUnless(share -> share <= 0.3, "and grids lose 0.02 to 0.3: was it a percentage?");

  static final List<Setting<?>> SETTINGS = List.of(LOCATION, PUE, CARBON_INTENSITY, GRID_LOSS);

  /** Reads and checks the settings of this subject. */
  static PlaceSettings read(SettingSources sources, Cloud cloud) {
    Sourced<Location> location =
        Sourced.ofDefault(Location.find("world").orElseThrow())
            .unlessDetected(cloud.location(), Location::find, Location::similar)
            .unlessSet(sources.find(LOCATION));
    Pue pue = sources.find(PUE).map(Pue::set).orElseGet(location.value()::pue);
    return new PlaceSettings(
        location, pue, sources.number(CARBON_INTENSITY), sources.value(GRID_LOSS));
  }

  /** Returns what to throw for a loss that another setting forbids. */
  static SettingsException badGridLoss(SettingSources sources, String rule) {
    return GRID_LOSS.bad(rule, sources.given(GRID_LOSS));
  }

  /** Returns the intensity that is set, which is taken as exact; else that of the place. */
  public SourcedIntensity annual() {
    return carbonIntensity.isPresent()
        ? SourcedIntensity.set(new CarbonIntensity(carbonIntensity.getAsDouble()))
        : location.value().factor().annual();
  }

  /** Returns that intensity without what says so. */
  public CarbonIntensity intensity() {
    return annual().intensity();
  }

  /** Returns the range of that intensity. */
  public Range intensityRange() {
    return annual().range();
  }

  /** Returns the electricity that the model computes with. */
  Electricity electricity(GridIntensity grid) {
    return new Electricity(grid, pue.ratio(), pue.range(), gridLoss);
  }
}
