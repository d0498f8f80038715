// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a machine whose power is measured, from the meter's files to the log. */
class PowerMeterTest {

  private static final Set<String> MEASURED = Set.of("measured", "measured-host");
  private static final Set<String> MODELLED = Set.of("model", "model-vm");

  /** Of a few seconds; counters are read some ms before the log is. */
  private static final double TOLERANCE = 0.05;

  private static final double SECONDS = 3.5;

  private static final List<String> SILENCE = List.of("tells nothing");

  @TempDir private Path folder;

  private static String with(Path path) {
    return "-Dfootprint.rapl.path=" + path;
  }

  private static Predicate<LoggedBlock> by(Set<String> methods) {
    return block -> methods.contains(block.app().text("method"));
  }

  private static String firstLine(LoggedServer server) {
    return server.lines("Measuring ").get(0);
  }

  @Test
  void sharesWhatTheMeterCountsAndLivesWithoutItForAWhile() throws Exception {
    try (FakePowercap tree = FakePowercap.in(folder);
        LoggedServer server = LoggedServer.start(folder, with(tree.root()));
        Load load = Load.on(server.port(), LoggedSite.ALL_KINDS, 4)) {
      assertTrue(
          firstLine(server).contains("; power meter: RAPL package-0 in " + tree.root() + ";"),
          () -> firstLine(server));
      LoggedBlock first = server.next(by(MEASURED));
      LoggedBlock last = server.next(block -> block.seen().secondsSince(first.seen()) >= SECONDS);
      assertShared(first, last);

      tree.vanish();
      server.next(by(MODELLED));
      LoggedBlock without = server.next(by(MODELLED));
      assertEquals(1, server.lines(SILENCE.get(0)).size());
      tree.comeBack();
      LoggedBlock back = server.next(by(MEASURED));
      LoggedBlock end = server.next(by(MEASURED));
      assertTrue(back.workJoules() > without.workJoules());
      tree.vanish();
      server.next(by(MODELLED));
      load.stop();
      server.stop();
      // However often it comes and goes, once is enough to know.
      assertEquals(1, server.lines(SILENCE.get(0)).size());
      assertTrue(end.workJoules() >= back.workJoules());
    }
  }

  /** Holds the server's energy against the counter, and its part of it against the kernel's. */
  private static void assertShared(LoggedBlock first, LoggedBlock last) {
    double joules = FakePowercap.joules(last.seen().secondsSince(first.seen()));
    double idle = last.growth(first, "idle_j");
    double work = last.workJoules() - first.workJoules();
    double used = last.seen().processMillis() - first.seen().processMillis();
    double busy = last.seen().machineMillis() - first.seen().machineMillis();
    String what =
        "%.1f J: idle %.1f J, work %.1f J, %.0f of %.0f ms"
            .formatted(joules, idle, work, used, busy);
    System.out.println("PowerMeterTest " + what);
    assertTrue(idle > 0 && idle + work <= joules * (1 + TOLERANCE), what);
    // All that is not idle power belongs to those who were busy, by their CPU time.
    assertEquals(used / busy, work / (joules - idle), 2 * TOLERANCE, what);
  }

  @Test
  void readsWattsThatAnotherProgramWrites() throws Exception {
    Path file = Files.writeString(folder.resolve("watts"), "60.0\n");
    try (LoggedServer server = LoggedServer.start(folder, with(file));
        Load load = Load.on(server.port(), LoggedSite.ALL_KINDS, 4)) {
      assertTrue(
          firstLine(server).contains("; power meter: watts in " + file + ";"),
          () -> firstLine(server));
      LoggedBlock first = server.next(by(Set.of("measured-host")));
      LoggedBlock last = server.next(block -> block.seen().secondsSince(first.seen()) >= 1.5);
      load.stop();
      assertShared(first, last);
    }
  }

  @Test
  void saysInOneLineWhyATreeIsNotRead() throws Exception {
    Path zone = Files.createDirectories(folder.resolve("powercap/intel-rapl:0"));
    Files.writeString(zone.resolve("name"), "package-0\n");
    Files.createDirectory(zone.resolve("energy_uj"));
    try (LoggedServer server = LoggedServer.start(folder, with(zone.getParent()));
        Load load = Load.on(server.port(), LoggedSite.ALL_KINDS, 1)) {
      LoggedBlock block = server.next(any -> true);
      load.stop();
      assertTrue(by(MODELLED).test(block), block::toString);
      assertTrue(
          firstLine(server)
              .contains("; no power meter: " + zone.resolve("energy_uj") + " cannot be read;"),
          () -> firstLine(server));
      assertEquals(
          List.of(firstLine(server)),
          server.lines("io.xfootprint").stream()
              .filter(line -> !line.contains("io.xfootprint.totals"))
              .collect(Collectors.toList()));
    }
  }
}
