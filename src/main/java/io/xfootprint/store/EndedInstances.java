// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** The instances that have ended and whose rows in a table can be merged. */
final class EndedInstances {

  /** An instance writes rows of such tables after its books, which say that it has ended. */
  private static final Duration LAST_ROWS_AFTER = Duration.ofMinutes(10);

  private EndedInstances() {}

  /** Returns the instances that have rows of their own, and have surely written the last ones. */
  static List<Long> in(Database database, Sql table, String app) throws SQLException {
    return in(database, table, app, row -> row.getLong(1));
  }

  /** Returns the same in another form. */
  static <T> List<T> in(Database database, Sql table, String app, Transaction.RowReader<T> reader)
      throws SQLException {
    return database.transaction(
        session -> session.query(table, reader, app, session.now().minus(LAST_ROWS_AFTER)));
  }
}
