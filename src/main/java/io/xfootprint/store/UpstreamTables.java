// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.upstream.UpstreamSum;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table of what other services have told of their cost. Each instance replaces rows of its own;
 * those of instances that have ended are added up in one for each route. Safe for use by many
 * threads.
 */
final class UpstreamTables {

  private final Database database;
  private final String app;

  UpstreamTables(Database database, String app) {
    this.database = database;
    this.app = app;
  }

  /** Replaces the rows of some routes of an instance by sums since its start. */
  void write(long instance, Map<String, UpstreamSum> routes) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    routes.forEach(
        (route, sum) ->
            rows.add(
                new Object[] {
                  sum.calls(),
                  sum.told(),
                  sum.unknown(),
                  sum.nanojoules(),
                  sum.picograms(),
                  app,
                  instance,
                  route
                }));
    database.transaction(
        session -> session.changeOrInsert(Sql.SET_UPSTREAM, Sql.INSERT_UPSTREAM, rows));
  }

  /** Returns the instances that have ended, and have surely written their last rows. */
  List<Long> ended() throws SQLException {
    return EndedInstances.in(database, Sql.ENDED_UPSTREAM, app);
  }

  /** Adds the rows of an instance that has ended to those of all such. */
  void merge(long ended) throws SQLException {
    database.transaction(session -> merge(session, ended));
  }

  private int merge(Transaction session, long ended) throws SQLException {
    // So that no other instance merges the same rows.
    session.query(Sql.LOCK_APP, row -> app, app);
    List<Object[]> rows =
        session.query(
            Sql.UPSTREAM_OF_INSTANCE,
            row ->
                new Object[] {
                  row.getLong(1),
                  row.getLong(2),
                  row.getLong(3),
                  row.getBigDecimal(4),
                  row.getBigDecimal(5),
                  app,
                  0L,
                  row.getString(6)
                },
            app,
            ended);
    session.changeOrInsert(Sql.ADD_UPSTREAM, Sql.INSERT_UPSTREAM, rows);
    return session.change(Sql.DELETE_UPSTREAM_OF_INSTANCE, app, ended);
  }
}
