// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Alone;
import io.xfootprint.functional.harness.Load;
import io.xfootprint.functional.harness.LoggedBlock;
import io.xfootprint.functional.harness.LoggedLine;
import io.xfootprint.functional.harness.LoggedServer;
import io.xfootprint.functional.harness.LoggedSite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The books of a server under load, as it logs them, and held against what Linux tells of it. */
@Alone
class ServerBooksTest {

  /** The clocks of the process go in steps of 10 ms: 20 ms of it are 0.4 %. */
  private static final double LEAST_CPU_MILLIS = 5_000;

  private static final int CLIENTS = 8;

  @TempDir private static Path folder;

  private static List<LoggedBlock> blocks;
  private static LoggedBlock quietBefore;
  private static LoggedBlock quietAfter;
  private static double joulesPerCpuSecond;
  private static int requests;

  @BeforeAll
  static void serve() throws Exception {
    // 1 mg CO2e for a J, so that emissions are printed with as many digits as energy.
    try (LoggedServer server =
        LoggedServer.start(
            folder,
            "-Dfootprint.log.interval=200ms",
            "-Xmx64m",
            "-Dfootprint.carbon-intensity=1800",
            "-Dfootprint.pue=2")) {
      int port = server.port();
      int warm = ask(server, port, 200);
      quietBefore = server.first(block -> block.app().number("requests") == warm);
      requests = warm;
      try (Load load = Load.on(port, LoggedSite.ALL_KINDS, CLIENTS)) {
        server.next(block -> block.growth(quietBefore, "process_cpu_ms") >= LEAST_CPU_MILLIS);
        requests += load.stop();
      }
      quietAfter = server.first(block -> block.app().number("requests") == requests);
      blocks = server.stop();
      joulesPerCpuSecond = server.joulesPerCpuSecond();
    }
  }

  /** Has each kind of request warm, so that little is compiled afterwards. */
  private static int ask(LoggedServer server, int port, int least) throws Exception {
    try (Load load = Load.on(port, LoggedSite.ALL_KINDS, 2)) {
      server.next(block -> block.app().number("requests") >= least);
      return load.stop();
    }
  }

  @Test
  void linesAddUpInEveryBlock() {
    assertTrue(blocks.size() > 5, () -> blocks.size() + " blocks");
    for (LoggedBlock block : blocks) {
      LoggedLine app = block.app();
      double sum = 0;
      double rounding = app.rounding("full_j");
      for (String part : List.of("energy_j", "background_j", "idle_j", "memory_j")) {
        sum += app.number(part);
        rounding += app.rounding(part);
      }
      assertEquals(app.number("full_j"), sum, rounding + 1e-9, app::toString);
    }
  }

  @Test
  void routesAddUpToTheApplicationInBothScopes() {
    for (LoggedBlock block : blocks) {
      for (String key :
          List.of(
              "requests",
              "cpu_ms",
              "energy_j",
              "co2e_mg",
              "full_j",
              "full_co2e_mg",
              "full_low_j",
              "full_high_j",
              "full_co2e_low_mg",
              "full_co2e_high_mg")) {
        assertEquals(
            block.app().number(key),
            block.ofRoutes(key),
            block.app().rounding(key) + block.roundingOfRoutes(key) + 1e-9,
            () -> key + " of " + block);
      }
    }
  }

  @Test
  void emissionsFollowEnergy() {
    for (LoggedBlock block : blocks) {
      assertEmissions(block.app());
      block.routes().values().forEach(ServerBooksTest::assertEmissions);
    }
  }

  private static void assertEmissions(LoggedLine line) {
    double rounding = line.rounding("energy_j") + line.rounding("co2e_mg");
    // Each part of each request is rounded to a pg.
    assertEquals(line.number("energy_j"), line.number("co2e_mg"), rounding + 1e-4, line::toString);
  }

  @Test
  void countsEveryRequestAndEveryError() {
    LoggedBlock last = blocks.get(blocks.size() - 1);
    assertEquals(requests, last.app().number("requests"));
    assertEquals(LoggedSite.ALL_KINDS.size(), last.routes().size(), last.routes()::toString);
    last.routes()
        .forEach(
            (route, line) ->
                assertEquals(
                    route.matches("GET /(error|exception)") ? line.number("requests") : 0,
                    line.number("errors"),
                    route));
  }

  @Test
  void knowsTheProcessAsLinuxTellsAnother() {
    double outside = quietAfter.seen().processMillis() - quietBefore.seen().processMillis();
    double books = quietAfter.growth(quietBefore, "process_cpu_ms");
    assertTrue(books >= LEAST_CPU_MILLIS, books + " ms");
    assertEquals(1, books / outside, 0.01, () -> books + " of " + outside + " ms");
  }

  @Test
  void workCostsWhatTheProcessUsed() {
    for (LoggedBlock block : blocks) {
      // Requests that end between the close of the books and their reading are in already.
      double joules = block.app().number("process_cpu_ms") / 1e3 * joulesPerCpuSecond;
      assertTrue(block.workJoules() >= joules * 0.998 - 0.01, block::toString);
    }
    double joules = quietAfter.app().number("process_cpu_ms") / 1e3 * joulesPerCpuSecond;
    assertEquals(1, quietAfter.workJoules() / joules, 0.01);
  }
}
