// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.Host;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What settings say of values that were hardly meant. */
class DoubtfulSettingsTest {

  private static final Host HOST = new Host("Some CPU", "Zen 4", 1, 2, 4, true);

  private static FootprintSettings read(Map<String, String> parameters) {
    return FootprintSettings.from(new SettingSources().parameters(parameters), HOST);
  }

  private static String message(Map<String, String> parameters) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> read(parameters)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, aws/eu-west-1",
    "EU-West-1, aws/eu-west-1",
    "aws/eu-west1, aws/eu-west-1",
    "aws/eu-wset-1, aws/eu-west-1",
    "amazon/eu-west-1, aws/eu-west-1",
    "aws/westeurope, azure/westeurope",
    "azure/West Europe, azure/westeurope",
    "europe-west3, gcp/europe-west3",
    "de, country/DEU",
    "DE, country/DEU",
    "DEU, country/DEU",
    "country/DE, country/DEU",
    "country/UK, country/GBR",
    "Germany, country/DEU",
    "country/Germany, country/DEU",
    "germny, country/DEU",
    "United Kingdom, country/GBR",
    "94122, us-zip/94122",
    "camx, egrid/CAMX",
    "wrld, world",
    "country/world, world",
    "oci/us-ashburn, oci/us-ashburn-1",
    "scaleway/frpar, scaleway/fr-par",
    "fsn1, hetzner/fsn1"
  })
  void asksWhetherANearPlaceWasMeant(String location, String meant) {
    String message = message(Map.of("location", location));
    assertTrue(message.endsWith("; did you mean '" + meant + "'?"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "aws/m5.largee, aws/m5.large",
    "m5.large, aws/m5.large",
    "aws/m5large, aws/m5.large",
    "AWS/M5.XLARG, aws/m5.xlarge",
    "azure/Standard_D2s_v3x, azure/Standard_D2s_v3",
    "zen4, Zen 4",
    "EPYC 7763, AMD EPYC 7763"
  })
  void asksWhetherANearMachineWasMeant(String machine, String meant) {
    String message = message(Map.of("machine", machine));
    assertTrue(message.contains("; did you mean '" + meant + "'"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"azure/Standard_D2s_v9", "azure/Standard_E4ads_v8"})
  void namesTheNearestTypesOfAzure(String machine) {
    String message = message(Map.of("machine", machine));
    assertTrue(message.contains("; did you mean 'azure/Standard_"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "carbon-intensity, 0.342",
    "carbon-intensity, 1600",
    "power.max-watts, 250",
    "power.max-watts, 0.05",
    "power.idle-watts, 150",
    "embodied, 0.00074",
    "embodied, 140",
    "pue, 4",
    "grid-loss, 0.4"
  })
  void doubtsOrdersOfMagnitudeThatCannotBe(String name, String value) {
    boolean isIdle = name.equals("power.idle-watts");
    Map<String, String> other =
        isIdle ? Map.of("power.max-watts", "200") : Map.of("power.idle-watts", "0");
    Map<String, String> parameters = new HashMap<>(other);
    parameters.put(name, value);
    List<String> doubts = read(parameters).warnings();
    assertTrue(
        doubts.get(0).startsWith("'%s' is '%s' (init-param %s), ".formatted(name, value, name)),
        () -> String.join("\n", doubts));
  }

  @Test
  void doubtsNoFigureThatThereIs() {
    assertEquals(
        List.of(),
        read(Map.of(
                "carbon-intensity", "0",
                "power.max-watts", "69",
                "power.idle-watts", "0",
                "embodied", "0.08",
                "pue", "1",
                "grid-loss", "0.07"))
            .warnings());
    assertEquals(List.of(), read(Map.of("carbon-intensity", "1306")).warnings());
    assertEquals(List.of(), read(Map.of("carbon-intensity", "2.7")).warnings());
  }

  @Test
  void takesNoOffenceAtASecretThatIsNotUsed() {
    assertEquals(
        List.of(), read(Map.of("expose", "never", "expose.secret", "geh\u00e9im")).warnings());
  }
}
