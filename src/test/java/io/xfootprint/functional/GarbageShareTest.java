// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two routes that use the same CPU time, of which one allocates ten times as much and keeps some of
 * it alive, with each of HotSpot's collectors.
 */
class GarbageShareTest {

  /** Enough of the lesser share that half of 0.001 J is 2 %. */
  private static final double LEAST_JOULES = 0.03;

  private static final double TOLERANCE = 0.05;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"G1", "Parallel", "Serial", "Z"})
  void isSharedByBytesAndChangesNoTotal(String collector) throws Exception {
    try (LoggedServer server =
        LoggedServer.start(
            folder,
            "-Dfootprint.log.interval=200ms",
            "-Xmx64m",
            "-XX:+Use%sGC".formatted(collector))) {
      try (Load load = Load.on(server.port(), LoggedSite.GARBAGE, 4)) {
        server.next(block -> gcJoules(block, "GET /little") >= LEAST_JOULES);
        load.stop();
      }
      List<LoggedBlock> blocks = server.stop();
      LoggedBlock books = blocks.get(blocks.size() - 1);
      assertSharedByBytes(books);
      assertTrue(books.app().number("gc_cpu_ms") > 0, books::toString);
      assertEquals(
          1,
          books.workJoules()
              / (books.app().number("process_cpu_ms") / 1e3 * server.joulesPerCpuSecond()),
          0.01,
          books::toString);
    }
  }

  private static double gcJoules(LoggedBlock block, String route) {
    LoggedLine line = block.routes().get(route);
    return line == null ? 0 : line.number("gc_j");
  }

  private static void assertSharedByBytes(LoggedBlock books) {
    LoggedLine little = books.route("GET /little");
    LoggedLine much = books.route("GET /much");
    double bytes = much.number("alloc_b") / little.number("alloc_b");
    assertEquals(10, bytes, 0.5, books::toString);
    assertEquals(1, much.number("cpu_ms") / little.number("cpu_ms"), TOLERANCE, books::toString);
    // Requests that come alternately see the same rates, but for those that came last.
    double shares = much.number("gc_j") / little.number("gc_j");
    assertEquals(1, shares / bytes, TOLERANCE, books::toString);
    // The rest of what a request costs is its CPU time, which is the same.
    assertEquals(
        1,
        (much.number("energy_j") - much.number("gc_j"))
            / (little.number("energy_j") - little.number("gc_j")),
        TOLERANCE,
        books::toString);
  }
}
