// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the tables of places against each other: factors, their ranges and what they count. */
class PlaceTablesTest {

  private static List<Row> rows(String table) {
    return CsvTable.read(table).rows();
  }

  private static String name(Row region) {
    return region.text("provider") + "/" + region.text("region");
  }

  private static Row uncertainty(String kind) {
    return CsvTable.read("grid-uncertainty").find("kind", kind).orElseThrow();
  }

  private static boolean isWithin(Row row, double figure, Row uncertainty) {
    return figure / uncertainty.number("divide_by") <= row.number("pue")
        && row.number("pue") <= figure * uncertainty.number("times");
  }

  @Test
  void knowTheRangeOfEveryKindOfPlaceAndOfPue() {
    Set<String> used = new TreeSet<>();
    Stream.of("cloud-region", "country-intensity", "egrid-subregion")
        .flatMap(table -> rows(table).stream())
        .forEach(row -> used.add(row.text("kind")));
    rows("cloud-region").stream()
        .filter(row -> row.has("pue"))
        .forEach(row -> used.add("PUE, " + row.text("pue_basis")));
    used.add("live");
    Set<String> known = new TreeSet<>();
    rows("grid-uncertainty").forEach(row -> known.add(row.text("kind")));
    assertEquals(known, used);
  }

  /** No range is narrower than that of its kind but for rounding; some reach to the life cycle. */
  @Test
  void keepEveryFactorWithinItsRange() {
    for (Row row : rows("cloud-region")) {
      double grams = row.number("gco2e_per_kwh");
      Row kind = uncertainty(row.text("kind"));
      assertTrue(row.number("low") <= grams && grams <= row.number("high"), name(row));
      assertEquals(grams / kind.number("divide_by"), row.number("low"), 0.1, name(row));
      assertTrue(grams * kind.number("times") - 0.1 <= row.number("high"), name(row));
    }
  }

  @Test
  void sayWhatIsCountedOfWhichElectricityAndWhere() {
    Set<String> told =
        Stream.of("cloud-region", "country-intensity", "egrid-subregion")
            .flatMap(table -> rows(table).stream())
            .map(row -> row.text("basis"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Set.of(
            "operational, consumption, zone",
            "life cycle, consumption, zone",
            "life cycle, production, country",
            "life cycle, production, world",
            "combustion, production, subregion",
            "combustion, production, province",
            "combustion, production, country"),
        told);
  }

  /** What a kWh emits does not depend on who buys it. */
  @Test
  void haveOneFactorForAGridWhoeverRunsTheRegion() {
    Map<String, Double> factors = new HashMap<>();
    for (Row row : rows("cloud-region")) {
      double grams = row.number("gco2e_per_kwh");
      Double other = factors.putIfAbsent(row.text("zone"), grams);
      assertEquals(grams, other == null ? grams : other, name(row));
    }
    assertTrue(factors.size() > 50, "only " + factors.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"aws", "azure", "digitalocean", "gcp", "hetzner", "ibm", "oci", "ovh", "scaleway"})
  void haveRegionsOfEveryProvider(String provider) {
    assertTrue(
        rows("cloud-region").stream().anyMatch(row -> row.text("provider").equals(provider)));
  }

  @Test
  void takeTheFactorOfACountryFromItsRow() {
    CsvTable countries = CsvTable.read("country-intensity");
    for (Row row : rows("cloud-region")) {
      if (row.text("basis").equals("life cycle, production, country")) {
        Row country = countries.find("country_iso3", row.text("country_iso3")).orElseThrow();
        assertEquals(country.text("gco2e_per_kwh"), row.text("gco2e_per_kwh"), name(row));
        assertEquals(country.text("kind"), row.text("kind"), name(row));
      }
    }
  }

  /** As the source of the range says: somebody whose place is not known may be in any region. */
  @Test
  void holdMostRegionsInTheRangeOfTheWorld() {
    double world =
        CsvTable.read("country-intensity")
            .find("country_iso3", "WORLD")
            .orElseThrow()
            .number("gco2e_per_kwh");
    Row range = uncertainty("world");
    List<Row> regions = rows("cloud-region");
    long within =
        regions.stream()
            .mapToDouble(row -> row.number("gco2e_per_kwh"))
            .filter(grams -> world / range.number("divide_by") <= grams)
            .filter(grams -> grams <= world * range.number("times"))
            .count();
    assertEquals(0.87, (double) within / regions.size(), 0.005);
  }

  /** No data centre takes less than its machines. */
  @Test
  void keepEveryPueAtOneOrMore() {
    for (Row row : rows("cloud-region")) {
      if (row.has("pue")) {
        Row range = uncertainty("PUE, " + row.text("pue_basis"));
        assertTrue(row.number("pue") >= range.number("divide_by"), name(row));
      }
    }
  }

  /** As the source of the range says: 20 of 22. */
  @Test
  void holdMostRegionsInTheRangeOfAFleetsPue() {
    List<Row> aws =
        rows("cloud-region").stream().filter(row -> row.text("provider").equals("aws")).toList();
    Row fleet =
        aws.stream()
            .filter(row -> row.text("pue_basis").equals("fleet average"))
            .findFirst()
            .orElseThrow();
    List<Row> published =
        aws.stream().filter(row -> row.text("pue_basis").equals("published per region")).toList();
    Row range = uncertainty("PUE, fleet average");
    assertEquals(22, published.size());
    assertEquals(
        20, published.stream().filter(row -> isWithin(row, fleet.number("pue"), range)).count());
  }
}
