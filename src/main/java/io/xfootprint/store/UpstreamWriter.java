// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Fault;
import io.xfootprint.upstream.UpstreamSum;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what other services have told of their cost, after the books. What is the same as before
 * is not written, so an application that calls none never touches the table.
 *
 * <p>For use by one thread, which may block in the store.
 */
final class UpstreamWriter {

  /** Where the store itself fails, the books tell that the next time. */
  private static final int TOLD = 2;

  private static final Logger log = LoggerFactory.getLogger(UpstreamWriter.class);

  private final UpstreamTables tables;
  private final Supplier<Map<String, UpstreamSum>> sums;

  private long instance;
  private int failures;

  /** What was written under the number of an earlier instance, whose rows others keep. */
  private Map<String, UpstreamSum> base = Map.of();

  /** The sums since the start of the process that are written. */
  private final Map<String, UpstreamSum> written = new HashMap<>();

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
    if (number != instance) {
      Map<String, UpstreamSum> kept = new HashMap<>(base);
      kept.putAll(written);
      base = kept;
      written.clear();
      instance = number;
    }
    Map<String, UpstreamSum> due = new HashMap<>();
    Map<String, UpstreamSum> now = sums.get();
    now.forEach(
        (route, sum) -> {
          UpstreamSum before = base.getOrDefault(route, UpstreamSum.NONE);
          // All that is added to a sum comes with a call.
          if (sum.calls() > written.getOrDefault(route, before).calls()) {
            due.put(route, sum.since(before));
          }
        });
    if (!due.isEmpty()) {
      tables.write(number, due);
      due.keySet().forEach(route -> written.put(route, now.getOrDefault(route, UpstreamSum.NONE)));
    }
  }
}
