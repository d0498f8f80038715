// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.EndedInstanceException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Days are closed when they are two days ago: the clock is that of the database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class CompactionTest {

  private final TestTables tables;
  private final JdbcInstanceStore store;
  private final TotalsHistory history;
  private final OffsetDateTime now;
  private final LocalDateTime hour;
  private final LocalDateTime today;
  private final Random random = new Random(9);

  CompactionTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    store = tables.store("shop");
    history = tables.history("shop");
    now = tables.now();
    hour = now.toLocalDateTime().truncatedTo(ChronoUnit.HOURS);
    // Of what was before it all is merged, at any time of the day.
    today = hour.minusHours(2).truncatedTo(ChronoUnit.DAYS);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private Statement some() {
    return MadeUp.sums(random, "GET /a", "GET /b", "GET /" + random.nextInt(5));
  }

  /** Returns an instance that has counted at some hours of the last days. */
  private TestInstance counted(long number, int days) {
    TestInstance instance = new TestInstance(store, number);
    for (int i = 1; i <= days; i++) {
      for (int j = 0; j < 4; j++) {
        instance.count(today.minusDays(i).plusHours(random.nextInt(24)), some());
      }
    }
    return instance;
  }

  private static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }

  private Readings readings() throws SQLException {
    return Readings.of(history, instant(today.minusDays(10)), instant(today.plusDays(2)));
  }

  private void tidy() throws SQLException {
    tidy(Duration.ZERO);
  }

  private void tidy(Duration retention) throws SQLException {
    tables.tidy("shop", retention);
  }

  private List<String> hoursOf(long instance) throws SQLException {
    return tables.rows(
        "SELECT DISTINCT start_utc FROM xfootprint_line"
            + " WHERE unit = 'instance-hour' AND instance = %d ORDER BY 1".formatted(instance));
  }

  private static List<String> asRows(LocalDateTime... hours) {
    return Arrays.stream(hours).map(each -> Timestamp.valueOf(each).toString()).toList();
  }

  @Test
  void mergesClosedHoursAndChangesNoSum() throws Exception {
    TestInstance live = counted(1, 5);
    live.count(hour, some());
    live.write();
    counted(2, 4).end();
    Readings before = readings();
    Map<String, Statement> instances = Readings.instances(history);
    tidy();
    before.assertSame(readings());
    assertEquals(instances, Readings.instances(history));
    assertEquals(asRows(hour), hoursOf(1));
    assertEquals(List.of(), hoursOf(2));
    assertEquals(
        List.of("hour", "day", "instance-hour", "month", "month-hour", "total").stream()
            .sorted()
            .toList(),
        tables.rows("SELECT DISTINCT unit FROM xfootprint_line ORDER BY 1"));
  }

  @Test
  void leavesHoursThatMayStillChange() throws Exception {
    // One that has not written since, as its database was away.
    LocalDateTime open = today.minusDays(3).plusHours(13);
    TestInstance behind = counted(1, 0);
    behind.count(today.minusDays(4).plusHours(23), some());
    behind.count(today.minusDays(3).plusHours(2), some());
    behind.count(open, some());
    behind.write();
    TestInstance ended = new TestInstance(store, 2);
    ended.count(today.minusDays(3), some());
    ended.count(hour, some());
    ended.end();
    Readings before = readings();
    tidy();
    before.assertSame(readings());
    assertEquals(asRows(open), hoursOf(1));
    assertEquals(asRows(hour), hoursOf(2));
    // It goes on.
    behind.count(open, some());
    behind.count(hour, some());
    behind.write();
    Readings after = readings();
    tidy();
    after.assertSame(readings());
    assertEquals(asRows(hour), hoursOf(1));
  }

  @Test
  void leavesAnHourThatIsOnlyJustOver() throws Exception {
    TestInstance live = counted(1, 0);
    live.count(hour.minusHours(2), some());
    live.count(hour.minusHours(1), some());
    live.count(hour, some());
    live.write();
    tidy();
    assertEquals(asRows(hour.minusHours(1), hour), hoursOf(1));
  }

  /** For three days, so that the last day of any clock can be told. */
  @Test
  void keepsHoursOfRoutesForSomeDays() throws Exception {
    TestInstance instance = counted(1, 0);
    for (LocalDateTime each = today.minusDays(5); each.isBefore(hour); each = each.plusHours(1)) {
      instance.count(each, some());
    }
    instance.count(hour, some());
    instance.write();
    LocalDateTime kept = hour.truncatedTo(ChronoUnit.DAYS).minusDays(3);
    List<Object> before = routesByHours(kept);
    tidy();
    assertEquals(before, routesByHours(kept));
    assertEquals(
        asRows(kept),
        tables.rows("SELECT MIN(start_utc) FROM xfootprint_route WHERE unit = 'hour'"));
    // As if the first of these days had been before them.
    tables.change(
        "UPDATE xfootprint_route SET start_utc = start_utc - INTERVAL '3' DAY"
            + " WHERE unit = 'hour' AND start_utc < ?",
        kept.plusDays(1));
    tidy();
    assertEquals(
        asRows(kept.plusDays(1)),
        tables.rows("SELECT MIN(start_utc) FROM xfootprint_route WHERE unit = 'hour'"));
  }

  private List<Object> routesByHours(LocalDateTime from) throws SQLException {
    List<Object> routes = new ArrayList<>();
    for (LocalDateTime each = from; !each.isAfter(hour); each = each.plusHours(1)) {
      routes.add(history.routes(instant(each), instant(each.plusHours(1))));
      routes.add(history.routes(instant(each), instant(hour.plusHours(1))));
    }
    return routes;
  }

  /** Its hours were forgotten, and a part of a day would be told for all of it. */
  @Test
  void tellsNoHoursOfRoutesOfADayThatIsMergedLate() throws Exception {
    TestInstance late = counted(1, 0);
    late.count(today.minusDays(9).plusHours(7), some());
    late.end();
    Readings before = readings();
    tidy();
    before.assertSame(readings());
    assertEquals(0, tables.number("SELECT COUNT(*) FROM xfootprint_route WHERE unit = 'hour'"));
  }

  @Test
  void addsWhatComesLaterToWhatIsMerged() throws Exception {
    counted(1, 5).end();
    tidy();
    TestInstance late = counted(2, 5);
    late.end();
    Readings before = readings();
    tidy();
    before.assertSame(readings());
    assertEquals(List.of(), hoursOf(2));
  }

  @Test
  void isDueOnceAnHourAndWhenTheClockWasSetBack() throws Exception {
    counted(1, 3).end();
    tables.tidying("shop", Duration.ZERO).run();
    assertFalse(hoursOf(1).isEmpty());
    tables.change("UPDATE xfootprint_app SET tidied_at = ?", now.minusMinutes(50));
    tables.tidying("shop", Duration.ZERO).run();
    assertFalse(hoursOf(1).isEmpty());
    tables.change("UPDATE xfootprint_app SET tidied_at = ?", now.plusHours(9));
    tables.tidying("shop", Duration.ZERO).run();
    assertEquals(List.of(), hoursOf(1));
  }

  @Test
  void leavesOtherApplicationsAlone() throws Exception {
    TestInstance other = new TestInstance(tables.store("other"), 1);
    other.count(today.minusDays(9), some());
    other.end();
    counted(1, 3).end();
    List<String> before = otherRows();
    tidy();
    assertEquals(before, otherRows());
    tables.tidying("nobody", Duration.ZERO).run();
  }

  private List<String> otherRows() throws SQLException {
    return tables.everything().stream().filter(row -> row.startsWith("other ")).toList();
  }

  @Test
  void endsAnInstanceThatWasNotSeenForADay() throws Exception {
    TestInstance lost = counted(1, 4);
    lost.write();
    TestInstance live = counted(2, 4);
    live.count(hour, some());
    live.write();
    Readings before = readings();
    seen(1, now.minusHours(23));
    tidy();
    before.assertSame(readings());
    lost.write();
    before = readings();
    seen(1, now.minusHours(25));
    tidy();
    before.assertSame(readings());
    assertEquals(List.of(), hoursOf(1));
    assertEquals(
        List.of("0", "2"),
        tables.rows("SELECT DISTINCT instance FROM xfootprint_line WHERE unit = 'total'"));
    assertEquals(lost.total(), history.total().minus(live.total()));
    // It comes back, and is told to go on as another one.
    assertThrows(EndedInstanceException.class, lost::write);
    before.assertSame(readings());
  }

  private void seen(long instance, OffsetDateTime at) throws SQLException {
    assertEquals(
        1,
        tables.change(
            "UPDATE xfootprint_instance SET seen_at = ? WHERE instance = ?", at, instance));
  }

  @Test
  void forgetsAnInstanceAWeekAfterItsEnd() throws Exception {
    TestInstance ended = counted(1, 4);
    ended.end();
    Readings before = readings();
    seen(1, now.minusDays(7).plusHours(1));
    tidy();
    assertEquals(1, tables.number("SELECT COUNT(*) FROM xfootprint_instance"));
    seen(1, now.minusDays(7).minusHours(1));
    tidy();
    assertEquals(0, tables.number("SELECT COUNT(*) FROM xfootprint_instance"));
    before.assertSame(readings());
    assertThrows(EndedInstanceException.class, ended::write);
    before.assertSame(readings());
  }

  @Test
  void remembersAnEndedInstanceWhileItHasHours() throws Exception {
    TestInstance ended = counted(1, 4);
    ended.count(hour, some());
    ended.end();
    Readings before = readings();
    seen(1, now.minusDays(9));
    tidy();
    before.assertSame(readings());
    assertEquals(asRows(hour), hoursOf(1));
    assertEquals(1, tables.number("SELECT COUNT(*) FROM xfootprint_instance"));
    assertTrue(
        tables
            .rows("SELECT DISTINCT instance FROM xfootprint_line WHERE unit = 'total'")
            .contains("1"));
  }

  @Test
  void forgetsWholeMonthsOnlyAndNoTotal() throws Exception {
    LocalDateTime first = Granularity.MONTH.start(today).minusMonths(6).plusDays(3);
    TestInstance instance = new TestInstance(store, 1);
    for (LocalDateTime day = first; day.isBefore(today.minusDays(2)); day = day.plusDays(1)) {
      instance.count(day.plusHours(random.nextInt(24)), some());
    }
    instance.end();
    Duration retention = Duration.ofDays(70);
    LocalDateTime kept = Granularity.MONTH.start(now.toLocalDateTime().minus(retention));
    Statement total = history.total();
    Readings recent = readingsSince(kept);
    tidy();
    assertEquals(instant(Granularity.MONTH.start(first)), months().get(0));
    tidy(retention);
    assertEquals(total, history.total());
    recent.assertSame(readingsSince(kept));
    assertEquals(instant(kept), months().get(0));
    for (Granularity bucket : Granularity.values()) {
      assertEquals(Map.of(), history.by(bucket, Instant.EPOCH, instant(kept.minusYears(1))));
    }
    assertEquals(Statement.NONE, history.total(Instant.EPOCH, instant(kept)));
    assertEquals(Map.of(), history.routes(Instant.EPOCH, instant(kept)));
    assertEquals(Map.of(), history.byHourOfDay(Instant.EPOCH, instant(kept)));
  }

  @Test
  void forgetsNothingByAClockThatHasJustLeaptAhead() throws Exception {
    TestInstance instance = new TestInstance(store, 1);
    instance.count(today.minusMonths(6), some());
    instance.end();
    tidy();
    Readings before = readings();
    // As if the last time were years ago: then, or now, the clock is wrong.
    tables.change("UPDATE xfootprint_app SET tidied_at = ?", now.minusYears(30));
    Compaction tidying = tables.tidying("shop", Duration.ofDays(70));
    tidying.run();
    before.assertSame(readings());
    tables.makeTidyingDue();
    tidying.run();
    assertEquals(List.of(), months());
  }

  @Test
  void endsAnInstanceThatWasSeenInTheFuture() throws Exception {
    counted(1, 4).write();
    seen(1, now.plusYears(30));
    tidy();
    assertEquals(1, tables.number("SELECT COUNT(*) FROM xfootprint_instance WHERE ended = TRUE"));
  }

  private Readings readingsSince(LocalDateTime kept) throws SQLException {
    // A year has only those of its months that are left.
    return Readings.of(history, instant(kept), instant(today.plusDays(1))).without("by YEAR");
  }

  private List<Instant> months() throws SQLException {
    return List.copyOf(
        history.by(Granularity.MONTH, instant(today.minusYears(1)), instant(today)).keySet());
  }
}
