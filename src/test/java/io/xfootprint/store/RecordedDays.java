// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.StoreSettings;
import io.xfootprint.ledger.Amounts;
import io.xfootprint.ledger.BookLine;
import io.xfootprint.ledger.Totals;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A store in which days of an application stand as they do when they are merged. */
public final class RecordedDays implements AutoCloseable {

  private static final long MEGA = 1_000_000;

  private final TestDatabase kind;
  private final StoreSettings settings;
  private final String app;
  private final Database database;
  private final TotalsStore store;

  private RecordedDays(TestDatabase kind, StoreSettings settings, String app, Database database) {
    this.kind = kind;
    this.settings = settings;
    this.app = app;
    this.database = database;
    store = TotalsStore.of(settings, app);
  }

  /** Opens an empty store in which an application was first counted at the beginning of a day. */
  public static RecordedDays since(String app, LocalDate first) throws SQLException {
    return since(TestDatabase.H2, app, first);
  }

  /** Opens one in PostgreSQL. */
  public static RecordedDays inPostgresSince(String app, LocalDate first) throws SQLException {
    return since(TestDatabase.POSTGRES, app, first);
  }

  private static RecordedDays since(TestDatabase kind, String app, LocalDate first)
      throws SQLException {
    StoreSettings settings = kind.empty();
    Database database = new Database(Connections.of(settings));
    Schema.ofThisVersion().ensure(database);
    LocalDateTime begin = first.atStartOfDay();
    database.transaction(
        session -> session.change(Sql.INSERT_APP, app, begin, begin.atOffset(ZoneOffset.UTC)));
    return new RecordedDays(kind, settings, app, database);
  }

  /**
   * Adds a day in which a route had so many requests, each of 1 s of CPU time, 2 kJ and 3 mg; idle
   * power took 5 kJ and 7 mg, and the making of the machine 11 mg.
   */
  public RecordedDays day(LocalDate day, String route, long requests) throws SQLException {
    return day(day, List.of(route), requests);
  }

  /** Adds a day in which each of some routes had so many requests. */
  public RecordedDays day(LocalDate day, List<String> routes, long requests) throws SQLException {
    Amounts ofRoute = ofRequests(requests);
    Map<BookLine, Amounts> lines = new HashMap<>();
    lines.put(BookLine.REQUESTS, ofRequests(requests * routes.size()));
    lines.put(BookLine.IDLE, ofTime(5 * MEGA * MEGA, 7000 * MEGA));
    lines.put(BookLine.EMBODIED, ofTime(0, 11_000 * MEGA));
    LocalDateTime begin = day.atStartOfDay();
    database.transaction(
        session -> {
          Rows rows = new Rows(app);
          lines.forEach(
              (line, amounts) -> {
                for (Unit unit : new Unit[] {Unit.HOUR, Unit.DAY, Unit.MONTH, Unit.MONTH_HOUR}) {
                  rows.line(unit, unit.start(begin), Rows.ALL, line, amounts);
                }
                rows.line(Unit.TOTAL, Unit.BEGIN, Rows.ALL, line, amounts);
              });
          for (String route : routes) {
            rows.route(Unit.DAY, begin, Rows.ALL, route, ofRoute);
            rows.route(Unit.MONTH, Unit.MONTH.start(begin), Rows.ALL, route, ofRoute);
          }
          rows.add(session);
          return true;
        });
    return this;
  }

  private static Amounts ofRequests(long requests) {
    return Amounts.of(
        new Totals(
            requests,
            0,
            0,
            0,
            0,
            requests * 1000 * MEGA,
            requests,
            requests * 2 * MEGA * MEGA,
            requests * 3000 * MEGA));
  }

  private static Amounts ofTime(long nanojoules, long picograms) {
    return Amounts.of(new Totals(0, 0, 0, 0, 0, 0, 0, nanojoules, picograms));
  }

  /** Has nobody be able to read it. */
  public void lose() throws SQLException {
    run("ALTER TABLE xfootprint_line RENAME TO elsewhere");
  }

  /** Makes it as it was. */
  public void find() throws SQLException {
    run("ALTER TABLE elsewhere RENAME TO xfootprint_line");
  }

  private void run(String script) throws SQLException {
    database.transaction(
        session -> {
          session.run(script);
          return true;
        });
  }

  /** Forgets what is older, by whole months. */
  public void forget(Duration retention) throws SQLException {
    run("UPDATE xfootprint_app SET tidied_at = TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00'");
    new Tidying(database, app, retention).run();
  }

  /** Returns the store, which nobody writes. */
  public TotalsStore store() {
    return store;
  }

  /** Returns where it is. */
  public StoreSettings settings() {
    return settings;
  }

  @Override
  public void close() throws SQLException {
    database.close();
    store.discard();
    kind.drop(settings);
  }
}
