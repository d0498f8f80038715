// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Sums;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * A question for the sums of one route, or of all routes below a path, step by step. Immutable.
 *
 * @param labels what the condition of the statement compares with
 */
record RouteSteps(Sql sql, Granularity granularity, List<Object> labels) {

  /** Asks for the routes at a path and below it. */
  static RouteSteps below(String path, Granularity granularity) {
    Sql sql =
        switch (granularity) {
          case DAY -> Sql.ROUTES_BELOW_BY_DAY;
          case MONTH -> Sql.ROUTES_BELOW_BY_MONTH;
          default ->
              throw new IllegalArgumentException(
                  "granularity must be DAY or MONTH, but was " + granularity);
        };
    // Encoded as in labels. The only blank of a label is after its method.
    String label = "% " + new Route("", path).label().replaceAll("[!%_]", "!$0");
    return new RouteSteps(sql, granularity, List.of(label, label + "/%"));
  }

  /** Asks for one route. */
  static RouteSteps of(String label, Granularity granularity) {
    Sql sql =
        switch (granularity) {
          case HOUR -> Sql.ROUTE_BY_HOUR;
          case DAY -> Sql.ROUTE_BY_DAY;
          case MONTH, YEAR -> Sql.ROUTE_BY_MONTH;
        };
    return new RouteSteps(sql, granularity, List.of(label));
  }

  /** Returns the sums of each step that a range touches, by its start. */
  SortedMap<Instant, Sums> read(Transaction session, String app, HourRange range)
      throws SQLException {
    HourRange whole = range.around(granularity);
    List<Object> ofPiece =
        Stream.concat(Stream.of(app, whole.fromUtc(), whole.toUtc()), labels.stream()).toList();
    return session.sums(
        sql,
        row -> Rows.start(granularity, row),
        Stream.of(ofPiece, ofPiece).flatMap(List::stream).toArray());
  }
}
