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

/** Uses the first clock that works, and the next one when it fails. */
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

  /** Returns the time of all clocks up to now; never throws. */
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
      log.debug("A counter of garbage collection is not here; the next one is tried", e);
    }
  }
}
