// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicroarchitectureTest {

  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, 25, 1, Zen 3, Zen 3",
    "AuthenticAMD, 25, 17, Zen 3, Zen 4",
    "AuthenticAMD, 25, 33, Zen 3, Zen 3",
    "AuthenticAMD, 25, 97, Zen 3, Zen 4",
    "AuthenticAMD, 25, 160, Zen 3, Zen 4",
    "AuthenticAMD, 26, 2, Zen 5, Zen 5",
    "GenuineIntel, 6, 207, unknown, Emerald Rapids",
    "GenuineIntel, 6, 173, unknown, Granite Rapids",
    "GenuineIntel, 6, 174, unknown, Granite Rapids",
    "GenuineIntel, 6, 175, unknown, Sierra Forest"
  })
  void corrects(String vendorId, String family, String model, String oshi, String expected) {
    assertEquals(expected, Microarchitecture.of(vendorId, family, model, oshi));
  }

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, 6, 85, Skylake (Server)",
    "AuthenticAMD, 23, 49, Zen 2",
    // The ranges of one maker say nothing of another one's numbers.
    "GenuineIntel, 25, 17, Something New",
    "AuthenticAMD, 6, 207, K7",
    "ARM, 8, 0xd0c, Neoverse-N1"
  })
  void believesOshiOtherwise(String vendorId, String family, String model, String oshi) {
    assertEquals(oshi, Microarchitecture.of(vendorId, family, model, oshi));
  }

  @ParameterizedTest
  @CsvSource({"GenuineIntel, 6, 250, unknown", "ARM, 8, 0xfff, Unknown", "'', '', '', unknown"})
  void isEmptyWhereNobodyKnows(String vendorId, String family, String model, String oshi) {
    assertEquals("", Microarchitecture.of(vendorId, family, model, oshi));
  }
}
