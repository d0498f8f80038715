// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WattsFileTest {

  private static final String HEADER = "Date,CPU Utilization,Total Power,CPU Power,GPU Power\n";

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("power");
  }

  private EnergyMeter meterOf(String text) throws IOException {
    Files.writeString(file(), text);
    return EnergyMeter.at(file(), false);
  }

  private double wattsOf(String text) throws IOException {
    EnergyMeter meter = meterOf("1\n");
    Files.writeString(file(), text);
    return meter.joulesSinceLast(10) / 10;
  }

  @ParameterizedTest
  @ValueSource(strings = {"42.5", "42.5\n", " 42.50\r\n", "4.25e1", "40\n42.5\n", "42.5\n\n"})
  void takesANumberOfWatts(String text) throws IOException {
    EnergyMeter meter = meterOf(text);
    assertTrue(meter.isAvailable());
    assertTrue(meter.isShared());
    assertEquals("watts in " + file(), meter.description());
    assertEquals(425, meter.joulesSinceLast(10), 1e-9);
    assertEquals(85, meter.joulesSinceLast(2), 1e-9);
  }

  @Test
  void readsTheFileAnewEachTime() throws IOException {
    EnergyMeter meter = meterOf("10\n");
    assertEquals(100, meter.joulesSinceLast(10), 1e-9);
    Files.writeString(file(), "20\n");
    assertEquals(200, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void takesTheThirdColumnOfTheLastLineOfPowerJoular() throws IOException {
    assertEquals(
        31.5,
        wattsOf(
            HEADER
                + " 2026- 11- 23  3: 5: 7. 120,0.2510,20.1000,20.1000,0.0000\n"
                + " 2026- 11- 23  3: 5: 8. 121,0.2610,31.5000,30.0000,1.5000\n"),
        1e-9);
    // It overwrites a file with one line without header if it is told so.
    assertEquals(31.5, wattsOf("2026-11-23 03:05:08,0.2610,31.5000,30.0000,1.5000\n"), 1e-9);
    // The file of one process has three columns.
    assertEquals(3.5, wattsOf("Date,CPU Utilization,CPU Power\n2026,0.2,3.5\n"), 1e-9);
  }

  @Test
  void readsOnlyTheEndOfALongFile() throws IOException {
    String line = "2026-11-23 03:05:07,0.2510,20.1000,20.1000,0.0000\n";
    String last = "2026-11-23 03:05:08,0.2510,31.5000,20.1000,0.0000\n";
    assertEquals(31.5, wattsOf(HEADER + line.repeat(100_000) + last), 1e-9);
    assertTrue(Double.isNaN(wattsOf("2026,0.5,31.5" + ",1".repeat(4000))));
  }

  @Test
  void leavesALineAloneThatIsNotWrittenToItsEnd() throws IOException {
    assertEquals(20, wattsOf("2026,0.2,20.0\n2026,0.2,3"), 1e-9);
    assertTrue(Double.isNaN(wattsOf("2026,0.2,3")));
    assertTrue(Double.isNaN(wattsOf("2026,0.2")));
    assertEquals(31.5, wattsOf("2026,0.2,31.5,3"), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "0",
        "0.0\n",
        "-5",
        "NaN",
        "Infinity",
        "100001",
        "1e6",
        "1e999",
        "42 W",
        "0x10",
        "12.",
        "1d",
        "4,5",
        "a,b,c\n",
        "a,b,-3\n",
        "a,b,0.0000,0,0\n",
        "\u0000\u0000",
        "12\n-\n"
      })
  void knowsNothingOfWhatIsNoPower(String text) throws IOException {
    assertTrue(Double.isNaN(wattsOf(text)), text);
  }

  @ParameterizedTest
  @CsvSource({"55, 10, true", "70, 10, false", "170, 60, true", "190, 60, false", "-3000, 1, true"})
  void knowsNothingOnceNobodyWritesAnyMore(int age, double seconds, boolean known)
      throws IOException {
    EnergyMeter meter = meterOf("10\n");
    Files.setLastModifiedTime(file(), FileTime.from(Instant.now().minusSeconds(age)));
    assertEquals(known, !Double.isNaN(meter.joulesSinceLast(seconds)));
  }

  @Test
  void goesOnWhenTheFileComesBack() throws IOException {
    EnergyMeter meter = meterOf("10\n");
    Files.delete(file());
    assertTrue(Double.isNaN(meter.joulesSinceLast(10)));
    Files.createDirectory(file());
    assertTrue(Double.isNaN(meter.joulesSinceLast(10)));
    Files.delete(file());
    Files.writeString(file(), "10\n");
    assertEquals(100, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void waitsForAFileThatIsEmptyAtTheStart() throws IOException {
    EnergyMeter meter = meterOf("");
    assertTrue(meter.isAvailable());
    assertTrue(Double.isNaN(meter.joulesSinceLast(10)));
    Files.writeString(file(), "10\n");
    assertEquals(100, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void saysThatAFileIsOfAnotherKind() throws IOException {
    EnergyMeter meter = meterOf("[power]\nunit=W\n");
    assertFalse(meter.isAvailable());
    assertEquals(file() + " holds no power in W", meter.description());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void knowsNothingOverATimeThatIsNone(double seconds) throws IOException {
    assertTrue(Double.isNaN(meterOf("10\n").joulesSinceLast(seconds)));
  }

  @Test
  void staysCalmWhateverTheFileSays() throws IOException {
    Random random = new Random(20261126);
    String likely = "0123456789.,,,,\n\n-+eE \r\t\0\u001b\u2028\u00e9x";
    EnergyMeter meter = meterOf("10\n");
    int known = 0;
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(random.nextInt(10) == 0 ? 10_000 : 12);
      for (int k = 0; k < length; k++) {
        text.append(likely.charAt(random.nextInt(likely.length())));
      }
      Files.writeString(file(), text);
      double joules = meter.joulesSinceLast(10);
      assertTrue(Double.isNaN(joules) || (joules > 0 && joules <= 1e6), "was " + joules);
      known += Double.isNaN(joules) ? 0 : 1;
    }
    assertTrue(known > 100, known + " texts held a power");
  }
}
