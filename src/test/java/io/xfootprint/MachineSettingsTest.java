// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.grid.Location;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.Detected;
import io.xfootprint.host.Host;
import io.xfootprint.model.Electricity;
import io.xfootprint.model.Machine;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.PlaceSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.units.Range;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings of machine and place: what is set, what is detected, and what holds else. */
class MachineSettingsTest {

  private static final Host HOST = new Host("Some CPU", "Zen 4", 1, 2, 4, true);

  private static FootprintSettings read(Map<String, String> parameters) {
    return FootprintSettings.from(new SettingSources().parameters(parameters), HOST);
  }

  private static FootprintSettings read(String name, String value) {
    return read(Map.of(name, value));
  }

  private static String message(Map<String, String> parameters) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> read(parameters)).getMessage());
  }

  /** What a user gives is taken as exact, what a table says is not. */
  @Test
  void knowsHowFarOffTheElectricityMayBe() {
    PlaceSettings germany = read("location", "country/DEU").place();
    assertEquals(new Range(1.6, 1.4), germany.intensityRange());
    assertEquals(Range.EXACT, read("pue", "1.2").place().pue().range());
    assertEquals(Range.EXACT, read("carbon-intensity", "100").place().intensityRange());
    Electricity set = electricity(read(Map.of("carbon-intensity", "100", "pue", "1.2")));
    assertEquals(Range.EXACT, set.range(set.grid().at(Instant.EPOCH)));
    Electricity ofTables = electricity(read("location", "country/DEU"));
    assertEquals(new Range(1.6, 1.4), ofTables.grid().at(Instant.EPOCH).range());
    assertEquals(germany.pue().range(), ofTables.pueRange());
    assertEquals(1.5, ofTables.pue());
  }

  private static Electricity electricity(FootprintSettings settings) {
    return settings.power().profile(HOST, settings.place()).electricity();
  }

  @Test
  void readsThePlaceAndItsPue() {
    FootprintSettings cloud = read("location", "AWS/eu-west-1");
    assertEquals("aws/eu-west-1", cloud.place().location().value().name());
    assertEquals(1.11, cloud.place().pue().ratio());
    assertEquals(1.5, read("location", "country/DEU").place().pue().ratio());
    assertEquals(
        1.2, read(Map.of("location", "aws/eu-west-1", "pue", "1.2")).place().pue().ratio());
  }

  @Test
  void readsTheMachine() {
    assertEquals("aws/m5.large", read("machine", "aws/m5.large").power().machine().value().name());
    assertEquals(
        "Sapphire Rapids", read("machine", "Sapphire Rapids").power().machine().value().name());
    assertEquals(
        "AMD EPYC 7763",
        read("machine", "AMD EPYC 7763 64-Core Processor").power().machine().value().name());
  }

  private static FootprintSettings readIn(
      String region, String instanceType, Map<String, String> parameters) {
    Cloud cloud =
        new Cloud(
            Optional.empty(),
            Optional.of(new Detected("aws", "DMI sys_vendor")),
            Optional.of(new Detected(region, "AWS_REGION")),
            Optional.of(new Detected(instanceType, "DMI product_name")));
    return FootprintSettings.from(new SettingSources().parameters(parameters), HOST, cloud);
  }

  @Test
  void takesWhatWasDetectedWhereNothingIsSet() {
    FootprintSettings settings = readIn("eu-west-1", "m5.large", Map.of("machine", " "));
    assertEquals("aws/eu-west-1", settings.place().location().value().name());
    assertEquals("AWS_REGION", settings.place().location().basis());
    assertEquals(1.11, settings.place().pue().ratio());
    assertEquals("aws/m5.large", settings.power().machine().value().name());
    assertEquals("DMI product_name", settings.power().machine().basis());
  }

  @Test
  void prefersWhatIsSetToWhatWasDetected() {
    FootprintSettings settings =
        readIn("eu-west-1", "m5.large", Map.of("location", "world", "machine", "Zen 3"));
    assertEquals("world", settings.place().location().value().name());
    assertEquals("setting", settings.place().location().basis());
    assertEquals(1.5, settings.place().pue().ratio());
    assertEquals("Zen 3", settings.power().machine().value().name());
    assertEquals("setting", settings.power().machine().basis());
  }

  @Test
  void keepsTheDefaultsWhereWhatWasDetectedIsInNoTable() {
    FootprintSettings settings = readIn("mars-1", "m99.large", Map.of());
    assertEquals(Location.find("world").orElseThrow(), settings.place().location().value());
    assertEquals(
        "default; AWS_REGION says aws/mars-1, which is in no table",
        settings.place().location().basis());
    assertEquals(Machine.of(HOST), settings.power().machine().value());
    assertEquals(
        "processor; DMI product_name says aws/m99.large, which is in no table; nearest: aws/m9g.large",
        settings.power().machine().basis());
  }

  @Test
  void readsWhereAMeterIs() {
    assertEquals(
        Optional.of(Path.of("/run/power")), read("rapl.path", "/run/power").power().meter());
    assertTrue(message(Map.of("rapl.path", "a\0b")).startsWith("'rapl.path' must be a path"));
  }

  @Test
  void takesNoMeterOfThisMachineWhereAnotherOneIsMeant() {
    assertEquals(Optional.empty(), read("machine", "aws/m5.large").power().meter());
    assertEquals(Optional.empty(), read("power.max-watts", "5").power().meter());
    assertEquals(
        Optional.of(Path.of("/run/power")),
        read(Map.of("machine", "Zen 3", "rapl.path", "/run/power")).power().meter());
  }

  @Test
  void readsHowBusyTheHostIs() {
    assertEquals(0.5, read(Map.of()).power().hostUtilisation().value());
    assertEquals("default", read(Map.of()).power().hostUtilisation().basis());
    FootprintSettings set = read("host-utilisation", "0.1");
    assertEquals(0.1, set.power().hostUtilisation().value());
    assertEquals("setting", set.power().hostUtilisation().basis());
    assertEquals(0.1, set.power().profile(HOST, set.place()).hostUtilisation());
    assertEquals(List.of(), set.warnings());
    for (String value : new String[] {"0.09", "0", "1.1", "10", "-0.5"}) {
      assertTrue(
          message(Map.of("host-utilisation", value))
              .startsWith("'host-utilisation' must be a share from 0.1 to 1, but was '" + value),
          value);
    }
  }

  @Test
  void saysThatTheLoadOfAHostIsNotUsedWhereThereIsNone() {
    Host whole = new Host("Some CPU", "Zen 4", 1, 2, 4, false);
    FootprintSettings set =
        FootprintSettings.from(
            new SettingSources().parameters(Map.of("host-utilisation", "0.1")), whole);
    assertEquals(
        List.of(
            "'host-utilisation' is '0.1' (init-param host-utilisation), but is not used: this"
                + " machine is not virtual, and its load is measured"),
        set.warnings());
    assertEquals(0.5, set.power().profile(whole, set.place()).hostUtilisation());
    // An instance type that is named is virtual, whatever this machine is.
    assertEquals(
        List.of(),
        FootprintSettings.from(
                new SettingSources()
                    .parameters(Map.of("host-utilisation", "0.1", "machine", "aws/m5.large")),
                whole)
            .warnings());
  }

  @Test
  void readsWhatTheMachinesMakingEmitted() {
    assertEquals(0.16, read(Map.of()).power().embodiedGramsPerCpuHour().value());
    assertEquals(0.04, read(Map.of()).power().embodiedGramsPerGigabyteHour());
    assertEquals(0, read("machine", "aws/m5.large").power().embodiedGramsPerGigabyteHour());
    assertEquals(0, read("embodied", "1").power().embodiedGramsPerGigabyteHour());
    assertEquals(0.479, read("machine", "aws/m5.large").power().embodiedGramsPerCpuHour().value());
    assertEquals(
        "aws/m5.large", read("machine", "aws/m5.large").power().embodiedGramsPerCpuHour().basis());
    FootprintSettings set = read(Map.of("machine", "aws/m5.large", "embodied", "0"));
    assertEquals(0, set.power().embodiedGramsPerCpuHour().value());
    assertEquals("setting", set.power().embodiedGramsPerCpuHour().basis());
  }
}
