// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every answer is held against the sum of the hours, whatever rows they are in. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class TotalsHistoryTest {

  private static final int RANGES = 40;

  /** Filled once for all tests of a database. */
  private static final Map<TestDatabase, RecordedMonths> FILLED = new EnumMap<>(TestDatabase.class);

  private final RecordedMonths months;
  private final TotalsHistory history;
  private final Random random = new Random(12);

  TotalsHistoryTest(TestDatabase kind) {
    months = Objects.requireNonNull(FILLED.get(kind));
    history = months.history();
  }

  @BeforeParameterizedClassInvocation
  static void fill(TestDatabase kind) throws Exception {
    FILLED.put(kind, RecordedMonths.in(kind));
  }

  @AfterParameterizedClassInvocation
  static void drop(TestDatabase kind) throws SQLException {
    Objects.requireNonNull(FILLED.remove(kind)).close();
  }

  /** Two instants, of which none need be a whole hour. */
  private record Range(Instant from, Instant to) {

    LocalDateTime firstHour() {
      return utc(from).truncatedTo(ChronoUnit.HOURS);
    }

    LocalDateTime end() {
      return utc(to);
    }

    /** Tells whether it touches a unit of time. */
    boolean touches(Granularity bucket, RecordedMonths.Hour hour) {
      LocalDateTime start = start(bucket, hour.start());
      return !start.isBefore(start(bucket, utc(from))) && start.isBefore(utc(to));
    }
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static LocalDateTime start(Granularity bucket, LocalDateTime time) {
    LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
    return switch (bucket) {
      case HOUR -> time.truncatedTo(ChronoUnit.HOURS);
      case DAY -> day;
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }

  /** Returns one within a month more than was counted; of minutes, days, months or all of it. */
  private Range range() {
    long seconds = ChronoUnit.SECONDS.between(RecordedMonths.BEGIN, RecordedMonths.END);
    Instant begin = instant(RecordedMonths.BEGIN.minusDays(15));
    Instant from = begin.plusSeconds(random.nextLong(seconds));
    Instant to =
        from.plusSeconds(
            switch (random.nextInt(4)) {
              case 0 -> random.nextInt(6 * 3600);
              case 1 -> random.nextInt(5 * 86_400);
              case 2 -> random.nextInt(100 * 86_400);
              default -> random.nextInt(450 * 86_400);
            });
    return switch (random.nextInt(4)) {
      case 0 -> new Range(from.truncatedTo(ChronoUnit.HOURS), to.truncatedTo(ChronoUnit.HOURS));
      case 1 -> new Range(from.truncatedTo(ChronoUnit.DAYS), to.truncatedTo(ChronoUnit.DAYS));
      case 2 ->
          new Range(
              instant(start(Granularity.MONTH, utc(from))),
              instant(start(Granularity.MONTH, utc(to))));
      default -> new Range(from, to);
    };
  }

  private Statement sum(Predicate<RecordedMonths.Hour> wanted) {
    return months.hours().stream()
        .filter(wanted)
        .map(hour -> new Statement(hour.sums().lines()))
        .reduce(Statement.NONE, Statement::plus);
  }

  private <K> SortedMap<K, Statement> sums(
      Predicate<RecordedMonths.Hour> wanted, Function<LocalDateTime, K> key) {
    SortedMap<K, Statement> sums = new TreeMap<>();
    months.hours().stream()
        .filter(wanted)
        .forEach(
            hour ->
                sums.merge(
                    key.apply(hour.start()), new Statement(hour.sums().lines()), Statement::plus));
    return sums;
  }

  @Test
  void hasRowsThatAreMergedAndRowsThatAreNot() throws SQLException {
    assertTrue(months.hours().stream().anyMatch(hour -> hour.isMerged()));
    assertEquals(
        months.hours().stream().filter(hour -> !hour.isMerged()).count(),
        months
            .tables()
            .number(
                "SELECT COUNT(*) FROM xfootprint_line"
                    + " WHERE unit = 'instance-hour' AND line = 'requests'"));
  }

  @Test
  void tellsWhatWasCountedInAll() throws SQLException {
    assertEquals(sum(hour -> true), history.total());
    assertEquals(
        sum(hour -> true), history.total(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z")));
  }

  @Test
  void tellsWhatWasCountedInAnyRange() throws SQLException {
    for (int i = 0; i < RANGES; i++) {
      Range range = range();
      assertSame(
          sum(hour -> range.touches(Granularity.HOUR, hour)),
          history.total(range.from(), range.to()),
          range);
    }
  }

  /** Statement are too long to be read in a message. */
  private static void assertSame(Object expected, Object actual, Object range) {
    assertTrue(expected.equals(actual), () -> "other sums in " + range);
  }

  @Test
  void tellsRangesThatAddUp() throws SQLException {
    for (int i = 0; i < RANGES; i++) {
      Instant begin = range().from().truncatedTo(ChronoUnit.HOURS);
      Instant middle = begin.plus(Duration.ofHours(random.nextInt(3_000)));
      Instant end = middle.plus(Duration.ofHours(random.nextInt(3_000)));
      assertSame(
          history.total(begin, end),
          history.total(begin, middle).plus(history.total(middle, end)),
          begin + " to " + middle + " to " + end);
    }
  }

  @Test
  void tellsHoursDaysMonthsAndYears() throws SQLException {
    for (Granularity bucket : Granularity.values()) {
      for (int i = 0; i < RANGES; i++) {
        Range range = range();
        assertSame(
            sums(hour -> range.touches(bucket, hour), hour -> instant(start(bucket, hour))),
            history.by(bucket, range.from(), range.to()),
            bucket + " " + range);
      }
    }
  }

  @Test
  void tellsWhatEachHourOfTheDayTakesInTheMonthsOfARange() throws SQLException {
    for (int i = 0; i < RANGES; i++) {
      Range range = range();
      assertSame(
          sums(hour -> range.touches(Granularity.MONTH, hour), LocalDateTime::getHour),
          history.byHourOfDay(range.from(), range.to()),
          range);
    }
  }

  @Test
  void tellsRoutesByTheHourAndWhereDaysAreMergedByTheDayThatBeginsInTheRange() throws SQLException {
    for (int i = 0; i < RANGES; i++) {
      Range range = range();
      SortedMap<String, Sums> routes = new TreeMap<>();
      for (RecordedMonths.Hour hour : months.hours()) {
        LocalDateTime known = hour.isMerged() ? hour.day().atStartOfDay() : hour.start();
        if (!known.isBefore(range.firstHour()) && known.isBefore(range.end())) {
          hour.sums().routes().forEach((label, sum) -> routes.merge(label, sum, Sums::plus));
        }
      }
      assertSame(routes, history.routes(range.from(), range.to()), range);
    }
  }

  @Test
  void tellsRoutesOfWholeDaysThatAddUpToTheirLine() throws SQLException {
    for (int i = 0; i < RANGES; i++) {
      Instant from = range().from().truncatedTo(ChronoUnit.DAYS);
      Instant to = from.plus(Duration.ofDays(random.nextInt(200)));
      assertSame(
          history.total(from, to).line(CostCategory.REQUESTS),
          history.routes(from, to).values().stream().reduce(Sums.NONE, Sums::plus),
          from + " to " + to);
    }
  }

  @Test
  void tellsBooksOfWholeDaysWhoseRoutesAddUpInFull() throws SQLException {
    for (int i = 0; i < RANGES; i++) {
      Instant from = range().from().truncatedTo(ChronoUnit.DAYS);
      Instant to = from.plus(Duration.ofDays(random.nextInt(200)));
      Statement books = history.books(from, to);
      String range = from + " to " + to;
      assertSame(
          new Statement(history.total(from, to).lines(), history.routes(from, to)), books, range);
      if (!books.routes().isEmpty()) {
        assertSame(
            books.full(),
            books.routesByEnergy().stream().map(RouteCost::full).reduce(Sums.NONE, Sums::plus),
            range);
      }
    }
  }

  @Test
  void tellsNothingOfTimesInWhichNothingWasCounted() throws SQLException {
    Instant from = instant(RecordedMonths.END.plusYears(1));
    Instant to = from.plus(Duration.ofDays(400));
    assertNothing(from, to);
    Instant counted = instant(RecordedMonths.BEGIN);
    assertEquals(Statement.NONE, history.total(counted, counted));
    assertEquals(Map.of(), history.by(Granularity.HOUR, counted, counted));
    assertEquals(Map.of(), history.routes(counted, counted));
  }

  private void assertNothing(Instant from, Instant to) throws SQLException {
    assertEquals(Statement.NONE, history.total(from, to));
    assertEquals(Map.of(), history.routes(from, to));
    assertEquals(Map.of(), history.byHourOfDay(from, to));
    for (Granularity bucket : Granularity.values()) {
      assertEquals(Map.of(), history.by(bucket, from, to));
    }
  }

  @Test
  void tellsNothingOfAnApplicationThatNobodyKnows() throws SQLException {
    TotalsHistory unknown = months.tables().history("nobody");
    assertEquals(Statement.NONE, unknown.total());
    assertEquals(Optional.empty(), unknown.firstCounted());
    assertEquals(List.of(), unknown.instances());
    assertEquals(new CostRate(0, 0), unknown.rate(instant(RecordedMonths.BEGIN)));
  }

  @Test
  void tellsInstancesThatRunAndOneForAllThatDoNot() throws SQLException {
    List<InstanceTotal> instances = history.instances();
    assertEquals(List.of("live", "late", ""), instances.stream().map(InstanceTotal::name).toList());
    for (InstanceTotal instance : instances) {
      assertSame(months.total(instance.name()), instance.books(), instance.name());
    }
    assertEquals(
        List.of("model-vm", "model-vm", ""),
        instances.stream().map(InstanceTotal::method).toList());
    assertEquals(Instant.EPOCH, instances.get(2).started());
    assertTrue(instances.get(0).started().isBefore(instances.get(1).started()));
    Instant seen = instances.get(0).seen();
    assertFalse(seen.isBefore(instances.get(0).started()));
    assertFalse(seen.isAfter(months.tables().now().toInstant()));
  }

  @Test
  void tellsWhenItWasFirstCounted() throws SQLException {
    assertEquals(Optional.of(instant(RecordedMonths.BEGIN)), history.firstCounted());
  }

  @Test
  void tellsTheMeanPerMinuteOfTheLastTwoHours() throws SQLException {
    List<RecordedMonths.Hour> hours = months.hours();
    for (int i = 0; i < RANGES; i++) {
      // When there is something to tell.
      LocalDateTime hour = hours.get(random.nextInt(hours.size())).start();
      assertRate(instant(hour).plusSeconds(random.nextInt(3 * 3600)), 120);
    }
    assertRate(instant(RecordedMonths.BEGIN.plusMinutes(40)), 40);
    assertRate(instant(RecordedMonths.BEGIN.plusSeconds(20)), 1);
    assertRate(instant(RecordedMonths.BEGIN.plusMinutes(119)), 119);
  }

  private void assertRate(Instant now, double minutes) throws SQLException {
    Instant from = now.minus(Duration.ofHours(2));
    double joules = 0;
    double grams = 0;
    for (RecordedMonths.Hour hour : months.hours()) {
      double share =
          Math.min(
              1, Duration.between(from, instant(hour.start().plusHours(1))).toMillis() / 3.6e6);
      if (share > 0 && instant(hour.start()).isBefore(now)) {
        Sums all = hour.sums().full();
        joules += share * all.get(Metric.ENERGY_NANOJOULES).doubleValue() / 1e9;
        grams += share * all.get(Metric.EMISSIONS_PICOGRAMS).doubleValue() / 1e12;
      }
    }
    CostRate rate = history.rate(now);
    double expected = Math.min(120, Math.max(1, minutes));
    assertEquals(joules / expected, rate.joulesPerMinute(), 1e-9 * joules, now::toString);
    assertEquals(grams / expected, rate.gramsPerMinute(), 1e-9 * grams, now::toString);
  }

  /** In New York, 2024-03-10 has no 2 o'clock, and 2024-11-03 has two of 1 o'clock. */
  @Test
  void tellsUtcWhateverTheZoneOfTheProcess() throws Exception {
    TimeZone zone = TimeZone.getDefault();
    try (ConnectionSource elsewhere = ConnectionSource.of(months.tables().settings())) {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      JdbcInstanceStore store = months.tables().store("elsewhere", elsewhere);
      TestInstance instance = new TestInstance(store, 1);
      for (String day : List.of("2024-03-10", "2024-11-03")) {
        for (int hour = 0; hour < 24; hour++) {
          instance.count(
              LocalDateTime.parse(day + "T00:00").plusHours(hour), MadeUp.sums(random, "GET /a"));
        }
      }
      instance.end();
      SortedMap<Instant, Statement> expected = new TreeMap<>();
      instance
          .hours()
          .forEach((hour, sums) -> expected.put(instant(hour), new Statement(sums.lines())));
      Instant begin = expected.firstKey();
      Instant end = expected.lastKey().plusSeconds(3600);
      try (Database database = new Database(elsewhere)) {
        TotalsHistory there = new TotalsHistory(database, "elsewhere", TestTables.ALIVE_FOR);
        assertSame(expected, there.by(Granularity.HOUR, begin, end), "New York");
        months.tables().tidy("elsewhere", Duration.ZERO);
        assertSame(expected, there.by(Granularity.HOUR, begin, end), "New York");
        assertEquals(Optional.of(begin), there.firstCounted());
      }
      TimeZone.setDefault(zone);
      assertSame(
          expected, months.tables().history("elsewhere").by(Granularity.HOUR, begin, end), "here");
    } finally {
      TimeZone.setDefault(zone);
    }
  }
}
