// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {

  @Test
  void countsAsVirtualWhenNothingIsKnown() {
    assertEquals(new Host("", "", 1, 6, 6, true), Host.unknown(6));
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
