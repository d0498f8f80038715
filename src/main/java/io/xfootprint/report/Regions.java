// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.grid.Comparison;
import io.xfootprint.grid.GridIntensity;
import io.xfootprint.grid.Location;
import io.xfootprint.grid.Pue;
import io.xfootprint.model.Electricity;
import io.xfootprint.settings.GridSettings;
import io.xfootprint.units.CarbonIntensity;
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
 * other regions of the cloud, in other countries or on other grids of the US. All factors are on
 * one basis, that of the own place too, as they cannot be compared otherwise.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class Regions {

  /** As many as fit on a screen: AWS has 39 regions, Azure 74. */
  private static final int MOST = 16;

  private static final BigDecimal PICOGRAMS_PER_NANOJOULE = BigDecimal.valueOf(1000);

  private final List<Region> all;
  private final Region own;
  private final String basis;

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

  Regions(Provenance setup) {
    Electricity electricity = setup.model().electricity();
    Comparison comparison = Comparison.of(setup.settings().place().location().value());
    own = region(comparison.here(), electricity.pue(), electricity.gridLoss(), true);
    Stream<Region> others =
        comparison.elsewhere().stream()
            .map(place -> region(place, pue(place, electricity), electricity.gridLoss(), false));
    all =
        some(
            Stream.concat(Stream.of(own), others)
                .sorted(Comparator.comparingDouble(Region::gramsPerJoule))
                .toList());
    basis = comparison.basis() + "; PUE as published, else as here" + totals(setup);
  }

  /** A country has no data centre of its own, and some clouds publish nothing of theirs. */
  private static double pue(Location place, Electricity here) {
    return place.publishedPue().map(Pue::ratio).orElse(here.pue());
  }

  /** Says where the totals are by another intensity: on another basis, or on that of a setting. */
  private String totals(Provenance setup) {
    if (setup.settings().grid().isPresent()) {
      return "; the totals are by the figures of "
          + setup.settings().grid().map(GridSettings::source).orElse("")
          + ", hour by hour";
    }
    double grams = setup.settings().place().intensity().gramsPerKilowattHour();
    return grams == own.gramsPerKilowattHour()
        ? ""
        : PageText.format("; the totals are by %.1f g CO₂e/kWh", grams);
  }

  private static Region region(Location place, double pue, double gridLoss, boolean isOwn) {
    CarbonIntensity intensity = place.factor().intensity();
    return new Region(
        place.name(),
        title(place.name()),
        intensity.gramsPerKilowattHour(),
        pue,
        new Electricity(GridIntensity.fixed(intensity), pue, gridLoss).gramsPerJoule(Instant.EPOCH),
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

  /** Returns in words on which basis the places are compared. */
  String basis() {
    return basis;
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
