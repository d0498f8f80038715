// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.units.CarbonIntensity;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {

  @ParameterizedTest
  @CsvSource({
    "aws/eu-west-1, 279.8, 2024, 1.11, ''",
    "aws/us-west-1, 195.0, 2023, 1.18, ''",
    "gcp/asia-east1, 439.3, 2024, 1.12, ' published by the provider'",
    "azure/eastus, 270.5, 2023, 1.14, ''"
  })
  void findsCloudRegionsWithTheirPue(
      String name, double grams, int year, double pue, String publisher) {
    Location location = Location.find(name).orElseThrow();
    assertEquals(name, location.name());
    assertEquals(new CarbonIntensity(grams), location.intensity());
    assertEquals(year, location.year());
    assertEquals(OptionalDouble.of(pue), location.pue());
    assertEquals("location-based annual average" + publisher, location.basis());
  }

  @ParameterizedTest
  @CsvSource({
    "country/DEU, 342.1, 2024, annual average of the country's electricity",
    "world, 472.9, 2024, annual average of the country's electricity",
    "us-zip/94122, 195.0, 2023, annual total output emission rate of CAMX",
    "us-zip/94122-1234, 195.0, 2023, annual total output emission rate of CAMX",
    "egrid/CAMX, 195.0, 2023, annual total output emission rate of CAMX"
  })
  void findsOtherPlacesWithoutPue(String name, double grams, int year, String basis) {
    Location location = Location.find(name).orElseThrow();
    assertEquals(name, location.name());
    assertEquals(new CarbonIntensity(grams), location.intensity());
    assertEquals(year, location.year());
    assertEquals(OptionalDouble.empty(), location.pue());
    assertEquals(basis, location.basis());
    assertFalse(location.source().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS/EU-West-1, aws/eu-west-1",
    "Azure/EASTUS, azure/eastus",
    "COUNTRY/deu, country/DEU",
    "eGRID/camx, egrid/CAMX",
    "US-ZIP/94122, us-zip/94122",
    "World, world",
    "'  world ', world"
  })
  void ignoresCaseAndBlanksAround(String written, String name) {
    assertEquals(Location.find(name), Location.find(written));
    assertEquals(name, Location.find(written).orElseThrow().name());
  }

  @Test
  void ignoresCaseWhateverTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertEquals("us-zip/94122", Location.find("US-ZIP/94122").orElseThrow().name());
      assertEquals("country/ITA", Location.find("country/ita").orElseThrow().name());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void findsEveryRegionOfTheTable() {
    for (Row row : CsvTable.read("cloud-region").rows()) {
      String name = row.text("provider") + "/" + row.text("region");
      Location location = Location.find(name).orElseThrow();
      assertEquals(name, location.name());
      assertTrue(location.pue().orElseThrow() >= 1, name);
    }
  }

  @Test
  void keepsLeadingZerosOfZipCodes() {
    // In Puerto Rico.
    assertEquals(
        Location.find("egrid/PRMS").orElseThrow().intensity(),
        Location.find("us-zip/00601").orElseThrow().intensity());
    assertEquals("us-zip/00601", Location.find("us-zip/00601").orElseThrow().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "aws",
        "aws/",
        "aws/eu-west-99",
        "gcp/eu-west-1",
        "eu-west-1",
        "DEU",
        "country/",
        "country/DE",
        "country/Germany",
        "egrid/",
        "egrid/NOPE",
        "us-zip/",
        "us-zip/9412",
        "us-zip/941222",
        "us-zip/94122-",
        "us-zip/94122-123",
        "us-zip/00000",
        "us-zip/٩٤١٢٢",
        "worlds",
        "world/",
        "aws/eu-west-1/a",
        "moon/CAMX"
      })
  void findsNothingElse(String name) {
    assertTrue(Location.find(name).isEmpty());
  }

  @Test
  void neverThrowsForAnyText() {
    Random random = new Random(20260103);
    String[] kinds = {"aws/", "gcp/", "azure/", "country/", "us-zip/", "egrid/", "", "world"};
    int found = 0;
    for (int i = 0; i < 400; i++) {
      StringBuilder text = new StringBuilder(kinds[random.nextInt(kinds.length)]);
      int length = random.nextInt(7);
      for (int j = 0; j < length; j++) {
        text.append((char) (random.nextBoolean() ? '0' + random.nextInt(10) : random.nextInt()));
      }
      if (Location.find(text.toString()).isPresent()) {
        found++;
      }
    }
    assertTrue(0 < found && found < 400, found + " found");
  }

  @Test
  void givesAFixedIntensityAtAllTimes() {
    GridIntensity grid = GridIntensity.fixed(new CarbonIntensity(445));
    assertEquals(445, grid.at(Instant.EPOCH).gramsPerKilowattHour());
    assertEquals(445, grid.at(Instant.MAX).gramsPerKilowattHour());
  }
}
