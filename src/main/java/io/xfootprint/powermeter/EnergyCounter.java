// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The energy counter of one zone, which Linux shows in uJ. It wraps to 0 at the end of its range:
 * 65.5 kJ on AMD, which is 4 minutes at 280 W, and 262 kJ on most of Intel.
 *
 * <p>One wrap between two readings is added to the difference. Two cannot be told from one, so a
 * reading after a time that is long enough for two is unknown:
 *
 * <pre>
 * reading before 65.0 kJ, now 0.5 kJ, range 65.5 kJ:  0.5 - 65.0 + 65.5 = 1.0 kJ
 * </pre>
 *
 * <p>For use by one thread at a time.
 */
final class EnergyCounter {

  private static final long UNKNOWN = -1;
  private static final double MICROJOULES_PER_JOULE = 1e6;

  /** Power in W assumed for a package before it is measured. Linux, too, times its wraps for it. */
  private static final double USUAL_WATTS = 200;

  /** How far power may rise above the last measured power before a wrap may be missed. */
  private static final double RISE = 2;

  private final PowercapZone zone;
  private final double maxWatts;
  private final TextSource source;

  /** In uJ; negative if unknown, so that a counter that falls counts as reset. */
  private final long range;

  /** The reading in uJ from which the next difference is taken. */
  private long before = UNKNOWN;

  /** The last reading in uJ. */
  private long now = UNKNOWN;

  /** The highest power in W that is expected in the next stretch. */
  private double wattsAtMost = USUAL_WATTS;

  /**
   * Creates a counter. Reads its range alone.
   *
   * @param maxWatts more than the zone can draw, so that a higher reading is wrong
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

  /** Reads the counter; returns false if that fails, so that there is no new reading. */
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
   * Returns whether the counter shows the same as before. A processor's counter moves each
   * millisecond, so one that stands still does not count. One that a host writes may only be late.
   */
  boolean isUnchanged() {
    return now == before;
  }

  /**
   * Returns the energy in J since the last {@link #restart}; NaN at the first reading, after a
   * reset, and where the counter may have wrapped more than once.
   *
   * @param seconds the time since then
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

  /** Returns the growth in uJ, over a wrap if the counter fell. */
  private long difference() {
    long difference = now - before;
    return difference < 0 && range > 0 ? difference + range : difference;
  }

  /**
   * Starts to count from the last reading. A step of its own, so that all zones start together, and
   * none does where the reading of one has failed.
   */
  void restart() {
    before = now;
  }

  /** Returns the number in a file of the zone; negative if there is none. */
  private long number(String file) {
    try {
      String text = source.read(zone.folder().resolve(file));
      return text.matches("\\d{1,19}") ? Long.parseLong(text) : UNKNOWN;
    } catch (IOException | SecurityException | NumberFormatException e) {
      return UNKNOWN;
    }
  }
}
