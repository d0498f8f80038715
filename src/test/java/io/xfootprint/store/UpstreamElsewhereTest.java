// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.upstream.UpstreamSum;
import io.xfootprint.upstream.UpstreamTotal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What other services have told instances that are not this process, whatever it has written. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class UpstreamElsewhereTest {

  private static final String APP = "shop";
  private static final String A = "GET /a";
  private static final String B = "GET /b";
  private static final UpstreamSum TOLD = new UpstreamSum(1, 1, 2, 7_070_000, 873_000);
  private static final UpstreamSum LARGEST =
      new UpstreamSum(1, 1, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

  /** What instance 7 has, and those that have ended. */
  private static final Map<String, UpstreamTotal> OTHERS =
      Map.of(
          A, UpstreamTotal.of(TOLD).plus(UpstreamTotal.of(UpstreamSum.SILENT)),
          B, UpstreamTotal.of(TOLD));

  private final TestTables tables;
  private final UpstreamTables rows;
  private final Map<String, UpstreamSum> sums = new HashMap<>();
  private final UpstreamWriter writer;

  UpstreamElsewhereTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    tables.store(APP);
    rows = new UpstreamTables(tables.database(), APP);
    writer = new UpstreamWriter(rows, () -> sums);
    rows.write(0, Map.of(A, TOLD));
    rows.write(7, Map.of(A, UpstreamSum.SILENT, B, TOLD));
    new UpstreamTables(tables.database(), "another").write(0, Map.of(A, TOLD));
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private void call(String route) {
    sums.merge(route, TOLD, UpstreamSum::plus);
  }

  private Map<String, UpstreamTotal> elsewhere() throws StoreException {
    return new UpstreamElsewhere(APP, writer::share).ask(tables.history(APP));
  }

  @Test
  void isTheSameWhateverThisProcessHasWritten() throws Exception {
    assertEquals(OTHERS, elsewhere());
    call(A);
    writer.run(1);
    assertEquals(OTHERS, elsewhere());
    call(A);
    call("GET /c");
    assertEquals(OTHERS, elsewhere());
    writer.run(1);
    assertEquals(OTHERS, elsewhere());
  }

  /** As between the commit and the moment at which the process knows of it. */
  @Test
  void leavesOutRowsThatThisProcessDoesNotKnowOfYet() throws Exception {
    writer.run(1);
    rows.write(1, Map.of(A, TOLD));
    assertEquals(OTHERS, elsewhere());
  }

  @Test
  void leavesOutWhatThisProcessWroteUnderEarlierNumbers() throws Exception {
    call(A);
    call("GET /c");
    writer.run(1);
    writer.run(2);
    assertEquals(OTHERS, elsewhere());
    call(A);
    writer.run(2);
    writer.run(3);
    call(B);
    assertEquals(OTHERS, elsewhere());
    writer.run(3);
    assertEquals(OTHERS, elsewhere());
    rows.merge(1);
    assertEquals(OTHERS, elsewhere());
    rows.merge(2);
    rows.merge(7);
    assertEquals(OTHERS, elsewhere());
  }

  /** It was away for a day, and has not written since. */
  @Test
  void leavesOutWhatOthersHaveMergedOfThisProcessWithoutItsKnowledge() throws Exception {
    call(A);
    writer.run(1);
    writer.run(2);
    call(A);
    call(B);
    writer.run(2);
    rows.merge(2);
    assertEquals(OTHERS, elsewhere());
    call(A);
    writer.run(3);
    assertEquals(OTHERS, elsewhere());
  }

  @Test
  void asksAgainWhenThisProcessGoesOnUnderAnotherNumberMeanwhile() throws Exception {
    call(A);
    writer.run(1);
    UpstreamShare before = writer.share();
    call(A);
    writer.run(2);
    UpstreamShare after = writer.share();
    Iterator<UpstreamShare> shares = List.of(before, after, after, after).iterator();
    assertEquals(OTHERS, new UpstreamElsewhere(APP, shares::next).ask(tables.history(APP)));
    assertEquals(false, shares.hasNext());
  }

  @Test
  void addsUpMoreThanALongHolds() throws Exception {
    for (long instance = 8; instance <= 10; instance++) {
      rows.write(instance, Map.of("GET /c", LARGEST));
    }
    UpstreamTotal largest = UpstreamTotal.of(LARGEST);
    assertEquals(largest.plus(largest).plus(largest), elsewhere().get("GET /c"));
  }

  @Test
  void isNeverLessThanNothing() throws Exception {
    call(A);
    writer.run(1);
    writer.run(2);
    tables.change("DELETE FROM xfootprint_upstream");
    assertEquals(Map.of(), elsewhere());
  }

  @Test
  void saysThatTheTableCannotBeRead() throws Exception {
    tables.change("ALTER TABLE xfootprint_upstream RENAME TO xfootprint_hidden");
    assertThrows(StoreException.class, this::elsewhere);
  }
}
