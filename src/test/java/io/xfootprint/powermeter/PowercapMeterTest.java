// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How counters become energy. */
class PowercapMeterTest {

  private static final String PACKAGE = "intel-rapl:0";
  private static final String DRAM = "intel-rapl:0/intel-rapl:0:0";

  @TempDir private Path folder = Path.of("");

  /** A package with memory, whose counters were read once. */
  private EnergyMeter started(FakePowercap tree, double joules) throws IOException {
    tree.zone(PACKAGE, "package-0", joules).zone(DRAM, "dram", 500);
    EnergyMeter meter = tree.meter();
    assertUnknown(meter.joulesSinceLast(10));
    return meter;
  }

  private FakePowercap tree() {
    return new FakePowercap(folder);
  }

  private static void assertUnknown(double joules) {
    assertTrue(Double.isNaN(joules), "was " + joules);
  }

  @Test
  void tellsWhetherItHasTheMemory() throws IOException {
    assertTrue(tree().twoSockets().meter().measuresMemory());
    FakePowercap amd = new FakePowercap(folder.resolve("amd"));
    assertFalse(amd.zone(PACKAGE, "package-0", 1000).meter().measuresMemory());
    FakePowercap one = new FakePowercap(folder.resolve("one")).twoSockets();
    Files.delete(one.root().resolve("intel-rapl:1/intel-rapl:1:0/name"));
    Files.delete(one.root().resolve("intel-rapl:1/intel-rapl:1:0/energy_uj"));
    assertFalse(one.meter().measuresMemory());
  }

  @Test
  void addsUpPackagesAndMemorySinceTheLastReading() throws IOException {
    FakePowercap tree = tree().twoSockets();
    EnergyMeter meter = tree.meter();
    assertUnknown(meter.joulesSinceLast(10));
    tree.joules(PACKAGE, 2000.5).joules("intel-rapl:1", 1800).joules(DRAM, 520);
    assertEquals(1820.5, meter.joulesSinceLast(10), 1e-9);
    tree.joules(PACKAGE, 2100.5).joules("intel-rapl:1", 1900);
    assertEquals(200, meter.joulesSinceLast(2), 1e-9);
  }

