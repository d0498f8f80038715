// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuIdTest {

  @Test
  void readsTheFirstProcessorAndCountsAll() {
    List<String> cpuinfo =
        """
        processor : 0
        vendor_id : GenuineIntel
        cpu family : 6
        model : 85
        model name : Some CPU
        stepping : 7
        physical id : 0
        core id : 0
        flags : fpu hypervisor vme

        processor : 1
        model name : Another CPU
        physical id : 0
        core id : 0

        processor : 2
        physical id : 1
        core id : 0
        """
            .lines()
            .toList();
    assertEquals(
        Optional.of(
            new CpuId("GenuineIntel", "6", "85", "7", "Some CPU", "fpu hypervisor vme", 2, 2, 3)),
        CpuId.of(cpuinfo));
  }

  @Test
  void takesEachCpuForACoreWhereNoneAreTold() {
    CpuId cpu =
        CpuId.of(
                List.of(
                    "processor\t: 0",
                    "CPU implementer\t: 0x41",
                    "CPU architecture: 8",
                    "CPU part\t: 0xd4f",
                    "",
                    "processor\t: 1"))
            .orElseThrow();
    assertEquals(new CpuId("0x41", "8", "0xd4f", "", "", "", 1, 2, 2), cpu);
    assertTrue(cpu.isArm());
  }

  @ParameterizedTest
  @CsvSource({
    "hypervisor, true",
    "fpu hypervisor, true",
    "hypervisor vme, true",
    "fpu vme, false",
    "nohypervisor hypervisors, false",
    "'', false"
  })
  void findsTheHypervisorsFlag(String flags, boolean expected) {
    assertEquals(expected, new CpuId("", "", "", "", "", flags, 1, 1, 1).hasHypervisorFlag());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "processor", "cpu family : 6", "vendor_id : IBM/S390", "\0", ": processor"})
  void isEmptyWithoutAProcessor(String line) {
    assertEquals(Optional.empty(), CpuId.of(List.of(line)));
  }

  @Test
  void neverThrowsForAnyText() {
    Random random = new Random(20261123);
    String[] parts = {
      "processor",
      "physical id",
      "core id",
      "model",
      "CPU part",
      "flags",
      ":",
      "\t",
      " ",
      "0",
      "-1",
      "0x41",
      "999999999999999999999",
      "\0",
      "\u00e9",
      "%s",
      "\n"
    };
    int found = 0;
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(60); j > 0; j--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      Optional<CpuId> cpu = CpuId.of(text.toString().lines().toList());
      found += cpu.isPresent() ? 1 : 0;
      assertFalse(
          cpu.stream().anyMatch(id -> id.packages() < 1 || id.cores() < 1 || id.logicalCpus() < 1),
          text::toString);
    }
    assertTrue(found > 0, "no processor at all");
  }
}
