// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Schema;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.Rows.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes instances to a database, each write in a transaction of its own. */
final class JdbcInstanceStore implements InstanceStore {

  /** A clock that is set differs by less from that of the database. */
  private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

  private final Database database;
  private final Schema schema;
  private final String app;
  private final InstanceName name;
  private final Elsewhere elsewhere;
  private final Compaction tidying;
  private boolean hasTables;

  /**
   * Creates a store. Connects to nothing.
   *
   * @param name of the instance, for people
   * @param aliveFor how long an instance counts as running after its last write
   * @param retention how long hours and days are kept; zero for ever
   */
  JdbcInstanceStore(
      Database database,
      Schema schema,
      String app,
      InstanceName name,
      Duration aliveFor,
      Duration retention) {
    this(database, schema, app, name, retention, new Elsewhere(database, app, aliveFor));
  }

  JdbcInstanceStore(
      Database database,
      Schema schema,
      String app,
      InstanceName name,
      Duration retention,
      Elsewhere elsewhere) {
    this.database = database;
    this.schema = schema;
    this.app = app;
    this.name = name;
    this.elsewhere = elsewhere;
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
    // After a failure there may be another database under the same name, an empty one.
    hasTables = false;
    Optional<Elsewhere.Standing> stored = database.transaction(session -> tryWrite(session, write));
    hasTables = true;
    Elsewhere.Standing standing =
        stored.orElseThrow(() -> new EndedInstanceException(write.instance()));
    elsewhere.stored(standing);
    return standing.total();
  }

  /** Returns nothing if the instance has ended. */
  private Optional<Elsewhere.Standing> tryWrite(Transaction session, InstanceWrite write)
      throws SQLException {
    OffsetDateTime now = session.now();
    if (write.isFirst()) {
      ensureApp(session, write, now);
    }
    // A first write may be there all the same, if its commit came late.
    Optional<Known> known = lock(session, write.instance());
    if (known.map(Known::ended).orElse(!write.isFirst())) {
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
      name.process(),
      name.version(),
      now
    };
    if (known.isEmpty()) {
      session.change(Sql.INSERT_INSTANCE, columns);
    } else {
      session.change(Sql.UPDATE_INSTANCE, Arrays.copyOf(columns, 7));
    }
    return Optional.of(elsewhere.read(session, write, now));
  }

  private void ensureApp(Transaction session, InstanceWrite write, OffsetDateTime now)
      throws SQLException {
    LocalDateTime time = now.toLocalDateTime();
    boolean isSet = !time.isBefore(WriteBacklog.FIRST_HOUR);
    // Hours that have ended were counted before the database was there.
    LocalDateTime first = write.hours().size() > 1 || !isSet ? write.hours().firstKey() : time;
    List<LocalDateTime> known =
        session.query(Sql.FIND_APP, row -> row.getObject(1, LocalDateTime.class), app);
    if (known.isEmpty()) {
      session.change(Sql.INSERT_APP, app, first, now);
    } else if (isSet && known.get(0).isAfter(time.plus(CLOCKS_DIFFER))) {
      // It was written when the clock was ahead.
      session.change(Sql.CORRECT_APP, first, app);
    }
  }

  /** What is stored of an instance. */
  private record Known(long writes, boolean ended) {}

  /** Returns what is stored of an instance, which nobody can end before the commit. */
  private Optional<Known> lock(Transaction session, long instance) throws SQLException {
    return session
        .query(
            Sql.LOCK_INSTANCE, row -> new Known(row.getLong(1), row.getBoolean(2)), app, instance)
        .stream()
        .findFirst();
  }

  private Rows rows(InstanceWrite write) {
    long instance = write.instance();
    Rows rows = new Rows(app);
    write
        .hours()
        .forEach((hour, counted) -> rows.statement(Kind.INSTANCE_HOUR, hour, instance, counted));
    Statement total = new Statement(write.total().lines());
    rows.statement(Kind.TOTAL, Rows.BEGIN, instance, total);
    return rows;
  }

  @Override
  public OptionalLong lastWrite(long instance) throws SQLException {
    return database
        .transaction(session -> lock(session, instance))
        .map(known -> OptionalLong.of(known.writes()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public void tidy() throws SQLException {
    try {
      elsewhere.renew();
    } finally {
      tidying.run();
    }
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
