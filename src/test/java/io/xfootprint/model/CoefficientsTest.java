// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CoefficientsTest {

  @Test
  void areThoseOfTheMethodology() {
    assertEquals(0.5, Coefficients.utilisationOfVirtualMachine());
    assertEquals(0.1, Coefficients.utilisationFloor());
    assertEquals(0.08, Coefficients.memoryWattsPerGigabyte());
    assertEquals(20, Coefficients.platformWatts());
    assertEquals(0.7, Coefficients.threadsExponent());
    assertEquals(1.15, Coefficients.packageToWall());
    assertEquals(0.16, Coefficients.embodiedGramsPerCpuHour());
    assertEquals(0.04, Coefficients.embodiedGramsPerGigabyteHour());
    assertEquals(0.02, Coefficients.gcCpuSecondsPerGigabyte());
    assertEquals(2, Coefficients.gcCapNanojoulesPerByte());
  }
}
