// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.fail;

import io.xfootprint.functional.harness.BlockReader;
import io.xfootprint.functional.harness.LoggedBlock;
import io.xfootprint.functional.harness.Outside;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The blocks of totals in the demo's log. */
final class TotalsLog {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private TotalsLog() {}

  /** Returns the first block that has counted this many requests. */
  static LoggedBlock after(long requests) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < deadline) {
      LoggedBlock last = last(lines());
      if (last.app().figure("requests").longValueExact() == requests) {
        return last;
      }
      // The lines come from another process each second.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    return fail("no totals of " + requests + " requests, the last were " + last(lines()));
  }

  /** Returns the last block of a log. */
  static LoggedBlock last(List<String> lines) {
    BlockReader reader = new BlockReader();
    return lines.stream()
        .flatMap(line -> reader.take(line, () -> Outside.NOT_READ).stream())
        .reduce(LoggedBlock.NONE, (earlier, later) -> later);
  }

  /** Returns a figure of a route, or 0 if nothing is logged of it. */
  static BigDecimal figure(LoggedBlock block, String route, String key) {
    return block.routes().containsKey(route) ? block.route(route).figure(key) : BigDecimal.ZERO;
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of(System.getProperty("demo.log")));
  }
}
