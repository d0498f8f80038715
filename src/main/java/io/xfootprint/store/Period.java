// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of whole hours, cut into as few rows as hold it: hours up to the first day, days up to
 * the first month, months, days, hours.
 *
 * @param fromUtc its first hour
 * @param toUtc the hour after its last
 */
record Period(LocalDateTime fromUtc, LocalDateTime toUtc) {

  Period {
    if (toUtc.isBefore(fromUtc)) {
      throw new IllegalArgumentException("to must be >= from, but was " + toUtc + " < " + fromUtc);
    }
  }

  /** Returns this twice cut: both ends of hours, both ends of days, and the months between. */
  List<Period> pieces() {
    Period days = inner(Unit.DAY);
    List<Period> pieces = new ArrayList<>(endsAround(days));
    pieces.addAll(days.pieces(Unit.MONTH));
    return pieces;
  }

  /**
   * Returns this as it can be told where hours are known from the beginning of a day on, and before
   * that whole days: those that begin in it.
   */
  Period withHoursFrom(LocalDateTime day) {
    return new Period(
        fromUtc.isBefore(day) ? ceiling(fromUtc, Unit.DAY) : fromUtc,
        Unit.DAY.start(toUtc).isBefore(day) ? ceiling(toUtc, Unit.DAY) : toUtc);
  }

  private List<Period> pieces(Unit larger) {
    Period inner = inner(larger);
    List<Period> pieces = new ArrayList<>(endsAround(inner));
    pieces.add(inner);
    return pieces;
  }

  private List<Period> endsAround(Period inner) {
    return List.of(new Period(fromUtc, inner.fromUtc), new Period(inner.toUtc, toUtc));
  }

  /** Returns the whole units in this; an empty period at its end if there are none. */
  private Period inner(Unit unit) {
    LocalDateTime from = ceiling(fromUtc, unit);
    LocalDateTime to = unit.start(toUtc);
    return from.isAfter(to) ? new Period(toUtc, toUtc) : new Period(from, to);
  }

  private static LocalDateTime ceiling(LocalDateTime time, Unit unit) {
    LocalDateTime floor = unit.start(time);
    return floor.equals(time) ? time : unit == Unit.DAY ? floor.plusDays(1) : floor.plusMonths(1);
  }

  /** Returns the whole units that this touches. */
  Period around(Unit unit) {
    return new Period(unit.start(fromUtc), ceiling(toUtc, unit));
  }

  /** Returns the period of whole hours that two times touch. */
  static Period ofHours(LocalDateTime fromUtc, LocalDateTime toUtc) {
    LocalDateTime to = toUtc.truncatedTo(ChronoUnit.HOURS);
    return new Period(
        fromUtc.truncatedTo(ChronoUnit.HOURS), to.equals(toUtc) ? to : to.plusHours(1));
  }
}
