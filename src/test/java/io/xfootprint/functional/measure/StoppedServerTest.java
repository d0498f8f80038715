// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Alone;
import io.xfootprint.functional.harness.Load;
import io.xfootprint.functional.harness.LoggedBlock;
import io.xfootprint.functional.harness.LoggedServer;
import io.xfootprint.functional.harness.LoggedSite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that the kernel does not let run for a while, as when its machine is suspended. */
@Alone
class StoppedServerTest {

  private static final List<String> GROWING =
      List.of(
          "requests",
          "energy_j",
          "co2e_mg",
          "idle_j",
          "memory_j",
          "embodied_mg",
          "full_j",
          "full_co2e_mg");

  /** Four windows. */
  private static final double STOPPED_SECONDS = 2;

  @TempDir private Path folder;

  private static void signal(LoggedServer server, String signal)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(server.pid())).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }

  @Test
  void goesOnWithTheSameRatesAndChargesTheTimeToTheMachine() throws Exception {
    try (SteadyPowercap tree = SteadyPowercap.in(folder);
        LoggedServer server =
            LoggedServer.start(folder, "-Dfootprint.rapl.path=" + folder.resolve("none"));
        LoggedServer measured = LoggedServer.start(folder, "-Dfootprint.rapl.path=" + tree.root());
        Load load = Load.on(server.port(), LoggedSite.ALL_KINDS, 2);
        Load other = Load.on(measured.port(), LoggedSite.ALL_KINDS, 2)) {
      LoggedBlock first = server.next(block -> true);
      LoggedBlock before = server.next(block -> block.seen().secondsSince(first.seen()) >= 1);
      LoggedBlock measuredBefore = measured.next(block -> true);
      signal(server, "STOP");
      signal(measured, "STOP");
      // Nothing else can tell that time has passed.
      assertTrue(
          !new CountDownLatch(1).await((long) (STOPPED_SECONDS * 1e3), TimeUnit.MILLISECONDS));
      signal(server, "CONT");
      signal(measured, "CONT");
      server.next(block -> true);
      LoggedBlock after = server.next(block -> true);
      measured.next(block -> true);
      LoggedBlock measuredAfter = measured.next(block -> true);
      load.stop();
      other.stop();
      assertEquals(1, idleWatts(before, after) / idleWatts(first, before), 0.25);
      assertTrue(after.seen().secondsSince(before.seen()) >= STOPPED_SECONDS);
      double seconds = measuredAfter.seen().secondsSince(measuredBefore.seen());
      assertTrue(seconds >= STOPPED_SECONDS);
      assertTrue(
          measuredAfter.growth(measuredBefore, "idle_j")
                  + measuredAfter.workJoules()
                  - measuredBefore.workJoules()
              <= SteadyPowercap.joules(seconds + 0.2),
          measuredAfter::toString);
      assertSane(server.stop(), server.joulesPerCpuSecond());
      assertGrow(measured.stop());
    }
  }

  /** That of the machine, which has not stopped; lines may be read some 100 ms late. */
  private static double idleWatts(LoggedBlock from, LoggedBlock to) {
    return to.growth(from, "idle_j") / to.seen().secondsSince(from.seen());
  }

  private static void assertSane(List<LoggedBlock> blocks, double joulesPerCpuSecond) {
    assertGrow(blocks);
    for (LoggedBlock block : blocks) {
      double joules = block.app().number("process_cpu_ms") / 1e3 * joulesPerCpuSecond;
      // Requests that end between the close of the books and their reading are in already; two
      // CPUs for half a second could not do more.
      assertTrue(block.workJoules() >= 0.99 * joules, block::toString);
      assertTrue(block.workJoules() <= 1.01 * joules + joulesPerCpuSecond, block::toString);
    }
    LoggedBlock last = blocks.get(blocks.size() - 1);
    double seconds = last.app().number("process_cpu_ms") / 1e3;
    assertEquals(1, last.workJoules() / (seconds * joulesPerCpuSecond), 0.01, last::toString);
  }

  private static void assertGrow(List<LoggedBlock> blocks) {
    for (int i = 1; i < blocks.size(); i++) {
      LoggedBlock earlier = blocks.get(i - 1);
      LoggedBlock later = blocks.get(i);
      GROWING.forEach(
          key -> assertTrue(later.growth(earlier, key) >= 0, () -> key + " in " + later));
      assertTrue(later.app().number("background_j") >= 0, later::toString);
    }
  }
}
