// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.BreakingConnections;
import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.Rows.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store with a year in it that an older library has made. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class OlderSchemaTest {

  private static final int NEWEST = 7;

  /** As an application that is asked now and then. */
  private static final int HOURS_BETWEEN = 12;

  private static final int FIRST_WITH_GRIDS = 2;
  private static final List<Kind> KINDS_OF_LINES =
      List.of(Kind.HOUR, Kind.DAY, Kind.MONTH, Kind.MONTH_HOUR);
  private static final List<CostCategory> LINES = List.of(CostCategory.REQUESTS, CostCategory.IDLE);

  private final TestTables tables;
  private final LocalDateTime now;
  private final LocalDateTime begin;
  private final Random random = new Random(15);

  OlderSchemaTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    now = tables.now().toLocalDateTime();
    begin = now.truncatedTo(ChronoUnit.DAYS).minusYears(1);
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  /** Returns the script as it was before there was the next version. */
  private static String script(int version) throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream("schema-" + version + ".sql")) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return version == 1 ? script.replaceAll("(?m)^  version VARCHAR.*\n", "") : script;
    }
  }

  private static Schema schema(int version) throws IOException {
    List<String> scripts = new ArrayList<>();
    for (int each = 1; each <= version; each++) {
      scripts.add(script(each));
    }
    return new Schema(scripts);
  }

  /** Fills it with a year that is merged, and an instance that runs. */
  private void fillAYear(int version) throws SQLException {
    Database database = tables.database();
    for (LocalDateTime month = begin; month.isBefore(now); month = month.plusMonths(1)) {
      LocalDateTime end = month.plusMonths(1);
      Rows rows = new Rows("shop");
      for (LocalDateTime hour = month;
          hour.isBefore(end) && hour.isBefore(now);
          hour = hour.plusHours(HOURS_BETWEEN)) {
        addHour(rows, hour, version);
      }
      add(database, rows);
    }
    tables.change(
        "INSERT INTO xfootprint_app (app, first_counted_utc, tidied_at) VALUES ('shop', ?, ?)",
        begin,
        tables.now());
    tables.change(
        "INSERT INTO xfootprint_instance (app, instance, name, method, started_at, seen_at, writes,"
            + " open_hour_utc, ended) VALUES ('shop', 7, 'web-1/1', 'model-vm', ?, ?, 3, ?, FALSE)",
        tables.now(),
        tables.now(),
        now.truncatedTo(ChronoUnit.HOURS));
    Rows own = new Rows("shop");
    own.statement(Kind.INSTANCE_HOUR, now.truncatedTo(ChronoUnit.HOURS), 7, some());
    own.statement(Kind.TOTAL, Rows.BEGIN, 7, new Statement(some().lines()));
    add(database, own);
  }

  private static void add(Database database, Rows rows) throws SQLException {
    database.transaction(
        session -> {
          rows.add(session);
          return true;
        });
  }

  private Statement some() {
    return MadeUp.sums(random, "GET /a", "GET /b");
  }

  private void addHour(Rows rows, LocalDateTime hour, int version) {
    for (CostCategory line : LINES) {
      Sums amounts = MadeUp.amounts(random);
      KINDS_OF_LINES.forEach(kind -> rows.line(kind, hour, Rows.ALL, line, amounts));
      rows.line(Kind.TOTAL, Rows.BEGIN, Rows.ALL, line, amounts);
    }
    Sums ofRoute = MadeUp.amounts(random);
    rows.route(Kind.DAY, hour, Rows.ALL, "GET /" + hour.getHour() % 5, ofRoute);
    rows.route(Kind.MONTH, hour, Rows.ALL, "GET /" + hour.getHour() % 5, ofRoute);
    if (version >= FIRST_WITH_GRIDS && hour.getHour() == 0) {
      rows.grid(Kind.HOUR, hour, Rows.ALL, "made up", new GridUse(BigInteger.TEN, BigInteger.ONE));
    }
  }

  private Readings readings() throws SQLException {
    return Readings.ofEachKindOfRow(
        tables.history("shop"),
        begin.toInstant(ZoneOffset.UTC),
        now.plusDays(1).truncatedTo(ChronoUnit.DAYS).toInstant(ZoneOffset.UTC));
  }

  private List<String> rows(int version) throws SQLException {
    List<String> rows = new ArrayList<>();
    for (String table :
        version < FIRST_WITH_GRIDS ? List.of("line", "route") : List.of("line", "route", "grid")) {
      rows.addAll(tables.rows("SELECT * FROM xfootprint_" + table + " ORDER BY 1, 2, 3, 4, 5"));
    }
    return rows;
  }

  private long version() throws SQLException {
    return tables.number("SELECT MAX(version) FROM xfootprint_schema");
  }

  /**
   * Has it made the next one by processes that each end at a statement or commit: before it, and
   * the next one after it, so that none is left out.
   */
  private int upgradeByProcessesThatEnd(Schema next) throws SQLException {
    BreakingConnections breaking = new BreakingConnections(tables.connections());
    int ended = 0;
    while (endsWhileItUpgrades(next, breaking, ended / 2, ended % 2 == 0)) {
      ended++;
    }
    return ended;
  }

  private static boolean endsWhileItUpgrades(
      Schema next, BreakingConnections breaking, int steps, boolean isBefore) {
    if (isBefore) {
      breaking.breakInsteadOfStep(steps);
    } else {
      breaking.breakAfterStep(steps);
    }
    try (Database process = new Database(breaking)) {
      next.ensure(process);
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void becomesTheNewestInPlaceThoughEachProcessEndsOnTheWay(int version) throws Exception {
    schema(version).ensure(tables.database());
    fillAYear(version);
    assertEquals(version, version());
    List<String> rows = rows(version);
    Readings before = readings();
    assertTrue(rows.size() > 365 * 24 / HOURS_BETWEEN * LINES.size(), () -> "rows: " + rows.size());
    for (int next = version + 1; next <= NEWEST; next++) {
      int ended = upgradeByProcessesThatEnd(schema(next));
      assertTrue(ended >= 5, () -> "only " + ended);
      assertEquals(next, version());
    }
    Schema.ofThisVersion().ensure(tables.database());
    assertEquals(NEWEST, version());
    assertEquals(List.of(), tables.rows("SELECT app FROM xfootprint_running"));
    assertEquals(rows, rows(version));
    before.assertSame(readings());
    SQLException refused =
        assertThrows(SQLException.class, () -> schema(version).ensure(tables.database()));
    assertEquals(Fault.NEWER_SCHEMA, Fault.of(refused));
    assertGoesOn();
  }

  /** The one of the older library that runs goes on too, as its rows are what they were. */
  private void assertGoesOn() throws Exception {
    Statement before = tables.history("shop").total();
    TestInstance next = new TestInstance(tables.store("shop"), 8);
    next.count(now.truncatedTo(ChronoUnit.HOURS), some());
    assertEquals(before.plus(next.total()), next.write().books());
    assertEquals(
        1,
        tables.change(
            "UPDATE xfootprint_line SET requests = requests + 5"
                + " WHERE unit = 'total' AND instance = 7 AND line = 'requests'"));
    Sums five = Sums.from(figure -> BigInteger.valueOf(figure == Metric.REQUESTS ? 5 : 0));
    assertEquals(
        before.plus(next.total()).plus(new Statement(Map.of(CostCategory.REQUESTS, five))),
        next.write().books());
  }
}
