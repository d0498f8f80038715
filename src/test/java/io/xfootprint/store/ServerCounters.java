// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a PostgreSQL on this machine has done so far, by its own counters and those of Linux. */
final class ServerCounters {

  /** What Linux counts CPU time in. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER = 11;
  private static final int SYSTEM = 12;

  private final Connection connection;

  ServerCounters(Connection connection) {
    this.connection = connection;
  }

  /** Returns its transactions, rows read, rows fetched by an index, and seconds of CPU. */
  double[] read() throws SQLException, IOException {
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT xact_commit, tup_returned, tup_fetched, pg_backend_pid()"
                    + " FROM pg_stat_database WHERE datname = current_database()")) {
      row.next();
      return new double[] {
        row.getDouble(1), row.getDouble(2), row.getDouble(3), cpuSeconds(row.getLong(4))
      };
    }
  }

  /** Returns the CPU time of all processes of the server, those included that have ended. */
  private static double cpuSeconds(long session) throws IOException {
    ProcessHandle server = ProcessHandle.of(session).flatMap(ProcessHandle::parent).orElseThrow();
    double ticks = ticks(server.pid(), USER) + ticks(server.pid(), USER + 2);
    for (ProcessHandle child : server.descendants().toList()) {
      ticks += ticks(child.pid(), USER);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Returns user and system time from a field on; 0 of a process that has ended meanwhile. */
  private static double ticks(long pid, int first) throws IOException {
    Path file = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(file)) {
      return 0;
    }
    String line = Files.readString(file);
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return Double.parseDouble(fields[first]) + Double.parseDouble(fields[first + SYSTEM - USER]);
  }
}
