// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.report.Regions.Region;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same work elsewhere. */
class RegionsTest {

  private static Regions of(Map<String, String> settings) {
    try (FootprintMonitor monitor = TestMonitor.start(settings, () -> Instant.EPOCH, () -> 0)) {
      return new Regions(monitor.setup());
    }
  }

  private static Region region(Regions regions, String name) {
    return regions.all().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void comparesIntensityTimesPue() {
    Regions regions = of(Map.of("location", "scaleway/nl-ams", "pue", "1.2"));
    Region paris = region(regions, "scaleway/fr-par");
    assertEquals(16.3, paris.gramsPerKilowattHour());
    // None of Scaleway is known.
    assertEquals(1.2, paris.pue());
    assertEquals(16.3 / 208.8, paris.gramsPerJoule() / regions.own().gramsPerJoule(), 1e-9);
    assertEquals(
        "operational emissions of the electricity used in each grid zone; PUE as published, else as"
            + " here",
        regions.basis());
  }

  @Test
  void takesThePueThatAProviderPublishes() {
    Regions regions = of(Map.of("location", "aws/us-east-1", "grid-loss", "0.05"));
    Region stockholm = region(regions, "aws/eu-north-1");
    assertEquals(1.1, stockholm.pue());
    assertEquals(
        2.7 * 1.1 / (323.1 * 1.15),
        stockholm.gramsPerJoule() / regions.own().gramsPerJoule(),
        1e-9);
  }

  /** Nobody knows on which basis it is. */
  @Test
  void neverComparesAnIntensityThatIsSet() {
    Regions regions = of(Map.of("location", "country/SWE", "carbon-intensity", "100"));
    assertEquals(35.9, regions.own().gramsPerKilowattHour());
    assertTrue(regions.basis().endsWith("; the totals are by 100.0 g CO₂e/kWh"), regions::basis);
  }

  @Test
  void saysWhereTheTotalsAreOnAnotherBasis() {
    Regions regions = of(Map.of("location", "hetzner/hil"));
    assertEquals(383.6, regions.own().gramsPerKilowattHour());
    assertTrue(regions.basis().endsWith("; the totals are by 264.2 g CO₂e/kWh"), regions::basis);
  }

  @Test
  void doesNotCallTheWorldACountry() {
    Regions regions = of(Map.of());
    assertEquals("world", regions.own().name());
    assertEquals(472.9, regions.own().gramsPerKilowattHour());
    assertEquals(16, regions.all().size());
  }
}
