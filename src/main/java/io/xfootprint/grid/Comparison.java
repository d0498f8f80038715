// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.data.CsvTable;
import java.util.List;

/**
 * A place and others where the same work could be done, with intensities of one basis. Figures of
 * two bases cannot be compared: Sweden's grid has 2.7 gCO2e/kWh where only the plants' operation
 * counts, and 35.9 over their life cycle.
 *
 * @param basis for people: on which basis all intensities are
 * @param here the place itself, with its intensity on that basis
 * @param elsewhere the others
 */
public record Comparison(String basis, Location here, List<Location> elsewhere) {

  /**
   * Countries to compare with where the place is in no cloud: from the cleanest electricity to the
   * dirtiest, on all continents, among them those where many servers stand.
   */
  private static final List<String> COUNTRIES =
      List.of(
          "SWE", "FRA", "BRA", "CAN", "GBR", "ESP", "DEU", "USA", "JPN", "SGP", "AUS", "CHN", "POL",
          "IND", "ZAF");

  /** The basis on which most regions of clouds are known. */
  private static final String ZONE = "operational, consumption, zone";

  private static final String AS_NO_OTHER =
      ", as this region has no other figure in common with others";

  /** Returns what a place is compared with. */
  public static Comparison of(Location here) {
    return switch (here.family()) {
      case "country", "world" -> withCountries(here);
      case "egrid", "us-zip" -> withSubregions(here);
      default ->
          isByZone(here)
              ? withZones(here, others(here))
              : withCountriesOfRegions(here, others(here), AS_NO_OTHER);
    };
  }

  /**
   * Returns what a place is compared with in a cloud, its own or another one. The place has the
   * same figure in each of them.
   *
   * @param cloud such as {@code aws}
   */
  public static Comparison of(Location here, String cloud) {
    List<Location> regions =
        Location.regions(cloud).filter(each -> !each.name().equals(here.name())).toList();
    return isByZone(here) ? withZones(here, regions) : withCountriesOfRegions(here, regions, "");
  }

  private static boolean isByZone(Location here) {
    return here.factor().basis().equals(ZONE);
  }

  private static Comparison withCountries(Location here) {
    return new Comparison(
        "life-cycle emissions of the electricity made in each country",
        here,
        COUNTRIES.stream()
            .filter(iso3 -> !iso3.equals(here.factor().area()))
            .flatMap(iso3 -> Location.find("country/" + iso3).stream())
            .toList());
  }

  private static Comparison withSubregions(Location here) {
    return new Comparison(
        "emissions of burning fuel for the electricity made in each subregion of the US grid",
        here,
        Location.subregions()
            .filter(each -> !each.factor().area().equals(here.factor().area()))
            .toList());
  }

  private static Comparison withZones(Location here, List<Location> others) {
    List<Location> comparable =
        others.stream().filter(each -> each.factor().basis().equals(ZONE)).toList();
    int without = others.size() - comparable.size();
    return new Comparison(
        "operational emissions of the electricity used in each grid zone" + without(without),
        here,
        comparable);
  }

  private static String without(int regions) {
    return switch (regions) {
      case 0 -> "";
      case 1 -> "; left out is 1 region without such a figure";
      default -> "; left out are " + regions + " regions without such a figure";
    };
  }

  /** The factor of a country hides its zones, but each region has one. */
  private static Comparison withCountriesOfRegions(
      Location here, List<Location> regions, String why) {
    CsvTable countries = CsvTable.read("country-intensity");
    return new Comparison(
        "life-cycle emissions of the electricity made in each region's country" + why,
        here.onBasisOfCountry(countries),
        regions.stream().map(each -> each.onBasisOfCountry(countries)).toList());
  }

  private static List<Location> others(Location here) {
    return Location.regions(here.family())
        .filter(each -> !each.name().equals(here.name()))
        .toList();
  }
}
