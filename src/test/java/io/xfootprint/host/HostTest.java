// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {

  @Test
  void countsAsVirtualWhenNothingIsKnown() {
    Host host = Host.unknown(6);
    assertEquals(6, host.logicalCpus());
    assertEquals("", host.cpuName() + host.microarchitecture());
    assertTrue(host.virtual());
    assertTrue(host.virtualAssumed());
    assertFalse(new Host("", "", 1, 6, 6, true).virtualAssumed());
  }

  /** As clouds, hosters and QEMU write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AMD EPYC",
        "AMD EPYC Processor (with IBPB)",
        "AMD EPYC-Rome Processor",
        "AMD EPYC-Genoa Processor",
        "Intel(R) Xeon(R) CPU @ 2.20GHz",
        "Intel(R) Xeon(R) Processor @ 2.90GHz",
        "Intel Xeon Processor (Skylake, IBRS)",
        "Intel Xeon Processor (Icelake)",
        "Intel Core Processor (Haswell, no TSX)",
        "Intel Xeon E312xx (Sandy Bridge)",
        "Intel Xeon E3-12xx v2 (Ivy Bridge)",
        "Intel Core 2 Duo P9xxx (Penryn Class Core 2)",
        "Westmere E56xx/L56xx/X56xx (Nehalem-C)",
        "QEMU Virtual CPU version 2.5+",
        "Common KVM processor",
        "DO-Premium-AMD"
      })
  void showsNoModelByTheNameOfAFamily(String cpuName) {
    assertFalse(new Host(cpuName, "", 1, 1, 1, true).showsCpuModel());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AMD EPYC 9645 96-Core Processor",
        "AMD EPYC 7B13",
        "AMD EPYC 9R14",
        "Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz",
        "Intel(R) Xeon(R) CPU E5-2670 v2 @ 2.50GHz",
        "Intel(R) Xeon(R) 6972P",
        "AMD Ryzen 9 5950X 16-Core Processor",
        "12th Gen Intel(R) Core(TM) i5-1240P",
        "Apple M2 Max"
      })
  void showsTheModelByItsNumber(String cpuName) {
    assertTrue(new Host(cpuName, "", 1, 1, 1, true).showsCpuModel());
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 4, 8"})
  void rejectsCountsBelowOne(int packages, int cores, int logicalCpus) {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Host("", "", packages, cores, logicalCpus, false));
    assertEquals(
        "packages, cores and logicalCpus must be >= 1, but were %d, %d and %d"
            .formatted(packages, cores, logicalCpus),
        e.getMessage());
  }
}
