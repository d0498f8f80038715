// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.upstream.UpstreamTotal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Asks what other services have told of their cost to all instances but this process, by route. So
 * the sums that this process has in memory come on top as they are, written or not.
 */
final class UpstreamElsewhere implements StoreReading.Question<Map<String, UpstreamTotal>> {

  private final String app;
  private final Supplier<UpstreamShare> share;

  /**
   * Creates a question.
   *
   * @param share returns what this process has in the table: what is written meanwhile may be in it
   *     or not, but a number must be known before there are rows of it
   */
  UpstreamElsewhere(String app, Supplier<UpstreamShare> share) {
    this.app = app;
    this.share = share;
  }

  @Override
  public Map<String, UpstreamTotal> ask(TotalsHistory history) throws StoreException {
    while (true) {
      UpstreamShare own = share.get();
      Map<String, UpstreamTotal> elsewhere = history.read(session -> read(session, own));
      // Else rows under the next number may be taken for those of others.
      if (share.get().instance() == own.instance()) {
        return elsewhere;
      }
    }
  }

  /** One statement, as rows of ended instances may be merged between two. */
  private Map<String, UpstreamTotal> read(Transaction session, UpstreamShare own)
      throws SQLException {
    Set<String> withOwnRow = new HashSet<>();
    Map<String, UpstreamTotal> others = new HashMap<>();
    session.query(
        Sql.UPSTREAM_BY_ROUTE,
        row ->
            row.getLong(1) == 0
                ? others.put(row.getString(2), total(row))
                : withOwnRow.add(row.getString(2)),
        own.instance(),
        app);
    Map<String, UpstreamTotal> elsewhere = new HashMap<>();
    others.forEach(
        (route, sum) -> {
          // A row that is gone is in those of ended instances: this process was taken for lost.
          UpstreamTotal rest =
              sum.without(
                  UpstreamTotal.of(
                      withOwnRow.contains(route) ? own.base(route) : own.written(route)));
          if (!rest.isNone()) {
            elsewhere.put(route, rest);
          }
        });
    return elsewhere;
  }

  private static UpstreamTotal total(ResultSet row) throws SQLException {
    return new UpstreamTotal(
        amount(row, 3), amount(row, 4), amount(row, 5), amount(row, 6), amount(row, 7));
  }

  private static BigInteger amount(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column).toBigInteger();
  }
}
