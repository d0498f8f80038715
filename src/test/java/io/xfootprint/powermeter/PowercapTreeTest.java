// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is counted of which machine, and why nothing is. */
class PowercapTreeTest {

  @TempDir private Path folder = Path.of("");

  private Path root = Path.of("");
  private FakePowercap tree = new FakePowercap(root);

  @BeforeEach
  void emptyTree() throws IOException {
    root = Files.createDirectory(folder.resolve("powercap"));
    tree = new FakePowercap(root);
  }

  private void assertCounts(String zones) {
    EnergyMeter meter = tree.meter();
    assertTrue(meter.isAvailable(), meter.description());
    assertEquals("RAPL " + zones + " in " + root, meter.description());
  }

  private void assertCountsNothing(String reason) {
    EnergyMeter meter = tree.meter();
    assertFalse(meter.isAvailable());
    assertFalse(meter.isShared());
    assertEquals(reason, meter.description());
    assertTrue(Double.isNaN(meter.joulesSinceLast(10)));
  }

  @Test
  void countsAPackageAndTheMemoryBesideItButNotWhatIsInIt() throws IOException {
    tree.zone("intel-rapl:0", "package-0", 1);
    tree.zone("intel-rapl:0/intel-rapl:0:0", "core", 1);
    tree.zone("intel-rapl:0/intel-rapl:0:1", "uncore", 1);
    tree.zone("intel-rapl:0/intel-rapl:0:2", "dram", 1);
    assertCounts("package-0, dram-0");
  }

  @Test
  void countsEverySocketOfAServer() throws IOException {
    tree.twoSockets();
    assertCounts("package-0, package-1, dram-0, dram-1");
  }

  @Test
  void ordersSocketsByTheirNumber() throws IOException {
    tree.zone("intel-rapl:10", "package-10", 1);
    tree.zone("intel-rapl:2", "package-2", 1);
    assertCounts("package-2, package-10");
  }

  @Test
  void countsThePackageOfAmdWhichHasNoMemory() throws IOException {
    tree.zone("intel-rapl:0", "package-0", 1);
    tree.zone("intel-rapl:0/intel-rapl:0:0", "core", 1);
    assertCounts("package-0");
  }

  @Test
  void countsOneCounterOnceThatSeveralDiesOfAmdShow() throws IOException {
    tree.zone("intel-rapl:0", "package-0-die-0", 40_000);
    tree.zone("intel-rapl:1", "package-0-die-1", 40_000.4);
    tree.zone("intel-rapl:2", "package-1-die-0", 41_000);
    tree.zone("intel-rapl:3", "package-1-die-1", 41_000);
    assertCounts("package-0-die-0, package-1-die-0");
  }

  @Test
  void countsDiesThatHaveCountersOfTheirOwn() throws IOException {
    tree.zone("intel-rapl:0", "package-0-die-0", 40_000);
    tree.zone("intel-rapl:1", "package-0-die-1", 39_900);
    tree.zone("intel-rapl:1/intel-rapl:1:0", "dram", 1);
    assertCounts("package-0-die-0, package-0-die-1, dram-0-die-1");
  }

  @Test
  void countsSocketsThatShowTheSameByChance() throws IOException {
    tree.zone("intel-rapl:0", "package-0", 40_000);
    tree.zone("intel-rapl:1", "package-1", 40_000);
    assertCounts("package-0, package-1");
  }

