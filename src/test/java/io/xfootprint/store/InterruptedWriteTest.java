// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.BreakingConnections;
import io.xfootprint.database.Database.CommitInDoubtException;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.EndedInstanceException;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.xfootprint.store.InstanceStore.StoredTotal;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes that fail, that are not answered, or that come again. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class InterruptedWriteTest {

  private static final LocalDateTime HOUR = LocalDateTime.of(2026, 11, 26, 13, 0);
  private static final LocalDateTime NEXT_HOUR = HOUR.plusHours(1);
  private static final int THREADS = 8;

  private final TestTables tables;
  private final JdbcInstanceStore store;
  private final Random random = new Random(8);

  InterruptedWriteTest(TestDatabase kind) throws SQLException {
    tables = TestTables.in(kind);
    store = tables.store("shop");
  }

  @AfterEach
  void drop() throws SQLException {
    tables.close();
  }

  private Statement some() {
    return MadeUp.sums(random, "GET /a", "GET /b");
  }

  private TestInstance counted(long number) {
    TestInstance instance = new TestInstance(store, number);
    instance.count(HOUR, some());
    instance.count(NEXT_HOUR, some());
    return instance;
  }

  @Test
  void storesNothingOfAWriteThatCannotBeStoredAsAWhole() throws Exception {
    TestInstance instance = counted(1);
    instance.write();
    List<String> before = tables.everything();
    TestInstance other = new TestInstance(store, 2);
    for (TestInstance each : List.of(instance, other)) {
      each.count(NEXT_HOUR, MadeUp.sums(random, "GET /a", "GET /new", "x".repeat(201)));
      assertThrows(SQLException.class, each::write);
      assertEquals(before, tables.everything());
    }
    assertEquals(before, tables.everything());
  }

  @Test
  void storesAWriteAsAWholeOrNotAtAllWhereverTheConnectionBreaks() throws Exception {
    BreakingConnections connections = new BreakingConnections(tables.connections());
    JdbcInstanceStore breaking = tables.store("shop", connections);
    TestInstance first = new TestInstance(breaking, 1);
    first.count(HOUR, some());
    assertWholeOrNothing(breaking, connections, first.next());
    first.count(HOUR, some());
    first.count(NEXT_HOUR, some());
    assertWholeOrNothing(breaking, connections, first.next());
    assertEquals(first.total(), tables.history("shop").total());
  }

  private void assertWholeOrNothing(
      JdbcInstanceStore breaking, BreakingConnections connections, InstanceWrite write)
      throws Exception {
    List<String> before = tables.everything();
    int steps = 0;
    connections.breakInsteadOfStep(steps);
    while (breaks(breaking, write, connections)) {
      assertEquals(before, tables.everything(), "at step " + steps);
      connections.breakInsteadOfStep(++steps);
    }
    assertTrue(steps >= 7, "only " + steps + " steps");
    assertFalse(before.equals(tables.everything()));
  }

  private static boolean breaks(
      JdbcInstanceStore breaking, InstanceWrite write, BreakingConnections connections)
      throws EndedInstanceException {
    try {
      breaking.write(write);
      assertFalse(connections.hasBroken(), "a break was not told");
      return false;
    } catch (SQLException e) {
      assertTrue(connections.hasBroken(), e::toString);
      return true;
    }
  }

  @Test
  void saysThatItDoesNotKnowIfACommitIsNotAnswered() throws Exception {
    BreakingConnections connections = new BreakingConnections(tables.connections());
    JdbcInstanceStore breaking = tables.store("shop", connections);
    InstanceWrite first = counted(1).next();
    int commit = stepsOf(first) - 1;
    connections.breakInsteadOfStep(commit);
    assertThrows(CommitInDoubtException.class, () -> breaking.write(first));
    assertEquals(OptionalLong.empty(), breaking.lastWrite(1));
    connections.breakAfterStep(commit);
    assertThrows(CommitInDoubtException.class, () -> breaking.write(first));
    assertEquals(OptionalLong.of(1), breaking.lastWrite(1));
  }

  /** Returns how many steps a first write takes, by trying it in another application. */
  private int stepsOf(InstanceWrite first) throws Exception {
    BreakingConnections connections = new BreakingConnections(tables.connections());
    JdbcInstanceStore other = tables.store("other", connections);
    int steps = 0;
    connections.breakInsteadOfStep(steps);
    while (breaks(other, first, connections)) {
      connections.breakInsteadOfStep(++steps);
    }
    return steps;
  }

  @Test
  void storesAFirstWriteAgainThatNobodyKnowsToBeStored() throws Exception {
    InstanceWrite first = counted(1).next();
    StoredTotal total = store.write(first);
    List<String> once = tables.everything();
    assertEquals(total, store.write(first));
    assertEquals(once, tables.everything());
  }

  /** As one whose commit comes late does beside its repetition. */
  @Test
  void storesAFirstWriteOnceThatComesManyTimesAtTheSameTime() throws Exception {
    InstanceWrite first = counted(1).next();
    List<Callable<Statement>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      JdbcInstanceStore own = tables.store("shop");
      calls.add(() -> own.write(first).books());
    }
    assertEquals(Collections.nCopies(THREADS, first.total()), Together.call(calls));
    assertEquals(1, tables.number("SELECT COUNT(*) FROM xfootprint_instance"));
    assertEquals(first.total(), tables.history("shop").total());
  }
}
