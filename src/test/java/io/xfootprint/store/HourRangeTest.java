// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HourRangeTest {

  private static final int PERIODS = 5_000;

  /** Of the rows that hold the pieces of a period, in their order. */
  private static final List<Granularity> UNITS =
      List.of(
          Granularity.HOUR, Granularity.HOUR, Granularity.DAY, Granularity.DAY, Granularity.MONTH);

  private static final List<Granularity> UNITS_OF_DAYS =
      List.of(Granularity.DAY, Granularity.DAY, Granularity.MONTH);

  private final Random random = new Random(5);

  /** Returns an hour of six years, two of them leap years; often one in which a unit begins. */
  private LocalDateTime hour() {
    LocalDateTime hour = LocalDateTime.of(2019, 6, 1, 0, 0).plusHours(random.nextInt(6 * 8766));
    return switch (random.nextInt(5)) {
      case 0 -> hour.truncatedTo(ChronoUnit.DAYS);
      case 1 -> Granularity.MONTH.start(hour);
      case 2 -> Granularity.MONTH.start(hour).withMonth(1);
      default -> hour;
    };
  }

  private HourRange period() {
    LocalDateTime from = hour();
    LocalDateTime to =
        switch (random.nextInt(3)) {
          case 0 -> from.plusHours(random.nextInt(100));
          case 1 -> from.plusHours(random.nextInt(3_000));
          default -> hour();
        };
    return to.isBefore(from) ? new HourRange(to, from) : new HourRange(from, to);
  }

  private static boolean isEmpty(HourRange period) {
    return period.fromUtc().equals(period.toUtc());
  }

  private static long hours(HourRange period) {
    return Duration.between(period.fromUtc(), period.toUtc()).toHours();
  }

  private static void assertInBounds(List<Granularity> units, List<HourRange> pieces) {
    assertEquals(units.size(), pieces.size());
    for (int i = 0; i < units.size(); i++) {
      HourRange piece = pieces.get(i);
      if (!isEmpty(piece)) {
        assertEquals(units.get(i).start(piece.fromUtc()), piece.fromUtc());
        assertEquals(units.get(i).start(piece.toUtc()), piece.toUtc());
      }
    }
  }

  /** One after the other without a gap, they are disjoint. */
  private static void assertTogether(HourRange whole, List<HourRange> pieces) {
    LocalDateTime end = whole.fromUtc();
    for (HourRange piece : inOrder(pieces)) {
      assertEquals(end, piece.fromUtc());
      end = piece.toUtc();
    }
    assertEquals(whole.toUtc(), end);
  }

  private static List<HourRange> inOrder(List<HourRange> pieces) {
    return pieces.stream()
        .filter(piece -> !isEmpty(piece))
        .sorted(Comparator.comparing(HourRange::fromUtc))
        .toList();
  }

  @Test
  void isTogetherWhatItsPiecesAre() {
    for (int i = 0; i < PERIODS; i++) {
      HourRange period = period();
      List<HourRange> pieces = period.pieces();
      assertInBounds(UNITS, pieces);
      assertTogether(period, pieces);
    }
  }

  @Test
  void isCutIntoTheLargestUnitsThatAreInIt() {
    for (int i = 0; i < PERIODS; i++) {
      List<HourRange> pieces = period().pieces();
      assertTrue(hours(pieces.get(0)) + hours(pieces.get(1)) <= 2 * 23, pieces::toString);
      assertTrue(hours(pieces.get(2)) + hours(pieces.get(3)) <= 2 * 30 * 24, pieces::toString);
    }
  }

  @Test
  void hasThePiecesOfTheDaysThatBeginInIt() {
    for (int i = 0; i < PERIODS; i++) {
      HourRange period = period();
      List<HourRange> pieces = byDays(period);
      assertInBounds(UNITS_OF_DAYS, pieces);
      assertEquals(daysThatBeginIn(period), days(pieces), period::toString);
    }
  }

  /** Returns the pieces if no hour is known. */
  private static List<HourRange> byDays(HourRange period) {
    List<HourRange> pieces = period.withHoursFrom(LocalDateTime.MAX).pieces();
    assertEquals(0, hours(pieces.get(0)) + hours(pieces.get(1)), pieces::toString);
    return pieces.subList(2, pieces.size());
  }

  @Test
  void hasTheHoursThatAreKnownAndTheDaysThatBeginInItBefore() {
    for (int i = 0; i < PERIODS; i++) {
      HourRange period = period();
      LocalDateTime day = Granularity.DAY.start(hour());
      HourRange told = period.withHoursFrom(day);
      List<LocalDateTime> expected = new ArrayList<>();
      for (LocalDateTime each = period.fromUtc();
          each.isBefore(period.toUtc());
          each = each.plusHours(1)) {
        if (!each.isBefore(day)) {
          expected.add(each);
        } else if (each.equals(Granularity.DAY.start(each))) {
          for (int hour = 0; hour < 24; hour++) {
            expected.add(each.plusHours(hour));
          }
        }
      }
      List<LocalDateTime> found = new ArrayList<>();
      for (LocalDateTime each = told.fromUtc();
          each.isBefore(told.toUtc());
          each = each.plusHours(1)) {
        found.add(each);
      }
      assertEquals(expected, found, () -> period + " by hours from " + day);
      if (!period.fromUtc().isBefore(day)) {
        assertEquals(period, told);
      }
    }
  }

  private static List<LocalDateTime> daysThatBeginIn(HourRange period) {
    return period
        .fromUtc()
        .toLocalDate()
        .datesUntil(period.toUtc().toLocalDate().plusDays(1))
        .map(date -> date.atStartOfDay())
        .filter(day -> !day.isBefore(period.fromUtc()) && day.isBefore(period.toUtc()))
        .toList();
  }

  private static List<LocalDateTime> days(List<HourRange> pieces) {
    return inOrder(pieces).stream().flatMap(piece -> daysThatBeginIn(piece).stream()).toList();
  }

  @Test
  void neitherOverlapsNorLeavesAGapWithTheOneThatFollows() {
    for (int i = 0; i < PERIODS; i++) {
      HourRange whole = period();
      LocalDateTime cut = whole.fromUtc().plusHours(random.nextLong(hours(whole) + 1));
      HourRange first = new HourRange(whole.fromUtc(), cut);
      HourRange second = new HourRange(cut, whole.toUtc());
      List<HourRange> pieces = new ArrayList<>(first.pieces());
      pieces.addAll(second.pieces());
      assertTogether(whole, pieces);
      List<LocalDateTime> days = new ArrayList<>(days(byDays(first)));
      days.addAll(days(byDays(second)));
      assertEquals(days(byDays(whole)), days, whole::toString);
    }
  }

  @Test
  void holdsTheWholeHoursDaysAndMonthsThatItTouches() {
    for (int i = 0; i < PERIODS; i++) {
      HourRange period = period();
      LocalDateTime from = period.fromUtc().plusSeconds(random.nextInt(3600));
      LocalDateTime to = period.toUtc().plusSeconds(3600 + random.nextInt(3600));
      assertAround(Granularity.HOUR, from, to, HourRange.ofHours(from, to));
      assertAround(Granularity.DAY, from, to, HourRange.ofHours(from, to).around(Granularity.DAY));
      assertAround(
          Granularity.MONTH, from, to, HourRange.ofHours(from, to).around(Granularity.MONTH));
    }
  }

  private static void assertAround(
      Granularity unit, LocalDateTime from, LocalDateTime to, HourRange around) {
    LocalDateTime last = to.minusNanos(1);
    assertEquals(start(unit, from), around.fromUtc());
    assertEquals(start(unit, last), start(unit, around.toUtc().minusNanos(1)));
    assertEquals(unit.start(around.toUtc()), around.toUtc());
  }

  private static LocalDateTime start(Granularity unit, LocalDateTime time) {
    return unit.start(time.truncatedTo(ChronoUnit.HOURS));
  }

  @Test
  void doesNotEndBeforeItBegins() {
    LocalDateTime hour = hour();
    assertThrows(IllegalArgumentException.class, () -> new HourRange(hour, hour.minusHours(1)));
  }
}
