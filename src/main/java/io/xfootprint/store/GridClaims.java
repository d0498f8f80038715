// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Fault;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.live.SharedReadings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares what a service tells by a row of the store: who changes the time of its last question asks
 * next, and all others read the answer. All times are those of the database. No connection is kept
 * from one question to the next.
 */
final class GridClaims implements SharedReadings {

  private static final Logger log = LoggerFactory.getLogger(GridClaims.class);

  private final Database database;
  private final String app;

  GridClaims(Database database, String app) {
    this.database = database;
    this.app = app;
  }

  @Override
  public boolean claims(String question, Duration interval) {
    return use(session -> claim(session, question, interval)).orElse(true);
  }

  private boolean claim(Transaction session, String question, Duration interval)
      throws SQLException {
    OffsetDateTime now = session.now();
    OffsetDateTime due = now.minus(SharedReadings.due(interval));
    if (session.change(Sql.CLAIM_LIVE, now, app, question, due, now.plus(FURTHEST)) == 1) {
      return true;
    }
    boolean isKnown =
        !session.query(Sql.FIND_LIVE, row -> row.getString(1), app, question).isEmpty();
    // Of two that insert it, the second one tries again and finds it.
    return !isKnown && session.change(Sql.INSERT_LIVE, app, question, now) == 1;
  }

  @Override
  public Optional<Told> last(String question) {
    return use(
            session -> {
              OffsetDateTime now = session.now();
              return session.query(
                  Sql.TOLD_LIVE,
                  row ->
                      new Told(
                          row.getDouble(2),
                          Duration.between(row.getObject(1, OffsetDateTime.class), now)),
                  app,
                  question);
            })
        .orElse(List.of())
        .stream()
        .findFirst();
  }

  @Override
  public void tell(String question, double gramsPerKilowattHour) {
    Optional<Integer> unused =
        use(
            session ->
                session.change(Sql.TELL_LIVE, session.now(), gramsPerKilowattHour, app, question));
  }

  @Override
  public void rest(String question, Duration interval, Duration wait) {
    Optional<Integer> unused =
        use(
            session ->
                session.change(
                    Sql.REST_LIVE,
                    session.now().plus(wait).minus(SharedReadings.due(interval)),
                    app,
                    question));
  }

  /** Returns nothing where the store is away, which those who write to it report. */
  private <T> Optional<T> use(Database.Work<T> work) {
    try {
      return Optional.ofNullable(database.transaction(work));
    } catch (SQLException | RuntimeException e) {
      log.debug("What a service tells cannot be shared: {}", Fault.of(e));
      return Optional.empty();
    } finally {
      database.close();
    }
  }

  @Override
  public void abort() {
    database.abort();
  }
}
