// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a service is asked again. Each wait is up to a tenth shorter or longer,
 * so that instances that started together do not ask together.
 *
 * <p>For use by one thread.
 */
final class Pace {

  /** Where somebody has to change something first, such as a plan or a name. */
  private static final Duration RARELY = Duration.ofHours(6);

  private static final double JITTER = 0.1;

  private final Duration interval;
  private final RandomGenerator random;

  Pace(Duration interval, RandomGenerator random) {
    this.interval = interval;
    this.random = random;
  }

  /** Returns the wait before the first question: a thousandth of the interval at most. */
  Duration first() {
    return Duration.ofNanos((long) (interval.toNanos() / 1000.0 * random.nextDouble()));
  }

  /** Returns how often a service is asked. */
  Duration interval() {
    return interval;
  }

  /** Returns the wait for another instance that asks now: a tenth of the interval. */
  Duration soon() {
    return jittered(interval.dividedBy(10), 1 - JITTER);
  }

  /** Returns the wait after an answer. */
  Duration next() {
    return jittered(interval, 1 - JITTER);
  }

  /**
   * Returns the wait for the next value of another instance. A whole interval would be too long: a
   * value holds for an hour, and may be an interval old when it is taken.
   *
   * @param age of the last value; negative if a clock was ahead
   */
  Duration nextOfOther(Duration age) {
    Duration left = interval.minus(age);
    if (left.compareTo(interval.dividedBy(10)) < 0) {
      return soon();
    }
    return left.compareTo(interval) > 0 ? next() : jittered(left, 1 - JITTER);
  }

  /** Returns the wait after none; one that is asked for is never made shorter. */
  Duration next(RefusedAnswerException refusal) {
    if (refusal.isLasting()) {
      return jittered(RARELY, 1 - JITTER);
    }
    Duration next = next();
    return refusal.retryAfter().compareTo(next) > 0 ? jittered(refusal.retryAfter(), 1) : next;
  }

  private Duration jittered(Duration wait, double least) {
    double factor = least + random.nextDouble() * (1 + JITTER - least);
    return Duration.ofNanos((long) (wait.toNanos() * factor));
  }
}
