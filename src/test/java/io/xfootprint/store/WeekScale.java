// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.Schema;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * How PostgreSQL's tables grow by the writes that ten instances make in a week, one a minute each;
 * done in minutes. Its autovacuum is as it is by default, but pauses for a second instead of a
 * minute, as the week is compressed too.
 *
 * <pre>{@code
 * mvn -q -Pfleet
 * }</pre>
 */
public final class WeekScale {

  private static final int INSTANCES = 10;
  private static final int HOURS = Integer.getInteger("week.hours", 7 * 24);
  private static final int WRITES_PER_HOUR = 60;
  private static final int ROUTES = 20;
  private static final int ROUTES_OF_A_WRITE = 5;
  private static final double MEGA = 1e6;

  private WeekScale() {}

  /** Takes a fill factor for all tables; without one they are as the library makes them. */
  public static void main(String[] arguments) throws Exception {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("autovacuum_naptime", "1s").start()) {
      ConnectionSource connections =
          ConnectionSource.of(TestDatabase.settings(server.getJdbcUrl("postgres", "postgres")));
      Schema.ofThisVersion().ensure(new Database(connections));
      try (Connection byHand = connections.open()) {
        for (String fill : arguments) {
          for (String table : List.of("line", "route", "grid", "instance")) {
            execute(byHand, "ALTER TABLE xfootprint_" + table + " SET (fillfactor=" + fill + ")");
          }
        }
        long begin = System.nanoTime();
        live(connections, byHand);
        System.out.printf(
            "fill factor %s: %d writes in %.0f s%n",
            arguments.length == 0 ? "as made" : arguments[0],
            INSTANCES * HOURS * WRITES_PER_HOUR,
            (System.nanoTime() - begin) / 1e9);
        Thread.sleep(3_000);
        print(byHand, "after a week");
        execute(byHand, "VACUUM FULL");
        print(byHand, "without any waste");
      }
    }
  }

  private static void execute(Connection connection, String sql) throws Exception {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void live(ConnectionSource connections, Connection byHand) throws Exception {
    List<Member> members = new ArrayList<>();
    for (int number = 1; number <= INSTANCES; number++) {
      members.add(new Member(number, connections));
    }
    LocalDateTime first =
        LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS).minusHours(HOURS + 2L);
    for (int i = 0; i < HOURS; i++) {
      LocalDateTime hour = first.plusHours(i);
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (Member member : members) {
        calls.add(() -> member.live(hour));
      }
      Together.call(calls);
      execute(byHand, "UPDATE xfootprint_app SET tidied_at = now() - interval '2 hours'");
      members.get(i % INSTANCES).store.tidy();
    }
  }

  private static final class Member {

    private final JdbcInstanceStore store;
    private final long number;
    private long writes;

    Member(long number, ConnectionSource connections) {
      this.number = number;
      store =
          new JdbcInstanceStore(
              new Database(connections),
              Schema.ofThisVersion(),
              "shop",
              new InstanceName("bench/" + number, "1.0"),
              Duration.ofMinutes(3),
              Duration.ZERO);
    }

    boolean live(LocalDateTime hour) throws Exception {
      for (int i = 0; i < WRITES_PER_HOUR; i++) {
        writes++;
        Sums amounts = MadeUp.amounts(writes * 1_000_000);
        Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
        for (CostCategory line : CostCategory.values()) {
          lines.put(line, amounts);
        }
        Map<String, Sums> routes = new HashMap<>();
        for (int route = 0; route < ROUTES_OF_A_WRITE; route++) {
          long of = (writes * ROUTES_OF_A_WRITE + route) % ROUTES;
          routes.put("GET /some/route/{id}/number/" + of, amounts);
        }
        Map<String, GridUse> grids =
            Map.of("made up", new GridUse(BigInteger.valueOf(writes), BigInteger.valueOf(writes)));
        store.write(
            new InstanceWrite(
                number,
                writes,
                writes == 1,
                "model-vm",
                new TreeMap<>(Map.of(hour, new Statement(lines, routes, grids))),
                new Statement(lines),
                hour,
                false));
      }
      return true;
    }
  }

  private static void print(Connection connection, String when) throws Exception {
    System.out.println(
        when
            + ":\n| table | rows | heap MB | indexes MB | updates | of them HOT | dead |"
            + " vacuums |\n|---|---|---|---|---|---|---|---|");
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT relname, n_live_tup, pg_relation_size(relid), pg_indexes_size(relid),"
                    + " n_tup_upd, n_tup_hot_upd, n_dead_tup, autovacuum_count"
                    + " FROM pg_stat_user_tables ORDER BY relname")) {
      while (row.next()) {
        System.out.printf(
            "| %s | %,d | %.2f | %.2f | %,d | %.1f %% | %,d | %d |%n",
            row.getString(1),
            row.getLong(2),
            row.getLong(3) / MEGA,
            row.getLong(4) / MEGA,
            row.getLong(5),
            row.getLong(5) == 0 ? 0 : 100.0 * row.getLong(6) / row.getLong(5),
            row.getLong(7),
            row.getLong(8));
      }
    }
  }
}
