// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.functional.harness.Alone;
import io.xfootprint.functional.harness.Load;
import io.xfootprint.functional.harness.LoggedBlock;
import io.xfootprint.functional.harness.LoggedServer;
import io.xfootprint.functional.harness.LoggedSite;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two routes that use the same CPU time, of which one allocates ten times as much and keeps some of
 * it alive, with each of HotSpot's collectors.
 */
@Alone
class GarbageShareTest {

  /** Enough of the lesser share that half of 0.001 J is 2 %. */
  private static final double LEAST_JOULES = 0.03;

  /** Enough that one more to one of both routes, in a costly window, is little. */
  private static final int LEAST_REQUESTS = 120;

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
        // The rate begins as a guess, which may be off by a factor of 25.
        LoggedBlock first = server.next(block -> block.routes().size() == 2 && gcMillis(block) > 0);
        LoggedBlock begin = server.next(block -> gcMillis(block) > gcMillis(first));
        LoggedBlock last =
            server.next(
                block ->
                    growth(begin, block, "GET /little", "gc_j") >= LEAST_JOULES
                        && growth(begin, block, "GET /little", "requests") >= LEAST_REQUESTS);
        load.stop();
        assertSharedByBytes(begin, last);
      }
      List<LoggedBlock> blocks = server.stop();
      LoggedBlock books = blocks.get(blocks.size() - 1);
      assertEquals(
          1,
          books.workJoules()
              / (books.app().number("process_cpu_ms") / 1e3 * server.joulesPerCpuSecond()),
          0.01,
          books::toString);
    }
  }

  private static double gcMillis(LoggedBlock block) {
    return block.app().number("gc_cpu_ms");
  }

  private static double growth(LoggedBlock from, LoggedBlock to, String route, String key) {
    return to.route(route).number(key) - from.route(route).number(key);
  }

  /** Returns how many times as much the one that allocates much has of something. */
  private static double ratio(LoggedBlock from, LoggedBlock to, String key) {
    return growth(from, to, "GET /much", key) / growth(from, to, "GET /little", key);
  }

  private static void assertSharedByBytes(LoggedBlock from, LoggedBlock to) {
    double bytes = ratio(from, to, "alloc_b");
    assertEquals(10, bytes, 0.5, to::toString);
    assertEquals(1, ratio(from, to, "cpu_ms"), TOLERANCE, to::toString);
    assertEquals(1, ratio(from, to, "gc_j") / bytes, TOLERANCE, to::toString);
    // The rest of what a request costs is its CPU time, which is the same.
    double rest =
        (growth(from, to, "GET /much", "energy_j") - growth(from, to, "GET /much", "gc_j"))
            / (growth(from, to, "GET /little", "energy_j")
                - growth(from, to, "GET /little", "gc_j"));
    assertEquals(1, rest, TOLERANCE, to::toString);
  }
}
