// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.data.NearestNames;
import io.xfootprint.units.CarbonIntensity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A place on the electricity grid, with the annual average of its carbon intensity. For example
 * {@code aws/eu-west-1} is Ireland's grid, and {@code us-zip/94122} the grid region of San
 * Francisco.
 *
 * <p>All figures come from tables in the jar; nothing is asked over the network. Immutable and safe
 * for use by many threads.
 *
 * @param name as it is written in the setting {@code location}, such as {@code aws/eu-west-1}
 * @param intensity location-based annual average
 * @param year in which the intensity was measured
 * @param pue power usage effectiveness of the provider's data centre there, a ratio of at least 1;
 *     empty if the place says nothing of the data centre
 * @param pueBasis its year and what kind of figure it is; empty if there is none
 * @param basis what kind of intensity it is. Kinds differ in what they include: eGRID counts what
 *     power plants burn, Ember counts nearly the whole life cycle
 * @param source who publishes the figure
 */
public record Location(
    String name,
    CarbonIntensity intensity,
    int year,
    OptionalDouble pue,
    String pueBasis,
    String basis,
    String source) {

  /** The ways to write a location, for messages. */
  public static final String FORMS =
      "aws/REGION, gcp/REGION, azure/REGION, country/ISO3, us-zip/ZIP, egrid/SUBREGION or world";

  /**
   * Countries to compare with where the place is in no cloud: from the cleanest electricity to the
   * dirtiest, on all continents, among them those where many servers stand.
   */
  private static final List<String> COUNTRIES =
      List.of(
          "SWE", "FRA", "BRA", "CAN", "GBR", "ESP", "DEU", "USA", "JPN", "SGP", "AUS", "CHN", "POL",
          "IND", "ZAF");

  private static final String COUNTRY_BASIS = "annual average of the country's electricity";
  private static final String EGRID_BASIS = "annual total output emission rate";

  /**
   * Finds a place by name, whatever its case.
   *
   * @return empty if it is written in none of the {@link #FORMS} or is in none of the tables
   */
  public static Optional<Location> find(String name) {
    String text = name.strip();
    if (text.equalsIgnoreCase("world")) {
      return country("world", "WORLD");
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String kind = text.substring(0, slash).toLowerCase(Locale.ROOT);
    String place = text.substring(slash + 1);
    return switch (kind) {
      case "aws", "gcp", "azure" -> region(kind, place);
      case "country" -> country("country/" + place.toUpperCase(Locale.ROOT), place);
      case "egrid" -> egrid("egrid/" + place.toUpperCase(Locale.ROOT), place);
      case "us-zip" -> zip(place);
      default -> Optional.empty();
    };
  }

  /**
   * Returns up to three names of places that may have been meant by one that is not known: of
   * regions without their cloud, or of countries by their names or their ISO codes.
   */
  public static List<String> similar(String name) {
    String place = name.substring(name.lastIndexOf('/') + 1).strip();
    // A name without its kind, such as DEU, de or 94122, is no typing mistake: it means one place.
    Optional<String> coded =
        Stream.of("country/" + place, "country/" + iso3(place), "egrid/" + place, "us-zip/" + place)
            .flatMap(each -> find(each).stream().map(Location::name))
            .findFirst();
    if (coded.isPresent()) {
      return List.of(coded.get());
    }
    // The names that people write, and for each the name of the place.
    Map<String, String> byName = new LinkedHashMap<>();
    byName.put("World", "world");
    for (Row row : CsvTable.read("cloud-region").rows()) {
      String region = row.text("provider") + "/" + row.text("region");
      byName.put(region, region);
    }
    for (Row row : CsvTable.read("country-intensity").rows()) {
      byName.putIfAbsent(row.text("country"), "country/" + row.text("country_iso3"));
    }
    List<String> known = NearestNames.of(name, byName.keySet());
    return (known.isEmpty() ? NearestNames.of(place, byName.keySet()) : known)
        .stream().map(byName::get).toList();
  }

  /**
   * Returns a country's code of three letters (ISO 3166) for its code of two; empty if there is
   * none. The code for UK is GB, but people write UK.
   */
  private static String iso3(String iso2) {
    String code = iso2.toUpperCase(Locale.ROOT);
    try {
      return new Locale("", code.equals("UK") ? "GB" : code).getISO3Country();
    } catch (MissingResourceException e) {
      return "";
    }
  }

  /**
   * Returns other places where the same work could be done: all regions of the same cloud,
   * including this one, or a choice of countries.
   */
  public List<Location> alternatives() {
    String provider = name.substring(0, Math.max(0, name.indexOf('/')));
    List<Location> regions =
        CsvTable.read("cloud-region").rows().stream()
            .filter(row -> row.text("provider").equals(provider))
            .map(Location::region)
            .toList();
    return regions.isEmpty()
        ? COUNTRIES.stream().flatMap(iso3 -> find("country/" + iso3).stream()).toList()
        : regions;
  }

  private static Optional<Location> region(String provider, String region) {
    return CsvTable.read("cloud-region")
        .find(
            row ->
                row.text("provider").equals(provider)
                    && row.text("region").equalsIgnoreCase(region))
        .map(Location::region);
  }

  private static Location region(Row row) {
    return new Location(
        row.text("provider") + "/" + row.text("region"),
        new CarbonIntensity(row.number("gco2e_per_kwh")),
        row.integer("factor_year"),
        OptionalDouble.of(row.number("pue")),
        row.integer("pue_year") + ", " + row.text("pue_basis"),
        row.text("basis"),
        row.text("source"));
  }

  private static Optional<Location> country(String name, String iso3) {
    return CsvTable.read("country-intensity")
        .find("country_iso3", iso3)
        .map(row -> annual(name, row, COUNTRY_BASIS));
  }

  private static Optional<Location> egrid(String name, String subregion) {
    return CsvTable.read("egrid-subregion")
        .find("subregion", subregion)
        .map(row -> annual(name, row, EGRID_BASIS + " of " + row.text("subregion")));
  }

  private static Location annual(String name, Row row, String basis) {
    return new Location(
        name,
        new CarbonIntensity(row.number("gco2e_per_kwh")),
        row.integer("year"),
        OptionalDouble.empty(),
        "",
        basis,
        row.text("source"));
  }

  private static Optional<Location> zip(String zip) {
    if (!zip.matches("[0-9]{5}(-[0-9]{4})?")) {
      return Optional.empty();
    }
    // The first three digits are a sorting centre. Some of their areas lie in two subregions, whose
    // factors differ by 1.1 to 1.9 times; "egrid/SUBREGION" is the exact way.
    int prefix = Integer.parseInt(zip.substring(0, 3));
    return CsvTable.read("us-zip3-egrid")
        .find(row -> row.integer("zip3_from") <= prefix && prefix <= row.integer("zip3_to"))
        .flatMap(row -> egrid("us-zip/" + zip, row.text("egrid_subregion")));
  }
}
