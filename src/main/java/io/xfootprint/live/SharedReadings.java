// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the instances of an application, or the applications of a JVM, share of a service, so that
 * one of them asks for all. Implementations may block, and never throw: where they cannot share,
 * each asks by itself. For use by one thread; any thread may call {@link #abort}.
 */
public interface SharedReadings {

  /**
   * A time of a question that is further ahead was written by a clock that was, and holds nobody
   * back. Nobody rests for longer.
   */
  Duration FURTHEST = Duration.ofDays(2);

  /** Shares with the other applications of this JVM. */
  static SharedReadings ofJvm() {
    return new JvmReadings(System.getProperties(), InstantSource.system());
  }

  /**
   * Returns how long after a question the next one is due. Each instance comes up to a tenth of the
   * interval early, and no part of it may be asked twice.
   */
  static Duration due(Duration interval) {
    return interval.multipliedBy(17).dividedBy(20);
  }

  /**
   * What a service told an instance.
   *
   * @param gramsPerKilowattHour in gCO2e/kWh
   * @param age time since then
   */
  record Told(double gramsPerKilowattHour, Duration age) {}

  /**
   * Returns whether this instance is the one that asks now. If so, no other one does for about an
   * interval.
   *
   * @param question names the service and the place, the same for all who ask it
   */
  boolean claims(String question, Duration interval);

  /** Returns what was told last; empty if nothing was. */
  Optional<Told> last(String question);

  /** Hands on what was told. */
  void tell(String question, double gramsPerKilowattHour);

  /** Has no instance ask before a wait is over. */
  void rest(String question, Duration interval, Duration wait);

  /** Ends every wait, for good. */
  void abort();
}