  @Test
  void countsAZoneOnceThatStandsBesideItsPackageAndInIt() throws IOException {
    Path devices = Files.createDirectories(folder.resolve("devices/intel-rapl"));
    new FakePowercap(devices).twoSockets();
    tree.link("intel-rapl", devices);
    for (int socket = 0; socket < 2; socket++) {
      Path device = devices.resolve("intel-rapl:" + socket);
      tree.link("intel-rapl:" + socket, device);
      tree.link("intel-rapl:" + socket + ":0", device.resolve("intel-rapl:" + socket + ":0"));
      Files.createSymbolicLink(device.resolve("subsystem"), root);
    }
    assertCounts("package-0, package-1, dram-0, dram-1");
    EnergyMeter meter = tree.meter();
    meter.joulesSinceLast(1);
    new FakePowercap(devices)
        .joules("intel-rapl:0", 1100)
        .joules("intel-rapl:1", 1010)
        .joules("intel-rapl:0/intel-rapl:0:0", 501);
    assertEquals(111, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void findsMemoryThatStandsOnlyBesideItsPackage() throws IOException {
    tree.zone("intel-rapl:0", "package-0", 1);
    tree.zone("intel-rapl:0:0", "dram", 1);
    assertCounts("package-0, dram-0");
  }

  @Test
  void findsZonesBelowTheFoldersOfDevices() throws IOException {
    tree.zone("intel-rapl/intel-rapl:0", "package-0", 1);
    tree.zone("intel-rapl-mmio/intel-rapl-mmio:0", "package-0", 1);
    assertCounts("package-0");
  }

  @Test
  void countsAPackageOnceThatIsShownOverMmioToo() throws IOException {
    tree.zone("intel-rapl-mmio:0", "package-0", 7);
    tree.zone("intel-rapl-mmio:0/intel-rapl-mmio:0:0", "dram", 7);
    tree.zone("intel-rapl:0", "package-0", 1000);
    tree.zone("intel-rapl:0/intel-rapl:0:0", "dram", 500);
    assertCounts("package-0, dram-0");
    EnergyMeter meter = tree.meter();
    meter.joulesSinceLast(1);
    tree.joules("intel-rapl:0", 1020).joules("intel-rapl-mmio:0", 4000);
    assertEquals(20, meter.joulesSinceLast(10), 1e-9);
  }

  @Test
  void countsWhatIsShownOverMmioAlone() throws IOException {
    tree.zone("intel-rapl-mmio:0", "package-0", 7);
    assertCounts("package-0");
  }

  @Test
  void neverAddsTheZoneOfTheWholeMachine() throws IOException {
    tree.zone("intel-rapl:0", "package-0", 1);
    tree.zone("intel-rapl:1", "psys", 1);
    assertCounts("package-0");
  }

  @Test
  void doesNotRelyOnTheZoneOfTheWholeMachine() throws IOException {
    tree.zone("intel-rapl:1", "psys", 1);
    assertCountsNothing("no package zone in " + root + ", and psys is not reliable");
  }

  @Test
  void countsTheNamelessZoneThatAHostShares() throws IOException {
    Files.createDirectories(root.resolve("intel-rapl:0"));
    Files.createDirectories(root.resolve("intel-rapl:0:0"));
    tree.text("intel-rapl:0", "energy_uj", "1000000");
    EnergyMeter meter = EnergyMeter.at(root, true);
    assertTrue(meter.isAvailable());
    assertTrue(meter.isShared());
    assertEquals("RAPL intel-rapl:0 in " + root, meter.description());
    meter.joulesSinceLast(1);
    // A share of a large host may be more than one package takes.
    tree.text("intel-rapl:0", "energy_uj", "25001000000");
    assertEquals(25_000, meter.joulesSinceLast(10), 1e-9);
    assertFalse(EnergyMeter.at(root, false).isShared());
  }

  @Test
  void saysThatThereIsNoFolder() {
    tree = new FakePowercap(root.resolve("none"));
    assertCountsNothing("no folder or file " + root.resolve("none"));
    assertFalse(EnergyMeter.none("none").isAvailable());
  }

  @Test
  void saysThatThereIsNoPackage() throws IOException {
    assertCountsNothing("no package zone in " + root);
    tree.zone("dtpm", "package-0", 1);
    tree.zone("intel-rapl:0", "package-0\u001b[31m", 1);
    tree.zone("intel-rapl:1", "", 1).hide("intel-rapl:1");
    Files.delete(root.resolve("intel-rapl:1/name"));
    Files.createDirectory(root.resolve("intel-rapl:1/name"));
    tree.zone("intel-rapl:x", "package-0", 1);
    assertCountsNothing("no package zone in " + root);
  }

  @Test
  void saysThatACounterCannotBeRead() throws IOException {
    tree.twoSockets().hide("intel-rapl:1");
    assertCountsNothing(root.resolve("intel-rapl:1/energy_uj") + " cannot be read");
  }

  @Test
  void readsNoMoreOfAFileThanACounterNeeds() throws IOException {
    tree.twoSockets().text("intel-rapl:1", "energy_uj", " ".repeat(100_000) + "5");
    assertCountsNothing(root.resolve("intel-rapl:1/energy_uj") + " cannot be read");
  }

  @Test
  void saysThatTheSystemRefusesTheCounters() throws IOException {
    tree.twoSockets();
    TextSource refusing =
        file -> {
          if (file.endsWith("energy_uj")) {
            throw new AccessDeniedException(file.toString());
          }
          return TextSource.DISK.read(file);
        };
    EnergyMeter meter = PowercapMeter.at(root, false, refusing);
    assertFalse(meter.isAvailable());
    assertEquals(
        root.resolve("intel-rapl:0/energy_uj") + " is not readable by this user",
        meter.description());
  }

  @Test
  void survivesASecurityManagerThatRefusesEverything() throws IOException {
    tree.twoSockets();
    TextSource refusing =
        file -> {
          throw new SecurityException(file.toString());
        };
    assertFalse(PowercapMeter.at(root, false, refusing).isAvailable());
  }

  @Test
  void saysThatACounterIsNoNumber() throws IOException {
    tree.twoSockets().text("intel-rapl:0", "energy_uj", "12 J\n");
    assertCountsNothing(root.resolve("intel-rapl:0/energy_uj") + " is not a number");
  }

  @Test
  void endsWhereLinksLeadBack() throws IOException {
    tree.zone("intel-rapl:0", "package-0", 1);
    Files.createSymbolicLink(root.resolve("intel-rapl:0/intel-rapl:0:0"), root);
    Files.createSymbolicLink(root.resolve("intel-rapl"), root);
    Files.createSymbolicLink(root.resolve("intel-rapl:1"), root.resolve("intel-rapl:1"));
    assertCounts("package-0");
  }
}
