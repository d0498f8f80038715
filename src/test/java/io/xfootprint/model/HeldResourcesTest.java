// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HeldResourcesTest {

  private static final OptionalLong EIGHT_GB = OptionalLong.of(8_000_000_000L);

  private static Host host(boolean virtual, ContainerLimits allotment) {
    return new Host("", "Zen 4", 1, 2, 4, virtual, EIGHT_GB, allotment);
  }

  private static HeldResources of(boolean virtual, boolean contained, double cpus, long bytes) {
    return HeldResources.of(
        host(
            virtual,
            new ContainerLimits(
                contained,
                cpus > 0 ? OptionalDouble.of(cpus) : OptionalDouble.empty(),
                bytes > 0 ? OptionalLong.of(bytes) : OptionalLong.empty())),
        new Machine("some", "", "Zen 4", virtual, true));
  }

  private static void assertHolds(
      double cpus, double memoryBytes, HeldResources reservation, double ownShare) {
    assertEquals(cpus, reservation.heldCpus(ownShare, 4), 1e-12);
    assertEquals(memoryBytes, reservation.heldMemoryBytes(OptionalLong.of(300)));
  }

  @Test
  void isAVirtualMachineAsAWhole() {
    HeldResources all = of(true, false, 0, 0);
    assertHolds(4, 8e9, all, 0.01);
    assertEquals("4.00 CPUs and 8.0 GB", all.toString());
  }

  @Test
  void isWhatIsUsedOfAServerThatOthersUseToo() {
    HeldResources share = of(false, false, 0, 0);
    assertHolds(1, 300, share, 0.25);
    assertEquals("its share of the CPU time and the memory in use", share.toString());
  }

  @Test
  void isTheLimitOfAContainer() {
    assertHolds(0.5, 1000, of(true, true, 0.5, 1000), 0.25);
    assertHolds(0.5, 1000, of(false, true, 0.5, 1000), 0.25);
    // Services are limited without a container too.
    assertHolds(0.5, 1000, of(true, false, 0.5, 1000), 0.25);
  }

  @Test
  void isWhatAContainerWithoutALimitUses() {
    assertHolds(1, 300, of(true, true, 0, 0), 0.25);
    assertHolds(0.5, 300, of(true, true, 0.5, 0), 0.25);
    assertHolds(1, 1000, of(true, true, 0, 1000), 0.25);
  }

  @Test
  void isUnknownWhereTheShareIs() {
    HeldResources share = of(false, false, 0, 0);
    assertEquals(Double.NaN, share.heldCpus(Double.NaN, 4));
    assertEquals(Double.NaN, share.heldMemoryBytes(OptionalLong.empty()));
  }

  /** As a what-if: what would it cost on an m5.large, with its 2 vCPUs and 8 GB? */
  @Test
  void isTheTypeThatIsNamedAndNotTheMachineThatWasFound() {
    Host host = host(true, ContainerLimits.WHOLE_MACHINE);
    Machine named = Machine.find("aws/m5.large", host).orElseThrow();
    assertHolds(2, 8e9, HeldResources.of(host, named), 0.5);
    Machine found = Machine.detected("aws/m5.large", host).orElseThrow();
    assertHolds(4, 8e9, HeldResources.of(host, found), 0.5);
  }
}
