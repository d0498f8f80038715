// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.DistributionText;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.regression.VersionComparison;
import io.xfootprint.regression.VersionCosts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of what each version of an application costs: a row for each route of each instance
 * that runs, and one for all that have ended. For use by one thread.
 */
final class VersionTables {

  /** The instance of rows that hold all ended ones. */
  private static final long ENDED = 0;

  private static final Duration CLOCK_WAS_AHEAD = Duration.ofHours(1);

  /** A build for each start, as in development, would fill the tables. */
  private static final int MOST_VERSIONS = 10;

  /** How long nobody compares two versions again: changes show in minutes. */
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(30);

  /** The same where an instance stops: thousands may stop at once. */
  private static final Duration LAST_PAUSE = Duration.ofSeconds(1);

  /** A version is compared twenty times until it is twice as old, as little is new by then. */
  private static final long PARTS_OF_AGE = 20;

  private static final Logger log = LoggerFactory.getLogger(VersionTables.class);

  private final Database database;
  private final String app;

  VersionTables(Database database, String app) {
    this.database = database;
    this.app = app;
  }

  /** Replaces the rows of some routes of an instance. */
  void write(String version, long instance, Map<String, Distribution> routes) throws SQLException {
    database.transaction(
        session -> {
          ensure(session, version);
          return set(session, version, instance, routes);
        });
  }

  private void ensure(Transaction session, String version) throws SQLException {
    OffsetDateTime now = session.now();
    List<OffsetDateTime> known =
        session.query(
            Sql.FIND_VERSION, row -> row.getObject(1, OffsetDateTime.class), app, version);
    if (known.isEmpty()) {
      session.change(Sql.INSERT_VERSION, app, version, now, now.minus(LEAST_PAUSE));
    } else if (known.get(0).isAfter(now.plus(CLOCK_WAS_AHEAD))) {
      // Or it would stay the latest one for as long.
      session.change(Sql.CORRECT_VERSION, now, app, version);
    }
  }

