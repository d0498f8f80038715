// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DefaultsTest {

  @Test
  void areThoseOfTheMethodology() {
    assertEquals(1.5, Defaults.pue());
    assertEquals(0.5, Defaults.utilisationOfVirtualMachine());
    assertEquals(0.1, Defaults.utilisationFloor());
    assertEquals(0.045, Defaults.memoryWattsPerGigabyte());
    assertEquals(0.74, Defaults.embodiedGramsPerCpuHour());
    assertEquals(0.02, Defaults.gcCpuSecondsPerGigabyte());
    assertEquals(2, Defaults.gcCapNanojoulesPerByte());
  }
}
