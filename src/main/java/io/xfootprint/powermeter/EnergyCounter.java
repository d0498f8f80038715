// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The energy counter of one zone, in uJ. It runs up to a range and starts again at 0: at 65.5 kJ on
 * AMD, which is 4 minutes at 280 W, at 262 kJ on most of Intel.
 *
 * <p>For use by one thread at a time.
 */
final class EnergyCounter {

  private static final long UNKNOWN = -1;
  private static final double MICROJOULES_PER_JOULE = 1e6;

  /** What a package may take that was never measured; Linux, too, times its wraps for this. */
  private static final double USUAL_WATTS = 200;

  /** How far power may rise over what was measured last, before a wrap may be missed. */
  private static final double RISE = 2;

  private final PowercapZone zone;
  private final double maxWatts;
  private final TextSource source;
  private final long range;
  private long before = UNKNOWN;
  private long now = UNKNOWN;
  private double wattsAtMost = USUAL_WATTS;

  /**
   * Reads the range, and nothing else yet.
   *
   * @param maxWatts more than the zone can take, so that more is no measurement
   */
  EnergyCounter(PowercapZone zone, double maxWatts, TextSource source) {
    this.zone = zone;
    this.maxWatts = maxWatts;
    this.source = source;
    range = number("max_energy_range_uj");
  }

  PowercapZone zone() {
    return zone;
  }

  Path file() {
    return zone.folder().resolve("energy_uj");
  }

  /** Reads the counter; false if that failed, so that there is no new reading. */
  boolean read() {
    long number = number("energy_uj");
    now = number < 0 ? now : number;
    return number >= 0;
  }

  /** Returns the last reading in J, as the counter shows it. */
  double reading() {
    return now / MICROJOULES_PER_JOULE;
  }

  /**
   * Tells whether it shows the same as before. A processor's counter moves each millisecond, so one
   * that stands does not count; one that a host writes may not have been written yet.
   */
  boolean stands() {
    return now == before;
  }

  /**
   * Returns the energy in J since the last {@link #restart}; NaN on the first reading, after a
   * reset, and where it may have wrapped more than once.
   *
   * @param seconds since then
   */
  double joules(double seconds) {
    double joules = difference() / MICROJOULES_PER_JOULE;
    boolean countedOnce = range <= 0 || seconds * wattsAtMost <= range / MICROJOULES_PER_JOULE;
    if (before < 0 || !countedOnce || !(joules >= 0 && joules <= seconds * maxWatts)) {
      return Double.NaN;
    }
    wattsAtMost = Math.max(USUAL_WATTS, RISE * joules / seconds);
    return joules;
  }

  private long difference() {
    long difference = now - before;
    return difference < 0 && range > 0 ? difference + range : difference;
  }

  /** Counts from the last reading on. */
  void restart() {
    before = now;
  }

  private long number(String file) {
    try {
      String text = source.read(zone.folder().resolve(file));
      return text.matches("\\d{1,19}") ? Long.parseLong(text) : UNKNOWN;
    } catch (IOException | SecurityException | NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