  /** Returns the number of rows that are new. */
  private int set(
      Transaction session, String version, long instance, Map<String, Distribution> routes)
      throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    routes.forEach(
        (route, distribution) ->
            rows.add(
                new Object[] {
                  DistributionText.write(distribution), app, version, instance, route
                }));
    return session.changeOrInsert(Sql.SET_DISTRIBUTION, Sql.INSERT_DISTRIBUTION, rows);
  }

  /**
   * Compares a version with the one before, unless another instance has just done so, and returns
   * what nobody has found yet.
   *
   * @param last whether this is the last time, so that a comparison of before the last second is
   *     too old
   */
  List<RouteChange> newChanges(String version, boolean last) throws SQLException {
    // By itself, as others wait for a row that is claimed until the commit.
    List<VersionCosts> claimed = database.transaction(session -> claimed(session, version, last));
    if (claimed.isEmpty()) {
      return List.of();
    }
    return database.transaction(
        session -> {
          VersionCosts later = withRoutes(session, claimed.get(0), app);
          VersionCosts earlier = withRoutes(session, claimed.get(1), app);
          List<RouteChange> found = new ArrayList<>();
          for (RouteChange change : VersionComparison.of(later, earlier)) {
            if (change.hasMoved() && isNew(session, change)) {
              found.add(change);
            }
          }
          return found;
        });
  }

  /** Returns a version and the one before it, if they are ours to compare; else nothing. */
  private List<VersionCosts> claimed(Transaction session, String version, boolean last)
      throws SQLException {
    List<VersionCosts> pair = withTheOneBefore(session, version);
    return pair.size() == 2 && claims(session, pair.get(0), last) ? pair : List.of();
  }

  /** Returns a version and the one before it, if there is one, without routes. */
  private List<VersionCosts> withTheOneBefore(Transaction session, String version)
      throws SQLException {
    List<VersionCosts> versions = versions(session, Integer.MAX_VALUE, app);
    int place = 0;
    while (place < versions.size() && !versions.get(place).version().equals(version)) {
      place++;
    }
    return versions.subList(place, Math.min(place + 2, versions.size()));
  }

  /** Returns whether nobody has compared a version for long enough, and notes that we do. */
  private boolean claims(Transaction session, VersionCosts version, boolean last)
      throws SQLException {
    OffsetDateTime now = session.now();
    Duration age = Duration.between(version.firstSeen(), now).dividedBy(PARTS_OF_AGE);
    Duration pause = last ? LAST_PAUSE : age.compareTo(LEAST_PAUSE) > 0 ? age : LEAST_PAUSE;
    OffsetDateTime due = now.minus(pause);
    return session.change(Sql.CLAIM_COMPARISON, now, app, version.version(), due, now) == 1;
  }

  /** Notes what has moved, and returns whether nobody had noted a part of it. */
  private boolean isNew(Transaction session, RouteChange change) throws SQLException {
    boolean isNew = change.cpu().hasMoved() && isNew(session, change, "cpu");
    return (change.bytes().hasMoved() && isNew(session, change, "bytes")) || isNew;
  }

  private boolean isNew(Transaction session, RouteChange change, String figure)
      throws SQLException {
    Object[] key = {app, change.version(), change.before(), change.route(), figure};
    return session.query(Sql.FIND_CHANGE, row -> app, key).isEmpty()
        && session.change(Sql.INSERT_CHANGE, key) == 1;
  }

  /**
   * Returns the versions that were first seen last, the latest one first.
   *
   * @param most number of versions, at most
   */
  static List<VersionCosts> versions(Transaction session, int most, String app)
      throws SQLException {
    return session
        .query(
            Sql.VERSIONS,
            row ->
                new VersionCosts(
                    row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant(), Map.of()),
            app)
        .stream()
        .limit(most)
        .toList();
  }

  /** Returns a version with its routes. */
  static VersionCosts withRoutes(Transaction session, VersionCosts version, String app)
      throws SQLException {
    return new VersionCosts(
        version.version(),
        version.firstSeen(),
        routes(session, Sql.DISTRIBUTIONS, app, version.version()));
  }

  /** Returns a version with one of its routes. */
  static VersionCosts withRoute(Transaction session, VersionCosts version, String app, String label)
      throws SQLException {
    return new VersionCosts(
        version.version(),
        version.firstSeen(),
        routes(session, Sql.DISTRIBUTIONS_OF_ROUTE, app, version.version(), label));
  }

  private static Map<String, Distribution> routes(
      Transaction session, Sql sql, Object... parameters) throws SQLException {
    Map<String, Distribution> routes = new HashMap<>();
    session.query(
        sql,
        row -> {
          String route = row.getString(1);
          return distribution(row).map(read -> routes.merge(route, read, Distribution::plus));
        },
        parameters);
    return routes;
  }

  /** Returns the distribution of a row; nothing if somebody else has written it. */
  private static Optional<Distribution> distribution(ResultSet row) throws SQLException {
    try {
      return Optional.of(DistributionText.read(row.getString(2)));
    } catch (IllegalArgumentException e) {
      log.debug("A row of xfootprint_distribution cannot be read", e);
      return Optional.empty();
    }
  }

  /** An instance that has ended, and has rows of its own. */
  record Ended(String version, long instance) {}

  /** Returns the instances that have ended, and have surely written their last rows. */
  List<Ended> ended() throws SQLException {
    return EndedInstances.in(
        database, Sql.ENDED_DISTRIBUTIONS, app, row -> new Ended(row.getString(1), row.getLong(2)));
  }

  /** Adds the rows of an instance that has ended to those of all such. */
  void merge(Ended ended) throws SQLException {
    database.transaction(session -> merge(session, ended));
  }

  private int merge(Transaction session, Ended ended) throws SQLException {
    // So that no other instance merges the same rows.
    session.query(Sql.LOCK_APP, row -> app, app);
    Object[] own = {app, ended.version(), ended.instance()};
    Map<String, Distribution> routes = routes(session, Sql.DISTRIBUTIONS_OF_INSTANCE, own);
    routes(session, Sql.DISTRIBUTIONS_OF_INSTANCE, app, ended.version(), ENDED)
        .forEach(
            (route, distribution) ->
                routes.computeIfPresent(route, (label, more) -> more.plus(distribution)));
    set(session, ended.version(), ENDED, routes);
    return session.change(Sql.DELETE_DISTRIBUTIONS_OF_INSTANCE, own);
  }

  /** Deletes all but the latest versions and those that an instance still runs. */
  void forget() throws SQLException {
    database.transaction(
        session -> {
          List<VersionCosts> all = versions(session, Integer.MAX_VALUE, app);
          Set<String> running =
              new HashSet<>(session.query(Sql.RUNNING_VERSIONS, row -> row.getString(1), app));
          for (VersionCosts old : all.subList(Math.min(all.size(), MOST_VERSIONS), all.size())) {
            if (running.contains(old.version())) {
              continue;
            }
            session.change(Sql.FORGET_DISTRIBUTIONS, app, old.version());
            session.change(Sql.FORGET_CHANGES, app, old.version());
            session.change(Sql.FORGET_VERSION, app, old.version());
          }
          return all.size();
        });
  }
}
