// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Alone;
import io.xfootprint.functional.harness.Load;
import io.xfootprint.functional.harness.LoggedBlock;
import io.xfootprint.functional.harness.LoggedServer;
import io.xfootprint.functional.harness.LoggedSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server on a machine whose power is measured, from the meter's files to the log. */
@Alone
class PowerMeterTest {

  private static final Set<String> MEASURED = Set.of("measured", "measured-host");
  private static final Set<String> MODELLED = Set.of("model", "model-vm");

  /** Lines may be read so much later than the counters are, where the machine is busy. */
  private static final double LATE_SECONDS = 0.2;

  private static final double SECONDS = 2;

  /** The constant {@code package-to-wall}. */
  private static final double PACKAGE_TO_WALL = 1.15;

  private static final String SILENCE = "gives no reading";

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
    try (SteadyPowercap tree = SteadyPowercap.in(folder);
        LoggedServer server = LoggedServer.start(folder, with(tree.root()));
        Load load = Load.on(server.port(), LoggedSite.ALL_KINDS, 4)) {
      assertTrue(
          firstLine(server).contains("; power meter: RAPL package-0 in " + tree.root() + ";"),
          () -> firstLine(server));
      LoggedBlock first = server.next(by(MEASURED));
      LoggedBlock last = server.next(block -> block.seen().secondsSince(first.seen()) >= SECONDS);
      assertShared(server.blocks(first, last), PACKAGE_TO_WALL);

      tree.vanish();
      server.next(by(MODELLED));
      LoggedBlock without = server.next(by(MODELLED));
      assertEquals(1, server.lines(SILENCE).size());
      tree.comeBack();
      LoggedBlock back = server.next(by(MEASURED));
      LoggedBlock end = server.next(by(MEASURED));
      assertTrue(back.workJoules() > without.workJoules());
      tree.vanish();
      server.next(by(MODELLED));
      load.stop();
      server.stop();
      // However often it comes and goes, once is enough to know.
      assertEquals(1, server.lines(SILENCE).size());
      assertTrue(end.workJoules() >= back.workJoules());
    }
  }

  /**
   * Holds the server's energy against the counter, and its part of that against the kernel's, block
   * by block: the counter's power does not follow the load, so each has its own J per CPU-second.
   *
   * @param toWall the factor from the counter's energy to that at the wall. This machine takes more
   *     when idle than the model says, so that nothing of the model is added
   */
  private static void assertShared(List<LoggedBlock> blocks, double toWall) {
    LoggedBlock first = blocks.get(0);
    LoggedBlock last = blocks.get(blocks.size() - 1);
    double joules = toWall * SteadyPowercap.joules(last.seen().secondsSince(first.seen()));
    double idle = last.growth(first, "idle_j");
    double work = last.workJoules() - first.workJoules();
    double expected = 0;
    for (int i = 1; i < blocks.size(); i++) {
      LoggedBlock from = blocks.get(i - 1);
      LoggedBlock to = blocks.get(i);
      double used = to.seen().processMillis() - from.seen().processMillis();
      double busy = to.seen().machineMillis() - from.seen().machineMillis();
      double active =
          toWall * SteadyPowercap.joules(to.seen().secondsSince(from.seen()))
              - to.growth(from, "idle_j");
      expected += active * used / busy;
    }
    String what =
        "%.1f J: idle %.1f J, work %.1f J, expected %.1f J".formatted(joules, idle, work, expected);
    double late = toWall * SteadyPowercap.joules(LATE_SECONDS);
    assertTrue(idle > 0 && idle + work <= joules + late, what);
    // All that is not idle power belongs to those who were busy, by their CPU time.
    assertEquals(expected, work, late, what);
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
      LoggedBlock last = server.next(block -> block.seen().secondsSince(first.seen()) >= 1);
      load.stop();
      assertShared(server.blocks(first, last), 1);
    }
  }
}
