// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.grid.GridIntensity;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Detected;
import io.xfootprint.host.FakeEnergyMeter;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.Methods;
import io.xfootprint.model.Rates;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class StartupMessageTest {

  private static final Rates RATES = new Rates(2.134, 0, 0);

  private static String line(Host host, Cloud cloud, Map<String, String> parameters) {
    return line(host, cloud, parameters, EnergyMeter.none("none"));
  }

  private static String line(
      Host host, Cloud cloud, Map<String, String> parameters, EnergyMeter meter) {
    FootprintSettings settings =
        FootprintSettings.from(new SettingSources().parameters(parameters), host, cloud);
    return new StartupMessage(
            Provenance.of(
                Instant.EPOCH,
                settings,
                GridIntensity.fixed(settings.place().annual()),
                host,
                meter,
                "the JVM's counter"))
        .text(RATES, Methods.MODEL);
  }

  @Test
  void saysWhatWasFoundAndWhichCoefficientsFollow() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertEquals(
          "Measuring 'shop' on unknown CPU (processor, taken for virtual, as nothing"
              + " shows what it is); power by model: 0.599 to 3.302 W per vCPU (DEFAULT, as no"
              + " row fits), 0.08 W per GB, 2.134 J per CPU-second at host utilisation 0.5"
              + " (default); nine of ten such servers take 0.50 to 2.00 times that above idle,"
              + " 0.80 to 1.25 idle, 0.67 to 1.50 in memory; no power meter: none; holds 4.00"
              + " CPUs and the memory in use; embodied 0.16 gCO2e per vCPU-hour and 0.04 per"
              + " GB-hour (default); garbage collection by the JVM's counter; country/DEU"
              + " (setting): 342.1 gCO2e/kWh, 213.8 to 478.9 (2024, life cycle, production,"
              + " country DEU), PUE 1.50, 1.07 to 2.00 (default); version unknown (nothing says it)",
          line(Host.unknown(4), Cloud.UNKNOWN, Map.of("app", "shop", "location", "country/DEU")));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void saysWhichFiguresAreFromTheSettings() {
    assertEquals(
        "Measuring '/' on unknown CPU (processor, taken for virtual, as nothing shows"
            + " what it is); power by model until the meter tells: 0.599 to 4.000 W per vCPU"
            + " (settings), 0.08 W per GB, 2.134 J per CPU-second at host utilisation 0.2"
            + " (setting); by judgement, nine of ten would take 0.50 to 2.00 times that above idle,"
            + " 0.80 to 1.25 idle, 0.67 to 1.50 in memory; power meter: fake meter; holds"
            + " 4.00 CPUs and the memory in use; embodied 0.50 gCO2e per vCPU-hour (setting);"
            + " garbage collection by the JVM's counter; 100.0 gCO2e/kWh (setting), PUE 1.20"
            + " (setting), grid loss 0.07 (setting); version unknown (nothing says it)",
        line(
            Host.unknown(4),
            Cloud.UNKNOWN,
            Map.of(
                "power.max-watts", "4",
                "host-utilisation", "0.2",
                "carbon-intensity", "100",
                "pue", "1.2",
                "grid-loss", "0.07",
                "embodied", "0.5"),
            new FakeEnergyMeter()));
  }

  @Test
  void saysNothingOfAHostWhereThereIsNone() {
    Host whole = new Host("Some CPU", "Zen 4", 1, 2, 4, false);
    String line = line(whole, Cloud.UNKNOWN, Map.of("host-utilisation", "0.2"));
    assertTrue(line.contains(" J per CPU-second; nine of ten "), line);
  }

  @Test
  void saysThatAnotherProcessorStandsForOneThatWasNotMeasured() {
    Host graviton = new Host("", "Neoverse-V1", 1, 2, 2, true);
    String line = line(graviton, Cloud.UNKNOWN, Map.of());
    assertTrue(
        line.startsWith("Measuring '/' on Neoverse-V1 (processor, virtual, CPU model not shown); "),
        line);
    assertTrue(line.contains(" W per vCPU (ARM_PROXY as proxy for Neoverse-V1), "), line);
  }

  @Test
  void saysWhatWasDetectedAndByWhat() {
    Cloud cloud =
        new Cloud(
            Optional.of(new Detected("Kubernetes", "KUBERNETES_SERVICE_HOST")),
            Optional.of(new Detected("aws", "DMI sys_vendor")),
            Optional.of(new Detected("eu-west-1", "AWS_REGION")),
            Optional.of(new Detected("m5.large", "DMI product_name")));
    Host pod =
        new Host(
            "Some CPU",
            "Zen 4",
            1,
            1,
            2,
            true,
            OptionalLong.of(8_000_000_000L),
            new ContainerLimits(true, OptionalDouble.of(0.5), OptionalLong.of(1_500_000_000)));
    assertEquals(
        "Measuring '/' on aws/m5.large (DMI product_name, virtual) in Kubernetes"
            + " (KUBERNETES_SERVICE_HOST), aws (DMI sys_vendor); power by model: 0.419 to"
            + " 5.479 W per vCPU (Skylake (Server), TDP of 8175M), 0.08 W per GB, 2.134 J per"
            + " CPU-second at host utilisation 0.5 (default); nine of ten such servers take"
            + " 0.50 to 2.00 times that above idle, 0.80 to 1.25 idle, 0.67 to 1.50 in"
            + " memory; no power meter: none; holds 0.500 CPUs and 1.5 GB; embodied 0.48"
            + " gCO2e per vCPU-hour (aws/m5.large); garbage collection by the JVM's counter;"
            + " aws/eu-west-1 (AWS_REGION): 279.8 gCO2e/kWh, 174.9 to 391.7 (2024, life"
            + " cycle, production, country IRL), PUE 1.11, 1.04 to 1.19 (2024, published per"
            + " region); version unknown (nothing says it)",
        line(pod, cloud, Map.of()));
  }

  /** The processor shows its family alone, and its core was not measured. */
  @Test
  void saysWhichCoreWasFoundBesideTheRowOfAnother() {
    Host venice = new Host("AMD EPYC", "Zen 6", 1, 2, 2, true);
    String line = line(venice, Cloud.UNKNOWN, Map.of());
    assertTrue(line.contains(" W per vCPU (Zen 5 as proxy for Zen 6), "), line);
  }

  /** The name is a family's, and neither Google nor Microsoft write the type into the firmware. */
  @Test
  void saysWhatWasNotFound() {
    Cloud cloud =
        new Cloud(
            Optional.empty(),
            Optional.of(new Detected("gcp", "DMI product_name")),
            Optional.empty(),
            Optional.empty());
    Host guest = new Host("AMD EPYC", "Zen 4", 1, 1, 2, true);
    String line = line(guest, cloud, Map.of());
    assertTrue(
        line.startsWith(
            "Measuring '/' on AMD EPYC (processor, virtual, CPU model not shown, instance type not"
                + " shown) in gcp (DMI product_name); "),
        line);
    assertTrue(line.contains("; world (no place set or detected): "), line);
    String set = line(guest, cloud, Map.of("machine", "gcp/n2-standard-4", "location", "world"));
    assertTrue(
        set.startsWith(
            "Measuring '/' on gcp/n2-standard-4 (setting, virtual) in gcp (DMI product_name); "),
        set);
    assertTrue(set.contains("; world (setting): "), set);
  }

  @Test
  void claimsNoMissingRowWhereOneIsNamed() {
    String line = line(Host.unknown(4), Cloud.UNKNOWN, Map.of("machine", "DEFAULT_OLD"));
    assertTrue(line.contains(" W per vCPU (DEFAULT_OLD), "), line);
  }

  @Test
  void saysWhatWasDetectedInVain() {
    Cloud cloud =
        new Cloud(
            Optional.empty(),
            Optional.of(new Detected("aws", "DMI sys_vendor")),
            Optional.of(new Detected("mars-1", "AWS_REGION")),
            Optional.of(new Detected("m99.large", "DMI product_name")));
    assertEquals(
        "Measuring '/' on unknown CPU (processor; DMI product_name says aws/m99.large,"
            + " which is in no table; nearest: aws/m9g.large, taken for virtual, as nothing"
            + " shows what it is) in aws (DMI sys_vendor); power by model: 0.599 to 3.302 W"
            + " per vCPU (DEFAULT, as no row fits), 0.08 W per GB, 2.134 J per CPU-second at"
            + " host utilisation 0.5 (default); nine of ten such servers take 0.50 to 2.00"
            + " times that above idle, 0.80 to 1.25 idle, 0.67 to 1.50 in memory; no power"
            + " meter: none; holds 4.00 CPUs and the memory in use; embodied 0.16 gCO2e per"
            + " vCPU-hour and 0.04 per GB-hour (default); garbage collection by the JVM's"
            + " counter; world (default; AWS_REGION says aws/mars-1, which is in no table):"
            + " 472.9 gCO2e/kWh, 47.3 to 945.8 (2024, life cycle, production, world), PUE"
            + " 1.50, 1.07 to 2.00 (default); version unknown (nothing says it)",
        line(Host.unknown(4), cloud, Map.of()));
  }
}
