// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Fault;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TenantReading;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what tenants cost, after the books, as the book of each month has it. What is the same as
 * before is not written, so an application without tenants never touches the table.
 *
 * <p>For use by one thread, which may block in the store.
 */
final class TenantWriter {

  /** How long nothing is written after a row, so that there are 17 rows a second at most. */
  private static final Duration PAUSE_PER_ROW = Duration.ofMillis(60);

  /** Where the store itself fails, the books tell that the next time. */
  private static final int TOLD = 2;

  private static final Logger log = LoggerFactory.getLogger(TenantWriter.class);

  private final TenantTables tables;
  private final LongSupplier nanoTime;

  private long instance;
  private int failures;
  private @Nullable Long due;

  /** What the rows of this instance are made of, by month. */
  private final Map<YearMonth, TenantReading> written = new HashMap<>();

  /** The same, also of writes that have failed: a commit may have worked without an answer. */
  private final Map<YearMonth, TenantReading> tried = new HashMap<>();

  /** What was written under the numbers of earlier instances, whose rows others keep. */
  private final Map<YearMonth, TenantReading> base = new HashMap<>();

  /**
   * Creates a writer that has written nothing.
   *
   * @param nanoTime a clock in ns that never goes back
   */
  TenantWriter(TenantTables tables, LongSupplier nanoTime) {
    this.tables = tables;
    this.nanoTime = nanoTime;
  }

  /**
   * Writes what has changed, unless a pause after many rows is not over. What fails is tried again
   * the next time.
   *
   * @param number the instance under which this process writes its books
   * @param readings of the books that were just written, so that these have all that tenants have
   * @param last whether there will be no other time
   */
  void run(long number, List<TenantReading> readings, boolean last) {
    long now = nanoTime.getAsLong();
    if (due != null && now - due < 0 && !last) {
      return;
    }
    try {
      due = now + PAUSE_PER_ROW.multipliedBy(write(number, readings)).toNanos();
      if (failures >= TOLD) {
        log.info("What tenants cost is stored again");
      }
      failures = 0;
    } catch (SQLException | RuntimeException e) {
      if (++failures == TOLD) {
        log.warn(
            "What tenants cost cannot be stored ({}); it is tried again each time",
            Fault.of(e).text());
      }
    }
  }

  /** Returns the number of rows. */
  private int write(long number, List<TenantReading> readings) throws SQLException {
    if (number != instance) {
      base.putAll(tried);
      written.clear();
      instance = number;
    }
    int count = 0;
    for (TenantReading reading : readings) {
      // Before the clock is set, the month is not known.
      if (!reading.month().isBefore(YearMonth.from(WriteBacklog.FIRST_HOUR))) {
        count += write(reading);
      }
    }
    List<YearMonth> months = readings.stream().map(TenantReading::month).toList();
    written.keySet().retainAll(months);
    tried.keySet().retainAll(months);
    base.keySet().retainAll(months);
    return count;
  }

  private int write(TenantReading reading) throws SQLException {
    YearMonth month = reading.month();
    TenantReading earlier = base.getOrDefault(month, reading.empty());
    TenantReading before = written.getOrDefault(month, earlier);
    Map<String, TenantTables.Cost> rows = rows(reading.changedSince(before), earlier);
    if (reading.floorNanojoules() != before.floorNanojoules()) {
      rows.put(
          TenantReading.OTHER,
          cost(Sums.NONE, reading.floorNanojoules() - earlier.floorNanojoules()));
    }
    List<String> gone = new ArrayList<>();
    if (written.containsKey(month)) {
      gone.addAll(before.tenants().keySet());
      gone.removeAll(reading.tenants().keySet());
    }
    tried.put(month, reading);
    if (!rows.isEmpty() || !gone.isEmpty()) {
      tables.write(instance, month, rows, gone);
    }
    written.put(month, reading);
    return rows.size() + gone.size();
  }

  /** Returns the rows of some tenants, without what is in those of earlier numbers. */
  private static Map<String, TenantTables.Cost> rows(TenantReading changed, TenantReading earlier) {
    Map<String, TenantTables.Cost> rows = new TreeMap<>();
    changed
        .since(earlier)
        .forEach(
            (tenant, sums) ->
                rows.put(
                    tenant,
                    cost(sums, changed.surelyNotLate(tenant) - earlier.surelyNotLate(tenant))));
    return rows;
  }

  private static TenantTables.Cost cost(Sums sums, long floorNanojoules) {
    return new TenantTables.Cost(sums, BigDecimal.valueOf(floorNanojoules));
  }
}
