// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicroarchitectureTest {

  private static final boolean WHOLE = false;
  private static final boolean VIRTUAL = true;

  private static String name(
      String vendor, String family, String model, String stepping, boolean virtual) {
    return Microarchitecture.of(
        new CpuId(vendor, family, model, stepping, "", "", 1, 1, 1), virtual);
  }

  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, 23, 104, 1, Zen 2",
    "AuthenticAMD, 25, 1, 1, Zen 3",
    "AuthenticAMD, 25, 17, 1, Zen 4",
    "AuthenticAMD, 25, 33, 0, Zen 3",
    "AuthenticAMD, 25, 24, 1, Zen 4",
    "AuthenticAMD, 25, 97, 2, Zen 4 (Client)",
    "AuthenticAMD, 26, 2, 1, Zen 5",
    "AuthenticAMD, 26, 8, 1, Zen 5",
    "AuthenticAMD, 26, 68, 0, Zen 5 (Client)",
    "HygonGenuine, 24, 0, 1, Hygon Dhyana",
    "GenuineIntel, 6, 207, 2, Emerald Rapids",
    "GenuineIntel, 6, 173, 1, Granite Rapids",
    "GenuineIntel, 6, 174, 1, Granite Rapids",
    "GenuineIntel, 6, 175, 3, Sierra Forest",
    "GenuineIntel, 6, 221, 0, Clearwater Forest",
    "GenuineIntel, 19, 1, 0, Diamond Rapids"
  })
  void corrects(String vendor, String family, String model, String stepping, String expected) {
    assertEquals(expected, name(vendor, family, model, stepping, WHOLE));
    assertEquals(expected, name(vendor, family, model, stepping, VIRTUAL));
  }

  /** Bergamo and Siena, and Turin with dense cores: more cores, each with less power. */
  @ParameterizedTest
  @CsvSource({
    "25, 17, 1, Zen 4",
    "25, 160, 2, Zen 4c",
    "25, 175, 1, Zen 4c",
    "26, 2, 1, Zen 5",
    "26, 17, 0, Zen 5c",
    "26, 31, 0, Zen 5c"
  })
  void tellsDenseCoresFromClassicOnes(
      String family, String model, String stepping, String expected) {
    assertEquals(expected, name("AuthenticAMD", family, model, stepping, WHOLE));
    assertEquals(expected, name("AuthenticAMD", family, model, stepping, VIRTUAL));
  }

  /** Its ranges are not verified, so it has a name of its own and only the row of another. */
  @ParameterizedTest
  @CsvSource({"80", "95", "128", "160", "175", "192", "207"})
  void namesZen6(String model) {
    assertEquals("Zen 6", name("AuthenticAMD", "26", model, "0", VIRTUAL));
  }

  /** All of them are model 85. */
  @ParameterizedTest
  @CsvSource({
    "3, Skylake (Server)",
    "4, Skylake (Server)",
    "5, Cascade Lake",
    "6, Cascade Lake",
    "7, Cascade Lake",
    "10, Cooper Lake",
    "11, Cooper Lake"
  })
  void tellsServersApartByTheirStepping(String stepping, String expected) {
    assertEquals(expected, name("GenuineIntel", "6", "85", stepping, VIRTUAL));
  }

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, 6, 79, 0, Broadwell (Server)",
    "GenuineIntel, 6, 106, 6, Ice Lake (Server)",
    "AuthenticAMD, 23, 49, 0, Zen 2",
    "AuthenticAMD, 23, 1, 2, Zen"
  })
  void believesOshiOtherwise(
      String vendor, String family, String model, String stepping, String expected) {
    assertEquals(expected, name(vendor, family, model, stepping, WHOLE));
  }

  @ParameterizedTest
  @CsvSource({
    "42, Sandy Bridge (Client), Sandy Bridge (Server)",
    "58, Ivy Bridge (Client), Ivy Bridge (Server)",
    "60, Haswell (Client), Haswell (Server)",
    "61, Broadwell (Client), Broadwell (Server)",
    "94, Skylake (Client), Skylake (Server)",
    "134, Tremont, Ice Lake (Server)",
    "15, Core 2 (Client), ''"
  })
  void takesADesktopInAGuestForTheServerOfItsTime(String model, String whole, String virtual) {
    assertEquals(whole, name("GenuineIntel", "6", model, "1", WHOLE));
    assertEquals(virtual, name("GenuineIntel", "6", model, "1", VIRTUAL));
  }

  @Test
  void doesNotTakeADefaultGuestForAnOpteronOf2003() {
    assertEquals("K8 / Hammer", name("AuthenticAMD", "15", "107", "1", WHOLE));
    assertEquals("", name("AuthenticAMD", "15", "107", "1", VIRTUAL));
  }

  @ParameterizedTest
  @CsvSource({
    "0x41, 0xd0c, Neoverse-N1",
    "0x41, 0xd40, Neoverse-V1",
    "0x41, 0xd49, Neoverse-N2",
    "0x41, 0xd4f, Neoverse-V2",
    "0x41, 0xD4F, Neoverse-V2",
    "0x41, 0xd8e, Neoverse-N3",
    "0x41, 0xd84, Neoverse-V3",
    "0x6d, 0xd49, Neoverse-N2",
    "0x6d, 0xd84, Neoverse-V3",
    "0xc0, 0xac3, AmpereOne",
    "0xc0, 0xac4, AmpereOne (1A)",
    "0x48, 0xd01, TaiShan v110"
  })
  void namesTheArmCoresOfServers(String implementer, String part, String expected) {
    assertEquals(expected, name(implementer, "8", part, "", VIRTUAL));
  }

  /** 0xd01 is Arm's Cortex-A32, and HiSilicon's Kunpeng 920. */
  @Test
  void doesNotTakeThePartOfAnotherImplementerForArms() {
    assertEquals("Cortex-A32", name("0x41", "8", "0xd01", "", WHOLE));
    assertEquals("TaiShan v110", name("0x48", "8", "0xd01", "", WHOLE));
    assertEquals("", name("0x48", "8", "0xd0c", "", WHOLE));
  }

  @ParameterizedTest
  @CsvSource({
    "GenuineIntel, 6, 250",
    "AuthenticAMD, 99, 1",
    "0x41, 8, 0xfff",
    "0x41, 8, ''",
    "'', '', ''",
    "GenuineIntel, six, 0xzz",
    "AuthenticAMD, 25, 99999999999"
  })
  void isEmptyWhereNobodyKnows(String vendor, String family, String model) {
    String name = name(vendor, family, model, "", VIRTUAL);
    // OSHI calls the whole family so.
    assertEquals(family.equals("25") ? "Zen 3" : "", name);
  }
}
