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
  }
}
