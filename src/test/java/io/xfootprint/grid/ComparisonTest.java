// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

  private static Comparison of(String name) {
    return Comparison.of(Location.find(name).orElseThrow());
  }

  private static double grams(Location place) {
    return place.factor().intensity().gramsPerKilowattHour();
  }

  private static double grams(Comparison comparison, String name) {
    return comparison.elsewhere().stream()
        .filter(place -> place.name().equals(name))
        .mapToDouble(ComparisonTest::grams)
        .findFirst()
        .orElseThrow();
  }

  /** Places of all kinds, of each provider one on the grid's own factor and one without. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "aws/us-east-1",
        "aws/eu-west-1",
        "aws/ca-west-1",
        "aws/ap-south-2",
        "azure/westus2",
        "azure/norwayeast",
        "gcp/us-west1",
        "gcp/asia-southeast3",
        "oci/ca-montreal-1",
        "oci/us-phoenix-1",
        "ibm/us-south",
        "ibm/in-che",
        "ovh/GRA",
        "hetzner/fsn1",
        "hetzner/hil",
        "scaleway/fr-par",
        "digitalocean/sfo3",
        "digitalocean/nyc3",
        "country/DEU",
        "country/NZL",
        "us-zip/94122",
        "egrid/CAMX"
      })
  void comparesFiguresOfOneBasis(String name) {
    Comparison comparison = of(name);
    List<Location> all = new ArrayList<>(comparison.elsewhere());
    all.add(comparison.here());
    assertEquals(
        1, all.stream().map(place -> place.factor().basis()).distinct().count(), comparison::basis);
    assertEquals(name, comparison.here().name());
    assertTrue(comparison.elsewhere().size() >= 3);
    Set<String> names = all.stream().map(Location::name).collect(Collectors.toSet());
    assertEquals(all.size(), names.size(), "each place once");
  }

  /** Quebec and Oregon are as clean as their grids, not as their countries. */
  @Test
  void comparesRegionsByTheirGridWhereThatOfThePlaceIsKnown() {
    Comparison comparison = of("aws/us-east-1");
    assertEquals(323.1, grams(comparison.here()));
    assertEquals(5.5, grams(comparison, "aws/ca-central-1"));
    assertEquals(79.2, grams(comparison, "aws/us-west-2"));
    assertEquals(
        "operational emissions of the electricity used in each grid zone; left out are 10 regions"
            + " without such a figure",
        comparison.basis());
    assertEquals(28, comparison.elsewhere().size());
  }

  @Test
  void leavesNothingOutWhereEveryGridIsKnown() {
    assertEquals(
        "operational emissions of the electricity used in each grid zone",
        of("scaleway/fr-par").basis());
  }

  /** Ireland's grid is known by the country's life cycle alone, so all are compared by theirs. */
  @Test
  void comparesRegionsByTheirCountriesWhereNothingElseIsKnownOfThePlace() {
    Comparison comparison = of("aws/eu-west-1");
    assertEquals(279.8, grams(comparison.here()));
    assertEquals(383.6, grams(comparison, "aws/us-east-1"));
    assertEquals(185.0, grams(comparison, "aws/ca-central-1"));
    assertEquals(38, comparison.elsewhere().size());
    assertTrue(comparison.basis().startsWith("life-cycle emissions"), comparison.basis());
  }

  /** A subregion of the US is told by what its plants burn, a country by its life cycle. */
  @Test
  void showsThePlaceItselfOnTheBasisOfTheComparison() {
    Comparison comparison = of("hetzner/hil");
    assertEquals(264.2, grams(Location.find("hetzner/hil").orElseThrow()));
    assertEquals(383.6, grams(comparison.here()));
    assertEquals(342.1, grams(comparison, "hetzner/fsn1"));
  }

  @Test
  void comparesTheWorldWithCountries() {
    Comparison comparison = of("world");
    assertEquals("life cycle, production, world", comparison.here().factor().basis());
    for (Location place : comparison.elsewhere()) {
      assertEquals("life cycle, production, country", place.factor().basis());
      assertEquals(comparison.here().factor().source(), place.factor().source());
    }
    assertEquals(
        "life-cycle emissions of the electricity made in each country", comparison.basis());
  }

  @ParameterizedTest
  @CsvSource({"us-zip/94122, egrid/CAMX, 26", "egrid/US, egrid/US, 27"})
  void comparesPlacesOfTheUsWithSubregions(String name, String itself, int others) {
    Comparison comparison = of(name);
    assertEquals(others, comparison.elsewhere().size());
    assertTrue(
        comparison.elsewhere().stream().allMatch(place -> place.name().startsWith("egrid/")));
    assertFalse(comparison.elsewhere().stream().anyMatch(place -> place.name().equals(itself)));
  }
}
