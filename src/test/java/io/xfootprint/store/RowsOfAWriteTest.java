// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.RecordedStatements;
import io.xfootprint.database.TestDatabase;
import java.time.LocalDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * How many rows a database scans for a write and the tidying after it, as H2 counts itself. If a
 * write read the rows of all instances, a day of N instances would read N x N.
 */
class RowsOfAWriteTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);
  private static final int LINES = 5;

  /** What a write reads of itself, of the sum and of the instances that ran. */
  private static final int OF_ITSELF = 60;

  private final Random random = new Random(14);

  private void write(JdbcInstanceStore store, TestInstance instance) throws Exception {
    instance.count(HOUR, MadeUp.sums(random, "GET /a", "GET /b"));
    instance.write();
    store.tidy();
  }

  /** Returns how many rows are scanned for one more write, where so many others run. */
  private long scanned(int others, boolean isMade) throws Exception {
    try (TestTables tables = TestTables.in(TestDatabase.H2)) {
      RecordedStatements recorded = new RecordedStatements(tables.connections());
      JdbcInstanceStore own = tables.store("shop", recorded);
      TestInstance instance = new TestInstance(own, 1_000);
      JdbcInstanceStore fleet = tables.store("shop");
      for (int number = 1; number <= others; number++) {
        write(fleet, new TestInstance(fleet, number));
      }
      write(own, instance);
      assertEquals(isMade ? 1 : 0, tables.number("SELECT COUNT(*) FROM xfootprint_sum"));
      recorded.clear();
      write(own, instance);
      assertTrue(recorded.size() > 8, () -> "only " + recorded.size());
      return recorded.scannedRows(tables.connections());
    }
  }

  @Test
  void areAllTotalsWhereInstancesAreFew() throws Exception {
    assertBetween(10 * LINES, 10 * LINES + 10 + OF_ITSELF, scanned(10, false));
    int few = Elsewhere.FEW - 1;
    long of = (long) few * LINES;
    assertBetween(of, of + few + OF_ITSELF, scanned(few, false));
  }

  @Test
  void areAsManyForTwoHundredInstancesAsForAHundredAndFifty() throws Exception {
    long rows = scanned(200, true);
    assertBetween(LINES, OF_ITSELF, rows);
    assertEquals(scanned(150, true), rows);
  }

  private static void assertBetween(long least, long most, long rows) {
    assertTrue(rows >= least && rows <= most, () -> "rows: " + rows);
  }
}
