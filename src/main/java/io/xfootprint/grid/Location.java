// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.data.NearestNames;
import io.xfootprint.units.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
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
 * @param country its code of three letters, {@code WORLD} for all
 * @param factor carbon intensity of its electricity
 * @param publishedPue PUE that the provider publishes for its data centres there; empty if it
 *     publishes none, or the place says nothing of the data centre
 */
public record Location(String name, String country, GridFactor factor, Optional<Pue> publishedPue) {

  /** The ways to write a location, for messages. */
  public static final String FORMS =
      "aws/REGION, gcp/REGION, azure/REGION, oci/REGION, ibm/REGION, ovh/REGION, hetzner/REGION,"
          + " scaleway/REGION, digitalocean/REGION, country/ISO3, us-zip/ZIP, egrid/SUBREGION or"
          + " world";

  private static final String WORLD = "WORLD";

  /**
   * Finds a place by name, whatever its case.
   *
   * @return empty if it is written in none of the {@link #FORMS} or is in none of the tables
   */
  public static Optional<Location> find(String name) {
    String text = name.strip();
    if (text.equalsIgnoreCase("world")) {
      return country("world", WORLD);
    }
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String family = text.substring(0, slash).toLowerCase(Locale.ROOT);
    String place = text.substring(slash + 1);
    return switch (family) {
      // The world is no country, although it has a row in their table.
      case "country" ->
          country("country/" + place.toUpperCase(Locale.ROOT), place)
              .filter(country -> !country.country.equals(WORLD));
      case "egrid" ->
          CsvTable.read("egrid-subregion").find("subregion", place).map(Location::egrid);
      case "us-zip" -> zip(place);
      default ->
          rowsOf(family)
              .filter(row -> row.text("region").equalsIgnoreCase(place))
              .findFirst()
              .map(Location::region);
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

  /** Returns all regions of a cloud, in the order of the table. */
  static Stream<Location> regions(String provider) {
    return rowsOf(provider).map(Location::region);
  }

  private static Stream<Row> rowsOf(String provider) {
    return CsvTable.read("cloud-region").rows().stream()
        .filter(row -> row.text("provider").equals(provider));
  }

  private static Location region(Row row) {
    double grams = row.number("gco2e_per_kwh");
    Range range = Range.between(row.number("low"), grams, row.number("high"));
    return new Location(
        row.text("provider") + "/" + row.text("region"),
        row.text("country_iso3"),
        GridFactor.of(row, row.text("zone"), range),
        row.has("pue") ? Optional.of(Pue.published(row)) : Optional.empty());
  }

  private static Optional<Location> country(String name, String iso3) {
    return CsvTable.read("country-intensity")
        .find("country_iso3", iso3)
        .map(row -> new Location(name, row.text("country_iso3"), factor(row), Optional.empty()));
  }

  /** Returns the factor of a row of {@code country-intensity.csv}. */
  private static GridFactor factor(Row row) {
    String iso3 = row.text("country_iso3");
    return GridFactor.of(row, iso3.equals(WORLD) ? "" : iso3);
  }

  /** Returns the subregions of the grid of the United States. */
  static Stream<Location> subregions() {
    return CsvTable.read("egrid-subregion").rows().stream()
        .map(Location::egrid)
        .filter(each -> each.factor.basis().endsWith("subregion"));
  }

  private static Location egrid(Row row) {
    String subregion = row.text("subregion");
    GridFactor factor = GridFactor.of(row, subregion);
    return new Location("egrid/" + subregion, "USA", factor, Optional.empty());
  }

  private static Optional<Location> zip(String zip) {
    if (!zip.matches("[0-9]{5}(-[0-9]{4})?")) {
      return Optional.empty();
    }
    // The first three digits are a sorting centre. Some of their areas lie in two subregions, whose
    // factors differ by up to 3.2 times; "egrid/SUBREGION" is the exact way.
    int prefix = Integer.parseInt(zip.substring(0, 3));
    return CsvTable.read("us-zip3-egrid")
        .find(row -> row.integer("zip3_from") <= prefix && prefix <= row.integer("zip3_to"))
        .flatMap(
            row -> subregion(row, "egrid_subregion").map(factor -> withAlternative(factor, row)))
        .map(factor -> new Location("us-zip/" + zip, "USA", factor, Optional.empty()));
  }

  private static GridFactor withAlternative(GridFactor factor, Row zips) {
    return subregion(zips, "alternative").map(factor::widenedTo).orElse(factor);
  }

  private static Optional<GridFactor> subregion(Row zips, String column) {
    return find("egrid/" + zips.text(column)).map(Location::factor);
  }

  /**
   * Returns the country's code of two letters (ISO 3166), such as {@code IE}; empty for the world.
   */
  public String iso2() {
    return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
        .filter(code -> iso3(code).equals(country))
        .findFirst()
        .orElse("");
  }

  /** Returns what comes before the slash: {@code aws}, {@code country}, or {@code world} itself. */
  public String family() {
    return name.replaceFirst("/.*", "");
  }

  /** Returns whether it is the region of a cloud. */
  public boolean isRegion() {
    return !family().matches("world|country|egrid|us-zip");
  }

  /** Returns the same place with the intensity of its whole country. */
  Location onBasisOfCountry(CsvTable countries) {
    Row row = countries.find("country_iso3", country).orElseThrow();
    return new Location(name, country, factor(row), publishedPue);
  }

  /** Returns the PUE of the provider's data centres, else that of a usual one. */
  public Pue pue() {
    return publishedPue.orElseGet(
        () -> Pue.usual(isRegion() ? "default, as none of " + family() + " is known" : "default"));
  }
}