  @Test
  void goesOnWhereACounterStartsAgain() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, FakePowercap.RANGE / 1e6 - 600);
    tree.joules(PACKAGE, 400);
    assertEquals(1000, meter.joulesSinceLast(10), 1e-5);
    tree.joules(PACKAGE, 900);
    assertEquals(500, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void knowsNothingOfAWindowInWhichACounterWasReset() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 200_000);
    tree.joules(PACKAGE, 100);
    assertUnknown(meter.joulesSinceLast(10));
    tree.joules(PACKAGE, 1100);
    assertEquals(1000, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void knowsNothingAfterAResetWhereTheRangeIsUnknown() throws IOException {
    FakePowercap tree = tree();
    tree.zone(PACKAGE, "package-0", 1000).text(PACKAGE, "max_energy_range_uj", "much");
    EnergyMeter meter = tree.meter();
    meter.joulesSinceLast(10);
    tree.joules(PACKAGE, 999);
    assertUnknown(meter.joulesSinceLast(10));
    tree.joules(PACKAGE, 1099);
    assertEquals(100, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void knowsNothingOfAJumpBeyondWhatAPackageTakes() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    tree.joules(PACKAGE, 11_001);
    assertUnknown(meter.joulesSinceLast(10));
    tree.joules(PACKAGE, 21_001);
    assertEquals(10_000, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void knowsNothingOfATimeInWhichACounterMayHaveStartedAgainTwice() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    tree.joules(PACKAGE, 4000);
    assertEquals(3000, meter.joulesSinceLast(10), 1e-9);
    // 300 W, perhaps 600: 262 kJ last for 436 s.
    tree.joules(PACKAGE, 124_000);
    assertEquals(120_000, meter.joulesSinceLast(400), 1e-9);
    tree.joules(PACKAGE, 130_000);
    assertUnknown(meter.joulesSinceLast(440));
    tree.joules(PACKAGE, 133_000);
    assertEquals(3000, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void takesAPackageForOneOf200WattsUntilItsPowerIsKnown() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    tree.joules(PACKAGE, 51_000);
    assertUnknown(meter.joulesSinceLast(1311));
    tree.joules(PACKAGE, 101_000);
    assertEquals(50_000, meter.joulesSinceLast(1310), 1e-9);
  }

  @Test
  void takesAPackageThatDoesNotMoveForNoMeasurement() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    tree.joules(DRAM, 550);
    assertUnknown(meter.joulesSinceLast(10));
  }

  @Test
  void takesTheMeanWhereAHostWritesLessOftenThanItIsRead() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    for (int second = 1; second < 5; second++) {
      assertUnknown(meter.joulesSinceLast(1));
    }
    tree.joules(PACKAGE, 1500);
    assertEquals(100, meter.joulesSinceLast(1), 1e-9);
  }

  @Test
  void acceptsMemoryThatIsNotUsed() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    tree.joules(PACKAGE, 1500);
    assertEquals(500, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void goesOnWithTheMeanWhenAZoneComesBack() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    tree.joules(PACKAGE, 2000).hide(DRAM);
    assertUnknown(meter.joulesSinceLast(10));
    assertTrue(meter.isAvailable());
    assertUnknown(meter.joulesSinceLast(10));
    tree.joules(PACKAGE, 4000).show(DRAM, 530);
    assertEquals(1010, meter.joulesSinceLast(10), 1e-9);
    tree.joules(PACKAGE, 4100);
    assertEquals(100, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void goesOnWhenAFolderVanishesAndComesBack() throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    Path away = folder.resolve("away");
    Files.move(folder.resolve(PACKAGE), away);
    assertUnknown(meter.joulesSinceLast(10));
    Files.move(away, folder.resolve(PACKAGE));
    tree.joules(PACKAGE, 2000);
    assertEquals(500, meter.joulesSinceLast(10), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void knowsNothingOverATimeThatIsNone(double seconds) throws IOException {
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    tree.joules(PACKAGE, 1001);
    assertUnknown(meter.joulesSinceLast(seconds));
    tree.joules(PACKAGE, 1101);
    assertEquals(100, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void staysCalmWhateverTheFilesSay() throws IOException {
    Random random = new Random(20261124);
    FakePowercap tree = tree();
    EnergyMeter meter = started(tree, 1000);
    int known = 0;
    for (int i = 0; i < 1000; i++) {
      // Most of the time good counters, so that there is something to spoil.
      tree.joules(PACKAGE, 1000 + i * 50.0);
      if (random.nextInt(4) == 0) {
        tree.text(i % 2 == 0 ? PACKAGE : DRAM, "energy_uj", hostileText(random));
      } else if (random.nextInt(4) == 0) {
        tree.joules(DRAM, random.nextInt(1000));
      }
      double joules = meter.joulesSinceLast(10);
      assertTrue(Double.isNaN(joules) || (joules > 0 && joules <= 20_000), "was " + joules);
      known += Double.isNaN(joules) ? 0 : 1;
    }
    assertTrue(known > 100, known + " windows were known");
  }

  @Test
  void findsAMeterOrAReasonInWhateverTree() throws IOException {
    Random random = new Random(20261125);
    List<String> folders =
        List.of(PACKAGE, DRAM, "intel-rapl:1", "intel-rapl-mmio:0", "intel-rapl:0:0", "intel-rapl");
    List<String> names = List.of("package-0", "package-1", "dram", "psys", "package-0-die-1", "");
    List<String> files = List.of("name", "energy_uj", "max_energy_range_uj");
    int available = 0;
    for (int i = 0; i < 100; i++) {
      FakePowercap tree = new FakePowercap(folder.resolve("tree" + i));
      for (String zone : folders) {
        tree.zone(zone, names.get(random.nextInt(names.size())), random.nextInt(1000));
        if (random.nextInt(8) == 0) {
          tree.text(zone, files.get(random.nextInt(files.size())), hostileText(random));
        }
      }
      EnergyMeter meter = tree.meter();
      available += meter.isAvailable() ? 1 : 0;
      meter.joulesSinceLast(10);
      assertTrue(meter.joulesSinceLast(10) >= 0 || Double.isNaN(meter.joulesSinceLast(10)));
      String said = meter.description().replace(folder.toString(), "");
      assertTrue(said.matches("[A-Za-z0-9 ,:/_-]+"), said);
    }
    assertTrue(available > 10 && available < 100, available + " trees had a meter");
  }

  private static String hostileText(Random random) {
    String likely = "0123456789-+.eE \n\r\t\0\u001b\u2028\u00e9x";
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextInt(10) == 0 ? 3000 : 25);
    for (int i = 0; i < length; i++) {
      text.append(likely.charAt(random.nextInt(likely.length())));
    }
    return text.toString();
  }
}
