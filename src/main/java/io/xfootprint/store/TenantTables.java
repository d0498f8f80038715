// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Columns;
import io.xfootprint.database.Database;
import io.xfootprint.database.Sql;
import io.xfootprint.database.Transaction;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TenantReading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The table of what tenants cost in each month. Each instance replaces rows of its own; those of
 * instances that have ended are added up in one for each tenant. Safe for use by many threads.
 *
 * <p>What an instance may have missed of a tenant is kept as its floor less what it has surely not
 * missed. Both only have to be added to merge the rows of instances.
 */
final class TenantTables {

  /** More rows of a month than that are not kept for ended instances: 2 MB. */
  private static final int MOST_ROWS = 10_000;

  private final Database database;
  private final String app;
  private final int mostRows;

  TenantTables(Database database, String app) {
    this(database, app, MOST_ROWS);
  }

  TenantTables(Database database, String app, int mostRows) {
    this.database = database;
    this.app = app;
    this.mostRows = mostRows;
  }

  /**
   * The cost of a tenant, as it is stored.
   *
   * @param sums of its requests
   * @param floorNanojoules of {@code (other)} what a tenant without a row may have taken at most;
   *     of others the part of that which they have surely not taken
   */
  record Cost(Sums sums, BigDecimal floorNanojoules) {}

  private static LocalDateTime start(YearMonth month) {
    return month.atDay(1).atStartOfDay();
  }

  /**
   * Replaces the rows of some tenants of an instance.
   *
   * @param gone tenants whose rows are deleted
   */
  void write(long instance, YearMonth month, Map<String, Cost> costs, Collection<String> gone)
      throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    costs.forEach((tenant, cost) -> rows.add(row(cost, start(month), instance, tenant)));
    List<Object[]> deleted = new ArrayList<>();
    gone.forEach(tenant -> deleted.add(new Object[] {app, start(month), instance, tenant}));
    database.transaction(
        session -> {
          session.changeEach(Sql.DELETE_TENANT, deleted);
          return session.changeOrInsert(Sql.SET_TENANT, Sql.INSERT_TENANT, rows);
        });
  }

  private Object[] row(Cost cost, LocalDateTime start, long instance, String tenant) {
    return Stream.of(
            Stream.of(cost.floorNanojoules()),
            Columns.exactValues(cost.sums()),
            Stream.<Object>of(app, start, instance, tenant))
        .flatMap(part -> part)
        .toArray();
  }

  /** Returns the instances that have ended, and have surely written their last rows. */
  List<Long> ended() throws SQLException {
    return EndedInstances.in(database, Sql.ENDED_TENANTS, app);
  }

  /** Adds the rows of an instance that has ended to those of all such. */
  void merge(long ended) throws SQLException {
    database.transaction(session -> merge(session, ended));
  }

  private int merge(Transaction session, long ended) throws SQLException {
    // So that no other instance merges the same rows.
    session.query(Sql.LOCK_APP, row -> app, app);
    Set<LocalDateTime> months = new HashSet<>();
    List<Object[]> rows =
        session.query(
            Sql.TENANTS_OF_INSTANCE,
            row -> {
              LocalDateTime start = row.getObject(1, LocalDateTime.class);
              months.add(start);
              Cost cost = new Cost(Columns.exact(row, 4), row.getBigDecimal(3));
              return row(cost, start, Rows.ALL, row.getString(2));
            },
            app,
            ended);
    session.changeOrInsert(Sql.ADD_TENANT, Sql.INSERT_TENANT, rows);
    for (LocalDateTime start : months) {
      limit(session, start);
    }
    return session.change(Sql.DELETE_TENANTS_OF_INSTANCE, app, ended);
  }

  /** A tenant in the rows of ended instances. */
  private record Ended(String tenant, BigDecimal nanojoules, BigDecimal floorNanojoules) {}

  /**
   * Deletes the least tenants of a month beyond the bound. What one of them had is then what others
   * without a row may have had too, so the floor rises.
   */
  private void limit(Transaction session, LocalDateTime start) throws SQLException {
    List<Ended> all =
        session.query(
            Sql.ENDED_TENANTS_OF_MONTH,
            row -> new Ended(row.getString(1), row.getBigDecimal(2), row.getBigDecimal(3)),
            app,
            start);
    List<Object[]> deleted = new ArrayList<>();
    BigDecimal rise = BigDecimal.ZERO;
    boolean hasFloor = false;
    int kept = 0;
    for (Ended each : all) {
      if (each.tenant().equals(TenantReading.OTHER)) {
        hasFloor = true;
      } else if (kept < mostRows) {
        kept++;
      } else {
        rise = rise.max(each.nanojoules().subtract(each.floorNanojoules()));
        deleted.add(new Object[] {app, start, Rows.ALL, each.tenant()});
      }
    }
    session.changeEach(Sql.DELETE_TENANT, deleted);
    if (rise.signum() > 0) {
      if (!hasFloor) {
        Cost none = new Cost(Sums.NONE, BigDecimal.ZERO);
        session.change(Sql.INSERT_TENANT, row(none, start, Rows.ALL, TenantReading.OTHER));
      }
      session.change(Sql.RAISE_FLOOR, rise, app, start);
    }
  }

  /** Returns the cost of each tenant in a month, over all instances. */
  static StoredTenants read(Transaction session, String app, YearMonth month) throws SQLException {
    Map<String, Sums> sums = new HashMap<>();
    Map<String, BigInteger> floors = new HashMap<>();
    session.query(
        Sql.TENANTS,
        row -> {
          sums.put(row.getString(1), Columns.exact(row, 3));
          return floors.put(row.getString(1), row.getBigDecimal(2).toBigInteger());
        },
        app,
        start(month));
    BigInteger floor = floors.getOrDefault(TenantReading.OTHER, BigInteger.ZERO);
    floors.replaceAll((tenant, known) -> floor.subtract(known).max(BigInteger.ZERO));
    sums.remove(TenantReading.OTHER);
    floors.remove(TenantReading.OTHER);
    return new StoredTenants(sums, floors, floor);
  }
}
