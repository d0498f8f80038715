// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.InstanceStore.EndedInstanceException;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.xfootprint.store.InstanceStore.StoredTotal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class JdbcInstanceStoreTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);
  private static final LocalDateTime NEXT_HOUR = HOUR.plusHours(1);
  private static final int THREADS = 8;

  private final TestTables tables;
  private final JdbcInstanceStore store;
  private final Random random = new Random(6);

  JdbcInstanceStoreTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    store = tables.store("shop");
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private Statement some() {
    return MadeUp.sums(random, "GET /a", "GET /b");
  }

  private static Statement of(long number) {
    Sums amounts = MadeUp.amounts(number);
    return new Statement(Map.of(CostCategory.REQUESTS, amounts), Map.of("GET /a", amounts));
  }

  private TestInstance counted(long number) {
    TestInstance instance = new TestInstance(store, number);
    instance.count(HOUR, some());
    instance.count(NEXT_HOUR, some());
    return instance;
  }

  @Test
  void storesTheSameRowsHoweverOftenItIsTold() throws Exception {
    TestInstance instance = counted(1);
    instance.write();
    instance.count(NEXT_HOUR, some());
    InstanceWrite second = instance.next();
    StoredTotal total = store.write(second);
    List<String> once = tables.everything();
    assertEquals(total, store.write(second));
    assertEquals(once, tables.everything());
    assertEquals(instance.total(), total.books());
  }

  /** Of one that had started before versions were kept none is known. */
  @Test
  void keepsTheVersionThatEachInstanceRuns() throws Exception {
    counted(1).write();
    counted(2).write();
    tables.change("UPDATE xfootprint_instance SET version = NULL WHERE instance = 2");
    assertEquals(
        List.of("", "1.0"),
        tables.history("shop").instances().stream().map(InstanceTotal::version).sorted().toList());
  }

  @Test
  void makesTheRowsOfAnHourWhatTheyAreToBe() throws Exception {
    TestInstance instance = new TestInstance(store, 1);
    instance.count(HOUR, of(100));
    instance.write();
    instance.count(HOUR, of(20));
    instance.write();
    assertEquals(
        List.of("120 240"),
        tables.rows(
            "SELECT requests, errors FROM xfootprint_route"
                + " WHERE unit = 'instance-hour' AND route = 'GET /a'"));
    assertEquals(
        List.of("instance-hour 120", "total 120"),
        tables.rows("SELECT unit, requests FROM xfootprint_line ORDER BY 1"));
  }

  @Test
  void keepsEachFigureInItsColumn() throws Exception {
    TestInstance instance = new TestInstance(store, 1);
    instance.count(HOUR, of(1));
    instance.write();
    for (String table : List.of("line", "route")) {
      assertEquals(
          List.of("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"),
          tables.rows(
              "SELECT requests, errors, without_cpu, without_bytes, estimated, cpu_ns, gc_cpu_ns,"
                  + " alloc_b, energy_nj, gc_nj, co2e_pg, energy_low_nj, energy_high_nj,"
                  + " co2e_low_pg, co2e_high_pg FROM xfootprint_%s WHERE unit = 'instance-hour'"
                      .formatted(table)));
    }
  }

  @Test
  void tellsTheNumberOfTheLastWrite() throws Exception {
    assertEquals(OptionalLong.empty(), store.lastWrite(1));
    TestInstance instance = counted(1);
    for (int i = 1; i <= 3; i++) {
      instance.write();
      assertEquals(OptionalLong.of(i), store.lastWrite(1));
    }
    assertEquals(OptionalLong.empty(), store.lastWrite(2));
  }

  @Test
  void sumsAllInstances() throws Exception {
    TestInstance one = counted(1);
    TestInstance two = counted(2);
    TestInstance three = counted(3);
    one.write();
    two.end();
    assertEquals(one.total().plus(two.total()).plus(three.total()), three.write().books());
    one.count(NEXT_HOUR, some());
    assertEquals(one.total().plus(two.total()).plus(three.total()), one.write().books());
  }

  @Test
  void tellsWhichOtherInstancesRunAndHowTheyFindTheirEnergy() throws Exception {
    assertOthers(0, Set.of(), counted(1).write());
    TestInstance measuring = new TestInstance(store, 2, "measured");
    measuring.count(HOUR, some());
    assertOthers(1, Set.of("model-vm"), measuring.write());
    TestInstance third = counted(3);
    assertOthers(2, Set.of("measured", "model-vm"), third.write());
    assertOthers(2, Set.of("model-vm"), measuring.write());
    TestInstance ended = new TestInstance(store, 4, "model");
    ended.count(HOUR, some());
    ended.end();
    assertOthers(2, Set.of("measured", "model-vm"), third.write());
    OffsetDateTime longAgo = tables.now().minus(TestTables.ALIVE_FOR).minusSeconds(1);
    tables.change("UPDATE xfootprint_instance SET seen_at = ? WHERE instance = 1", longAgo);
    assertOthers(1, Set.of("measured"), third.write());
    // Whoever writes again was only slow.
    tables.change("UPDATE xfootprint_instance SET seen_at = ? WHERE instance = 2", longAgo);
    assertOthers(0, Set.of(), third.write());
    measuring.write();
    assertOthers(1, Set.of("measured"), third.write());
  }

  private static void assertOthers(int number, Set<String> methods, StoredTotal total) {
    assertEquals(number, total.otherInstances());
    assertEquals(methods, total.methods());
  }

  @Test
  void keepsApplicationsApart() throws Exception {
    List<String> apps = List.of("shop", "Shop", "shop ", "shöp", "shop'");
    Map<String, Statement> totals = new HashMap<>();
    for (String app : apps) {
      TestInstance instance = new TestInstance(tables.store(app), 1);
      instance.count(HOUR, some());
      StoredTotal total = instance.write();
      assertOthers(0, Set.of(), total);
      assertEquals(instance.total(), total.books());
      totals.put(app, instance.total());
    }
    for (String app : apps) {
      assertEquals(totals.get(app), tables.history(app).total());
    }
  }

  @Test
  void letsAnInstanceWriteNoMoreThatHasEnded() throws Exception {
    TestInstance instance = counted(1);
    instance.write();
    InstanceWrite late = instance.next();
    tables.change("UPDATE xfootprint_instance SET ended = TRUE");
    List<String> before = tables.everything();
    assertThrows(EndedInstanceException.class, () -> store.write(late));
    assertThrows(EndedInstanceException.class, instance::end);
    assertEquals(before, tables.everything());
    tables.change("DELETE FROM xfootprint_instance");
    assertThrows(EndedInstanceException.class, () -> store.write(late));
    assertEquals(tables.sums(), before.subList(0, tables.sums().size()));
  }

  @Test
  void letsNobodyBeginAgainAsAnInstanceThatHasEnded() throws Exception {
    TestInstance instance = counted(1);
    InstanceWrite first = instance.next();
    store.write(first);
    instance.end();
    List<String> before = tables.everything();
    assertThrows(EndedInstanceException.class, () -> store.write(first));
    assertEquals(before, tables.everything());
  }

  @Test
  void losesNothingOfInstancesThatWriteAtTheSameTime() throws Exception {
    List<Callable<Statement>> calls = new ArrayList<>();
    for (int i = 1; i <= THREADS; i++) {
      JdbcInstanceStore own = tables.store("shop");
      TestInstance instance = new TestInstance(own, i);
      Random of = new Random(i);
      calls.add(
          () -> {
            for (int write = 0; write < 20; write++) {
              instance.count(HOUR.plusHours(write / 5), MadeUp.sums(of, "GET /a", "GET /b"));
              instance.write();
            }
            return instance.total();
          });
    }
    Statement all = Together.call(calls).stream().reduce(Statement.NONE, Statement::plus);
    assertEquals(all, tables.history("shop").total());
    assertEquals(
        all,
        tables
            .history("shop")
            .total(HOUR.toInstant(ZoneOffset.UTC), HOUR.plusHours(4).toInstant(ZoneOffset.UTC)));
    assertEquals(THREADS, tables.number("SELECT COUNT(*) FROM xfootprint_instance"));
  }

  @Test
  void keepsWhatIsMoreThanALongHolds() throws Exception {
    BigInteger large = BigInteger.TEN.pow(37).add(BigInteger.ONE);
    Sums amounts =
        Sums.from(
            figure ->
                switch (figure) {
                  case REQUESTS, ERRORS, WITHOUT_CPU, WITHOUT_BYTES, ESTIMATED ->
                      BigInteger.valueOf(Long.MAX_VALUE);
                  default -> large;
                });
    Statement lines = new Statement(Map.of(CostCategory.REQUESTS, amounts));
    for (int i = 1; i <= 2; i++) {
      TestInstance instance = new TestInstance(store, i);
      instance.count(HOUR, new Statement(lines.lines(), Map.of("GET /a", amounts)));
      assertEquals(i == 1 ? lines : lines.plus(lines), instance.write().books());
    }
    assertEquals(
        large.shiftLeft(1),
        tables.history("shop").total().line(CostCategory.REQUESTS).get(Metric.HIGH_PICOGRAMS));
  }

  @Test
  void leavesUnknownLinesUnknown() throws Exception {
    TestInstance instance = new TestInstance(store, 1);
    instance.count(HOUR, of(7));
    Statement total = instance.write().books();
    assertEquals(Set.of(CostCategory.REQUESTS), total.lines().keySet());
    assertTrue(Double.isNaN(total.coverage()));
    // One that is known and 0 is something else.
    instance.count(HOUR, new Statement(Map.of(CostCategory.IDLE, Sums.NONE)));
    assertEquals(
        Set.of(CostCategory.REQUESTS, CostCategory.IDLE),
        instance.write().books().lines().keySet());
  }

  @Test
  void saysThatAnApplicationIsCountedSinceItsFirstHour() throws Exception {
    OffsetDateTime before = tables.now();
    TestInstance counting = new TestInstance(tables.store("now"), 1);
    counting.count(HOUR, some());
    counting.write();
    OffsetDateTime first = since("now");
    assertFalse(first.isBefore(before));
    assertFalse(first.isAfter(tables.now()));
    // Its first hours have ended before it found the database.
    counted(2).write();
    assertEquals(HOUR.atOffset(ZoneOffset.UTC), since("shop"));
  }

  @Test
  void isCountedSinceNowIfTheClockWasAheadWhenItBegan() throws Exception {
    counted(1).write();
    tables.change(
        "UPDATE xfootprint_app SET first_counted_utc = ?",
        tables.now().toLocalDateTime().plusYears(30));
    OffsetDateTime before = tables.now();
    TestInstance next = new TestInstance(store, 2);
    next.count(before.toLocalDateTime().truncatedTo(ChronoUnit.HOURS), some());
    next.write();
    OffsetDateTime first = since("shop");
    assertFalse(first.isBefore(before));
    assertFalse(first.isAfter(tables.now()));
  }

  private OffsetDateTime since(String app) throws SQLException {
    return tables.history(app).firstCounted().orElseThrow().atOffset(ZoneOffset.UTC);
  }
}
