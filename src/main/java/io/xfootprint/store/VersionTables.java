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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of what each version of an application costs: a row for each route of each instance
 * that runs, and one for all that have ended. For use by one thread.
 */
final class VersionTables {

  /** The instance of rows that hold all ended ones. */
  private static final long ENDED = 0;

  /** A build for each start, as in development, would fill the tables. */
  private static final int MOST_VERSIONS = 10;

  /** How long nobody compares two versions again: changes show in minutes. */
  private static final Duration BETWEEN_COMPARISONS = Duration.ofSeconds(30);

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
    if (session.query(Sql.FIND_VERSION, row -> app, app, version).isEmpty()) {
      OffsetDateTime now = session.now();
      session.change(Sql.INSERT_VERSION, app, version, now, now.minus(BETWEEN_COMPARISONS));
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
    int[] changed = session.changeEach(Sql.SET_DISTRIBUTION, rows);
    List<Object[]> missing = new ArrayList<>();
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    session.changeEach(Sql.INSERT_DISTRIBUTION, missing);
    return missing.size();
  }

  /**
   * Compares a version with the one before, and returns what nobody has found yet.
   *
   * @param always whether to do so even if another instance has just done it
   */
  List<RouteChange> newChanges(String version, boolean always) throws SQLException {
    return database.transaction(
        session -> {
          OffsetDateTime now = session.now();
          OffsetDateTime due = now.minus(BETWEEN_COMPARISONS);
          if (session.change(Sql.CLAIM_COMPARISON, now, app, version, due, now) == 0 && !always) {
            return List.of();
          }
          List<VersionCosts> latest = latest(session, version);
          if (latest.size() < 2) {
            return List.of();
          }
          List<RouteChange> found = new ArrayList<>();
          for (RouteChange change : VersionComparison.of(latest.get(0), latest.get(1))) {
            if (change.hasMoved() && isNew(session, change)) {
              found.add(change);
            }
          }
          return found;
        });
  }

  /** Notes a change, and returns whether nobody had noted it. */
  private boolean isNew(Transaction session, RouteChange change) throws SQLException {
    Object[] key = {app, change.version(), change.before(), change.route()};
    return session.query(Sql.FIND_CHANGE, row -> app, key).isEmpty()
        && session.change(Sql.INSERT_CHANGE, key) == 1;
  }

  /** Returns a version and the one before it, if there is one. */
  private List<VersionCosts> latest(Transaction session, String version) throws SQLException {
    List<VersionCosts> versions = versions(session, MOST_VERSIONS, app);
    int place = 0;
    while (place < versions.size() && !versions.get(place).version().equals(version)) {
      place++;
    }
    List<VersionCosts> latest = new ArrayList<>();
    for (VersionCosts each : versions.subList(place, Math.min(place + 2, versions.size()))) {
      latest.add(withRoutes(session, each, app));
    }
    return latest;
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

  /** Adds the rows of instances that have ended to those of all such. */
  void mergeEnded() throws SQLException {
    List<Ended> ended =
        database.transaction(
            session ->
                session.query(
                    Sql.ENDED_DISTRIBUTIONS,
                    row -> new Ended(row.getString(1), row.getLong(2)),
                    app));
    for (Ended each : ended) {
      database.transaction(session -> merge(session, each));
    }
  }

  private record Ended(String version, long instance) {}

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

  /** Deletes all but the latest versions. */
  void forget() throws SQLException {
    database.transaction(
        session -> {
          List<VersionCosts> all = versions(session, Integer.MAX_VALUE, app);
          for (VersionCosts old : all.subList(Math.min(all.size(), MOST_VERSIONS), all.size())) {
            session.change(Sql.FORGET_DISTRIBUTIONS, app, old.version());
            session.change(Sql.FORGET_CHANGES, app, old.version());
            session.change(Sql.FORGET_VERSION, app, old.version());
          }
          return all.size();
        });
  }
}
