// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Database;
import io.xfootprint.database.Schema;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** Writes instances to a database, each write in a transaction of its own. */
final class JdbcInstanceStore implements InstanceStore {

  /** Nobody's clock is meant to differ by more from that of the database. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final Database database;
  private final Schema schema;
  private final String app;
  private final String name;
  private final Duration aliveFor;
  private final Compaction tidying;
  private boolean hasTables;

  /**
   * Creates it.
   *
   * @param name of the instances that are written here, for people
   * @param aliveFor for how long an instance counts as running after its last write
   * @param retention for how long hours and days are kept, zero for ever
   */
  JdbcInstanceStore(
      Database database,
      Schema schema,
      String app,
      String name,
      Duration aliveFor,
      Duration retention) {
    this.database = database;
    this.schema = schema;
    this.app = app;
    this.name = name;
    this.aliveFor = aliveFor;
    tidying = new Compaction(database, app, retention);
  }

  @Override
  public void open() throws SQLException {
    if (!hasTables) {
      schema.ensure(database);
      hasTables = true;
    }
  }

  @Override
  public StoredTotal write(InstanceWrite write) throws SQLException, EndedInstanceException {
    // If it fails it may be another database the next time, an empty one under the same name.
    hasTables = false;
    Optional<StoredTotal> total = database.transaction(session -> tryWrite(session, write));
    hasTables = true;
    return total.orElseThrow(() -> new EndedInstanceException(write.instance()));
  }

  /** Returns nothing if the instance has ended. */
  private Optional<StoredTotal> tryWrite(Transaction session, InstanceWrite write)
      throws SQLException {
    OffsetDateTime now = session.now();
    if (write.isFirst()) {
      ensureApp(session, write, now);
    }
    // A first write may be there all the same, if its commit came late.
    Optional<Boolean> ended = lock(session, write.instance());
    if (ended.orElse(!write.isFirst())) {
      return Optional.empty();
    }
    rows(write).set(session);
    Object[] columns = {
      write.method(),
      now,
      write.number(),
      write.openHourUtc(),
      write.ended(),
      app,
      write.instance(),
      name,
      now
    };
    if (ended.isEmpty()) {
      session.change(Sql.INSERT_INSTANCE, columns);
    } else {
      session.change(Sql.UPDATE_INSTANCE, Arrays.copyOf(columns, 7));
    }
    return Optional.of(total(session, write.instance(), now));
  }

  private void ensureApp(Transaction session, InstanceWrite write, OffsetDateTime now)
      throws SQLException {
    LocalDateTime time = now.toLocalDateTime();
    // Hours that have ended were counted before the database was there.
    boolean isEarlier = write.hours().size() > 1 || time.isBefore(WriteBacklog.FIRST_HOUR);
    LocalDateTime first = isEarlier ? write.hours().firstKey() : time;
    try (PreparedStatement statement = session.prepare(Sql.FIND_APP, app);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()) {
        session.change(Sql.INSERT_APP, app, first, now);
      } else if (!time.isBefore(WriteBacklog.FIRST_HOUR)
          && Transaction.utc(row, 1).isAfter(time.plus(CLOCKS_DIFFER))) {
        // It was written when the clock was ahead.
        session.change(Sql.CORRECT_APP, first, app);
      }
    }
  }

  /** Tells whether an instance that is known has ended; nobody can end it before the commit. */
  private Optional<Boolean> lock(Transaction session, long instance) throws SQLException {
    try (PreparedStatement statement = session.prepare(Sql.LOCK_INSTANCE, app, instance);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getBoolean(2)) : Optional.empty();
    }
  }

  private Rows rows(InstanceWrite write) {
    long instance = write.instance();
    Rows rows = new Rows(app);
    write
        .hours()
        .forEach(
            (hour, counted) -> {
              counted
                  .routes()
                  .forEach(
                      (route, sums) -> rows.route(Unit.INSTANCE_HOUR, hour, instance, route, sums));
              counted
                  .lines()
                  .forEach(
                      (line, sums) -> rows.line(Unit.INSTANCE_HOUR, hour, instance, line, sums));
            });
    write
        .total()
        .lines()
        .forEach((line, amounts) -> rows.line(Unit.TOTAL, Unit.BEGIN, instance, line, amounts));
    return rows;
  }

  private StoredTotal total(Transaction session, long instance, OffsetDateTime now)
      throws SQLException {
    Set<String> methods = new TreeSet<>();
    int others = 0;
    try (PreparedStatement statement =
            session.prepare(Sql.OTHER_INSTANCES, app, instance, now.minus(aliveFor));
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        methods.add(row.getString(1));
        others += row.getInt(2);
      }
    }
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    try (PreparedStatement statement = session.prepare(Sql.APP_TOTAL, app);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        lines.put(Rows.line(row.getString(1)), Columns.get(row, 2));
      }
    }
    return new StoredTotal(new Statement(lines), others, methods);
  }

  @Override
  public OptionalLong lastWrite(long instance) throws SQLException {
    return database.transaction(
        session -> {
          try (PreparedStatement statement = session.prepare(Sql.LOCK_INSTANCE, app, instance);
              ResultSet row = statement.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
          }
        });
  }

  @Override
  public void tidy() throws SQLException {
    tidying.run();
  }

  @Override
  public void abort() {
    database.abort();
  }

  @Override
  public void close() {
    database.close();
  }
}
