// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that uses the first one that works of several, and the next one when it fails.
 *
 * <p>Clocks start at different values, so this one adds up their growth. The growth between the
 * last reading of a clock that fails and the first of its successor is lost.
 *
 * <p>For use by one thread at a time.
 */
final class GcClockChain implements GcClock {

  private static final Logger log = LoggerFactory.getLogger(GcClockChain.class);

  private final Queue<Supplier<? extends GcClock>> others;
  private @Nullable GcClock clock;
  private MonotonicDelta growth = new MonotonicDelta();
  private long nanos;

  /** Creates a chain of clocks, best first. A clock is created in its turn, which may fail. */
  GcClockChain(List<Supplier<? extends GcClock>> clocks) {
    others = new ArrayDeque<>(clocks);
    next();
  }

  /** Returns the time in ns by all clocks up to now, or unknown if none is left; never throws. */
  @Override
  public long nanos() {
    if (clock == null) {
      return ResourceUse.UNKNOWN;
    }
    long now = MonotonicDelta.reading(clock::nanos);
    if (now < 0) {
      String failed = clock.source();
      next();
      log.info(
          "CPU time of garbage collection now comes from: {}; no longer from: {}",
          source(),
          failed);
      return clock == null ? ResourceUse.UNKNOWN : nanos;
    }
    nanos += growth.to(now);
    return nanos;
  }

  @Override
  public String source() {
    return clock == null ? "unknown" : clock.source();
  }

  /** Turns to the next clock that works; to none if there is none. */
  private void next() {
    clock = null;
    while (clock == null && !others.isEmpty()) {
      take(others.remove());
    }
  }

  private void take(Supplier<? extends GcClock> candidate) {
    try {
      GcClock made = candidate.get();
      long start = made.nanos();
      if (start >= 0) {
        clock = made;
        growth = new MonotonicDelta();
        growth.to(start);
      }
    } catch (RuntimeException | LinkageError e) {
      // Usual: most clocks exist on some JDKs or systems alone.
      log.debug("A counter of garbage collection is not here; the next one is tried", e);
    }
  }
}
