// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.grid.GridIntensity;
import io.xfootprint.grid.Location;
import io.xfootprint.model.Electricity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the same electricity would have emitted elsewhere: the same machine for the same time, in
 * other regions of the cloud or in other countries, with their factors of today.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class Regions {

  /** As many as fit on a screen: AWS has 36 regions, Azure 60. */
  private static final int MOST = 16;

  private static final BigDecimal PICOGRAMS_PER_NANOJOULE = BigDecimal.valueOf(1000);

  private final List<Region> all;
  private final Region own;

  /**
   * A place.
   *
   * @param name as in the setting {@code location}
   * @param title name for people: that of the country where it is one
   * @param gramsPerKilowattHour of its electricity, in gCO2e/kWh
   * @param pue of the data centre, a ratio
   * @param gramsPerJoule of a joule at the server's wall there, in gCO2e
   * @param isOwn whether the application runs there
   */
  record Region(
      String name,
      String title,
      double gramsPerKilowattHour,
      double pue,
      double gramsPerJoule,
      boolean isOwn) {

    /** Returns what an energy in nJ would have emitted, in pg CO2e. */
    BigInteger picograms(BigInteger nanojoules) {
      return new BigDecimal(nanojoules)
          .multiply(BigDecimal.valueOf(gramsPerJoule))
          .multiply(PICOGRAMS_PER_NANOJOULE)
          .toBigInteger();
    }
  }

  Regions(Provenance setup, Instant now) {
    Location location = setup.settings().place().location().value();
    Electricity here = setup.model().electricity();
    Region own = region(location.name(), here, now, true);
    Stream<Region> others =
        location.alternatives().stream()
            .filter(place -> !place.name().equals(own.name()))
            .map(place -> region(place.name(), electricity(place, here), now, false));
    all =
        some(
            Stream.concat(Stream.of(own), others)
                .sorted(Comparator.comparingDouble(Region::gramsPerJoule))
                .toList());
    this.own = own;
  }

  /** A country has no data centre of its own, so its PUE is the one from here. */
  private static Electricity electricity(Location place, Electricity here) {
    double pue = place.pue().orElse(here.pue());
    return new Electricity(GridIntensity.fixed(place.intensity()), pue, here.gridLoss());
  }

  private static Region region(String name, Electricity electricity, Instant now, boolean isOwn) {
    return new Region(
        name,
        title(name),
        electricity.grid().at(now).gramsPerKilowattHour(),
        electricity.pue(),
        electricity.gramsPerJoule(now),
        isOwn);
  }

  /** Returns the English name of a country, as few people read {@code SWE} as Sweden. */
  private static String title(String location) {
    String iso3 = location.substring(location.indexOf('/') + 1);
    return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
        .map(iso2 -> new Locale.Builder().setRegion(iso2).build())
        .filter(country -> location.startsWith("country/") && country.getISO3Country().equals(iso3))
        .map(country -> country.getDisplayCountry(Locale.ENGLISH))
        .findFirst()
        .orElse(location);
  }

  /**
   * Returns 16 places, or 17 with the own one: the cleanest, the dirtiest, and others at even
   * distances between them.
   */
  private static List<Region> some(List<Region> sorted) {
    if (sorted.size() <= MOST) {
      return sorted;
    }
    List<Region> some = new ArrayList<>();
    int last = -1;
    for (int i = 0; i < sorted.size(); i++) {
      int step = i * (MOST - 1) / (sorted.size() - 1);
      if (step != last || sorted.get(i).isOwn()) {
        some.add(sorted.get(i));
      }
      last = step;
    }
    return some;
  }

  /** Returns the place where the application runs. */
  Region own() {
    return own;
  }

  /** Returns the places, the cleanest electricity first. */
  List<Region> all() {
    return all;
  }
}
