// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Fault;
import io.xfootprint.upstream.UpstreamSum;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what other services have told of their cost, after the books. What is the same as before
 * is not written, so an application that calls none never touches the table.
 *
 * <p>For use by one thread, which may block in the store; any thread may ask what is written.
 */
final class UpstreamWriter {

  /** Where the store itself fails, the books tell that the next time. */
  private static final int TOLD = 2;

  private static final Logger log = LoggerFactory.getLogger(UpstreamWriter.class);

  private final UpstreamTables tables;
  private final Supplier<Map<String, UpstreamSum>> sums;

  private int failures;

  private volatile UpstreamShare share = UpstreamShare.NONE;

  /**
   * Creates a writer that has written nothing.
   *
   * @param sums returns those of this process since its start, by route
   */
  UpstreamWriter(UpstreamTables tables, Supplier<Map<String, UpstreamSum>> sums) {
    this.tables = tables;
    this.sums = sums;
  }

  /**
   * Writes what has changed. What fails is tried again the next time.
   *
   * @param number the instance under which this process writes its books
   */
  void run(long number) {
    try {
      write(number);
      if (failures >= TOLD) {
        log.info("What other services cost is stored again");
      }
      failures = 0;
    } catch (SQLException | RuntimeException e) {
      if (++failures == TOLD) {
        log.warn(
            "What other services cost cannot be stored ({}); it is tried again each time",
            Fault.of(e).text());
      }
    }
  }

  private void write(long number) throws SQLException {
    UpstreamShare before = share.under(number);
    // This comes first: who reads rows of the number must know that they are of this process.
    share = before;
    Map<String, UpstreamSum> now = sums.get();
    Map<String, UpstreamSum> due = before.due(now);
    if (!due.isEmpty()) {
      tables.write(number, due);
      share = before.with(due.keySet(), now);
    }
  }

  /** Returns what is written of this process; any thread may call this. */
  UpstreamShare share() {
    return share;
  }
}
