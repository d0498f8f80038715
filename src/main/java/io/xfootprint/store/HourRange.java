// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A range of whole hours in UTC.
 *
 * @param fromUtc its first hour
 * @param toUtc the hour after its last one
 */
record HourRange(LocalDateTime fromUtc, LocalDateTime toUtc) {

  HourRange {
    if (toUtc.isBefore(fromUtc)) {
      throw new IllegalArgumentException("to must be >= from, but was " + toUtc + " < " + fromUtc);
    }
  }

  /** Returns the range of the hours that two times touch. */
  static HourRange ofHours(LocalDateTime fromUtc, LocalDateTime toUtc) {
    return new HourRange(Granularity.HOUR.start(fromUtc), startAtOrAfter(toUtc, Granularity.HOUR));
  }

  private static LocalDateTime startAtOrAfter(LocalDateTime time, Granularity granularity) {
    LocalDateTime start = granularity.start(time);
    return start.equals(time) ? time : granularity.next(start);
  }

  /** Returns the range of the whole steps that this touches. */
  HourRange around(Granularity granularity) {
    return new HourRange(granularity.start(fromUtc), startAtOrAfter(toUtc, granularity));
  }

  /**
   * Splits this into five ranges that take the fewest rows: hours before the first whole day, hours
   * after the last one, days before the first whole month, days after the last one, and months. Any
   * of them may be empty.
   */
  List<HourRange> pieces() {
    HourRange days = inner(Granularity.DAY);
    HourRange months = days.inner(Granularity.MONTH);
    return List.of(
        new HourRange(fromUtc, days.fromUtc),
        new HourRange(days.toUtc, toUtc),
        new HourRange(days.fromUtc, months.fromUtc),
        new HourRange(months.toUtc, days.toUtc),
        months);
  }

  /** Returns the whole steps in this; an empty range at its end if there are none. */
  private HourRange inner(Granularity granularity) {
    LocalDateTime from = startAtOrAfter(fromUtc, granularity);
    LocalDateTime to = granularity.start(toUtc);
    return from.isAfter(to) ? new HourRange(toUtc, toUtc) : new HourRange(from, to);
  }

  /**
   * Returns the range that can be answered where single hours are known from a day on, and only
   * whole days before it: such a day counts if it begins in this range.
   */
  HourRange withHoursFrom(LocalDateTime day) {
    return new HourRange(
        fromUtc.isBefore(day) ? startAtOrAfter(fromUtc, Granularity.DAY) : fromUtc,
        Granularity.DAY.start(toUtc).isBefore(day)
            ? startAtOrAfter(toUtc, Granularity.DAY)
            : toUtc);
  }
}
