// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.host.Host;
import io.xfootprint.model.Machine;
import io.xfootprint.model.PowerModel;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The machines that work can move to. */
class MachinesTest {

  private static final Machines MACHINES = Machines.ofTables();

  @Test
  void leavesOutWhatIsNoMachineForAnApplication() {
    Set<String> names = MACHINES.all().map(OtherMachine::name).collect(Collectors.toSet());
    for (String special :
        List.of(
            "aws/db.m5.large",
            "aws/cache.m5.large",
            "aws/m5.large.elasticsearch",
            "aws/p4d.24xlarge",
            "aws/g5g.xlarge",
            "aws/mac2.metal",
            "aws/t3.large",
            "gcp/a2-highgpu-1g",
            "gcp/e2-medium",
            "azure/Standard_NC6",
            "azure/Standard_B2ms",
            "azure/Standard_E8-2as_v4")) {
      assertFalse(names.contains(special), special);
    }
    for (String usual :
        List.of(
            "aws/m5.large",
            "aws/m5.metal",
            "aws/c7g.large",
            "gcp/e2-standard-2",
            "gcp/n1-standard-1",
            "azure/Standard_D4as_v5")) {
      assertTrue(names.contains(usual), usual);
    }
  }

  /** A pattern that finds nothing would be a mistyped one. */
  @Test
  void hasNoPatternThatFindsNothing() {
    List<Row> types = CsvTable.read("cloud-instance").rows();
    for (Row special : CsvTable.read("cloud-special").rows()) {
      assertTrue(
          types.stream()
              .anyMatch(
                  row ->
                      row.text("provider").equals(special.text("provider"))
                          && row.text("instance_type").matches(special.text("types"))),
          special.text("types"));
    }
  }

  @Test
  void leavesOutTypesWhoseMakingCannotBeRight() {
    // 208 vCPUs with 15.7 g per hour, where the default says 268 g.
    assertTrue(MACHINES.find("gcp/m2-ultramem-208").isEmpty());
    assertTrue(MACHINES.find("azure/Standard_D2_v4").isEmpty());
    assertTrue(MACHINES.all().count() > 2800, "only " + MACHINES.all().count());
  }

  /** Machines that share the power of a vCPU in the list have it by themselves too. */
  @Test
  void givesEachMachineItsOwnPower() {
    List<OtherMachine> all = MACHINES.all().toList();
    for (OtherMachine machine :
        Stream.iterate(0, i -> i < all.size(), i -> i + 97).map(all::get).toList()) {
      Host host = Host.unknown(4);
      PowerModel own =
          PowerModel.forMachine(Machine.find(machine.name(), host).orElseThrow(), host);
      assertEquals(own.joulesPerCpuSecond(0.5), machine.joulesPerCpuSecond(), 1e-9);
      assertEquals(own.idleWattsPerCpu(), machine.idleWattsPerCpu(), 1e-9, machine.name());
    }
  }

  @Test
  void takesTheDefaultWhereNoMakingIsKnown() {
    Row unknown =
        CsvTable.read("cloud-instance")
            .find(row -> !row.has("embodied_gco2e_per_hour") && row.number("vcpus") > 1)
            .orElseThrow();
    MACHINES
        .find(unknown.text("provider") + "/" + unknown.text("instance_type"))
        .ifPresent(
            machine ->
                assertEquals(
                    0.16 * machine.cpus() + 0.04 * machine.gigabytes(),
                    machine.embodiedGramsPerHour(),
                    1e-9));
  }
}
