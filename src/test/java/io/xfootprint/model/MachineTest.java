// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.host.Host;
import io.xfootprint.model.Machine.InstanceType;
import io.xfootprint.model.Machine.Platform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineTest {

  private static final Host GUEST = Host.unknown(2);
  private static final Host SERVER = new Host("Some CPU", "Zen 2", 1, 8, 16, false);

  /** Two processors of 240 W, with 96 vCPUs together. */
  private static final Optional<Platform> M5_HOST = Optional.of(new Platform("8175M", 2, 480, 96));

  private static final Optional<InstanceType> LARGE =
      Optional.of(new InstanceType(2, 8, OptionalDouble.of(0.958), M5_HOST));

  private static final Optional<InstanceType> METAL =
      Optional.of(new InstanceType(96, 384, OptionalDouble.of(45.97), M5_HOST));

  @Test
  void isTheOneThatWasFoundUnlessNamed() {
    assertEquals(new Machine("Some CPU", "Some CPU", "Zen 2", false, true), Machine.of(SERVER));
    assertEquals(
        new Machine("Neoverse-N1", "", "Neoverse-N1", true, true),
        Machine.of(new Host("", "Neoverse-N1", 1, 2, 2, true)));
    assertEquals(new Machine("unknown CPU", "", "", true, true), Machine.of(GUEST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws/m5.large", "AWS/M5.Large", " aws/m5.large "})
  void findsInstanceTypesAsVirtualMachines(String name) {
    assertEquals(
        new Machine(
            "aws/m5.large", "Intel Xeon Platinum 8175M", "Skylake (Server)", true, false, LARGE),
        Machine.find(name, SERVER).orElseThrow());
  }

  @Test
  void findsMetalInstancesAsWholeMachines() {
    assertEquals(
        new Machine(
            "aws/m5.metal", "Intel Xeon Platinum 8175M", "Skylake (Server)", false, false, METAL),
        Machine.find("aws/m5.metal", GUEST).orElseThrow());
  }

  @Test
  void takesTheTableForADetectedShareOfAMachine() {
    assertEquals(
        new Machine(
            "aws/m5.large", "Intel Xeon Platinum 8175M", "Skylake (Server)", true, true, LARGE),
        Machine.detected("aws/m5.large", SERVER).orElseThrow());
    assertTrue(Machine.detected("aws/m99.large", SERVER).isEmpty());
  }

  @Test
  void takesTheProcessorThatAWholeMachineShows() {
    assertEquals(
        new Machine("aws/m5.metal", "Some CPU", "Zen 2", false, true, METAL),
        Machine.detected("aws/m5.metal", SERVER).orElseThrow());
    assertEquals(
        new Machine(
            "aws/m5.metal", "Intel Xeon Platinum 8175M", "Skylake (Server)", false, true, METAL),
        Machine.detected("aws/m5.metal", GUEST).orElseThrow());
  }

  @Test
  void takesTheProcessorFoundWhereTheTableKnowsNone() {
    Row row =
        CsvTable.read("cloud-instance")
            .find(
                each ->
                    each.text("microarchitecture").isEmpty()
                        && !each.text("instance_type").contains("metal"))
            .orElseThrow();
    String name = row.text("provider") + "/" + row.text("instance_type");
    Machine found = Machine.detected(name, SERVER).orElseThrow();
    assertEquals(
        List.of(name, "Some CPU", "Zen 2"),
        List.of(found.name(), found.cpuName(), found.microarchitecture()));
    assertTrue(found.virtual() && found.found());
  }

  @Test
  void findsAzuresTypesWithoutTheirFirstWord() {
    assertEquals(Machine.find("azure/Standard_D4s_v5", GUEST), Machine.find("azure/d4s_v5", GUEST));
    assertEquals("azure/Standard_D4s_v5", Machine.find("azure/D4s_v5", GUEST).orElseThrow().name());
  }

  @Test
  void sharesTheMakingOfATypeAmongItsVcpus() {
    Machine large = Machine.find("aws/m5.large", GUEST).orElseThrow();
    assertEquals(OptionalDouble.of(0.958 / 2), large.embodiedGramsPerCpuHour());
    assertTrue(Machine.of(GUEST).embodiedGramsPerCpuHour().isEmpty());
  }

  @Test
  void findsInstanceTypesFromTheWholeTable() {
    List<Row> rows = CsvTable.read("cloud-instance").rows();
    for (int i = 0; i < rows.size(); i += 97) {
      String name = rows.get(i).text("provider") + "/" + rows.get(i).text("instance_type");
      assertEquals(name, Machine.find(name, GUEST).orElseThrow().name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Intel(R) Xeon(R) Platinum 8175M CPU @ 2.50GHz, Intel Xeon Platinum 8175M, Skylake (Server)",
    "Intel(R) Xeon(R) Gold 6148 CPU @ 2.40GHz, Intel Xeon Gold 6148, Skylake (Server)",
    "AMD EPYC 7763 64-Core Processor, AMD EPYC 7763, Zen 3",
    "AMD EPYC 9654 96-Core Processor, AMD EPYC 9654, Zen 4",
    "amd epyc 7763, AMD EPYC 7763, Zen 3"
  })
  void findsProcessorsAsTheyWriteThemselves(String written, String name, String architecture) {
    assertEquals(
        new Machine(name, name, architecture, true, false),
        Machine.find(written, GUEST).orElseThrow());
    assertEquals(
        new Machine(name, name, architecture, false, false),
        Machine.find(written, SERVER).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Zen 4", "Sapphire Rapids", "Neoverse-V1"})
  void findsMicroarchitectures(String name) {
    assertEquals(new Machine(name, "", name, true, false), Machine.find(name, GUEST).orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aws/",
        "aws/m5.gigantic",
        "gcp/m5.large",
        "m5.large",
        "Intel(R) Xeon(R) CPU @ 2.20GHz",
        "Processor",
        "Pentium",
        "unknown",
        // OSHI knows the name, and nobody has measured such a server.
        "Knights Corner"
      })
  void findsNothingWithoutFigures(String name) {
    assertTrue(Machine.find(name, GUEST).isEmpty());
  }

  @Test
  void neverThrowsForAnyText() {
    Random random = new Random(20260104);
    String[] starts = {"aws/", "gcp/", "azure/", "Zen ", "Intel(R) ", "AMD EPYC ", "", "/"};
    for (int i = 0; i < 150; i++) {
      StringBuilder text = new StringBuilder(starts[random.nextInt(starts.length)]);
      int length = random.nextInt(5);
      for (int j = 0; j < length; j++) {
        text.append((char) (random.nextBoolean() ? '0' + random.nextInt(10) : random.nextInt()));
      }
      String name = text.toString();
      assertTrue(Machine.find(name, GUEST).stream().noneMatch(found -> found.name().isEmpty()));
    }
  }
}
