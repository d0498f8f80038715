// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static io.xfootprint.store.ManyInstances.assertTotal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.database.BreakingConnections;
import io.xfootprint.database.Database.CommitInDoubtException;
import io.xfootprint.database.Sql;
import io.xfootprint.database.TestDatabase;
import io.xfootprint.database.WatchedConnections;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.InstanceWrite;
import io.xfootprint.store.ManyInstances.Member;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The total of many instances while they write at the same time, and while processes end. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SharedSumRaceTest {

  private static final int THREADS = 8;
  private static final int WRITES = 40;

  private final ManyInstances fleet;

  SharedSumRaceTest(TestDatabase kind) throws SQLException {
    fleet = new ManyInstances(kind);
  }

  @AfterEach
  void drop() throws SQLException {
    fleet.close();
  }

  /** It is known which of its writes a sum holds, or that is passed by. */
  @Test
  void isPassedByIfItWasMadeWhileAWriteWasStored() throws Exception {
    AtomicInteger meanwhile = new AtomicInteger();
    Member slow =
        fleet.member(
            7,
            new WatchedConnections(
                fleet.tables().connections(),
                sql -> {
                  // The sum is taken then, and not yet stored.
                  if (sql.equals(Sql.MAKE_SUM.text()) && meanwhile.getAndIncrement() == 0) {
                    fleet.count(List.of(fleet.first()));
                    fleet.first().writeAndTidy();
                  }
                }));
    fleet.all().add(slow);
    fleet.writeAndTidy();
    slow.writeAndTidy();
    fleet.writeAndTidy();
    Statement others = ManyInstances.sum(fleet.all().subList(1, fleet.all().size()));
    fleet.makeSumDue();
    slow.writeAndTidy();
    assertEquals(1, meanwhile.get());
    // What the sum holds of this one is the write before.
    assertTotal(others.plus(fleet.first().total()), fleet.first().writeAndTidy());
    fleet.countInAll();
    fleet.writeAndTidy();
    fleet.makeSumDue();
    fleet.writeAndTidy();
    assertTotal(fleet.sum(), fleet.first().writeAndTidy());
  }

  /** Wherever its connection breaks; the next one has its turn an interval later. */
  @Test
  void isMadeByAnotherOneIfAProcessEndsWhileItMakesIt() throws Exception {
    BreakingConnections breaking = new BreakingConnections(fleet.tables().connections());
    Member dying = fleet.member(7, breaking);
    fleet.all().add(dying);
    fleet.writeAndTidy();
    fleet.writeAndTidy();
    Statement told = fleet.sum();
    boolean broken = true;
    int steps = 0;
    while (broken) {
      fleet.countInAll();
      for (Member each : fleet.all()) {
        each.write();
      }
      fleet.makeSumDue();
      breaking.breakInsteadOfStep(steps++);
      broken = fails(dying);
      breaking.breakInsteadOfStep(Integer.MAX_VALUE);
      for (Member each : fleet.all()) {
        Statement total = each.writeAndTidy().books();
        assertNoLess(total, told);
        assertNoLess(fleet.sum(), total);
      }
      fleet.makeSumDue();
      fleet.writeAndTidy();
      told = fleet.sum();
      for (Member each : fleet.all()) {
        assertTotal(told, each.writeAndTidy());
      }
    }
    assertTrue(steps >= 12, "only " + steps + " steps");
  }

  private static boolean fails(Member dying) {
    try {
      dying.store().tidy();
      return false;
    } catch (SQLException e) {
      return true;
    }
  }

  private static void assertNoLess(Statement more, Statement less) {
    for (CostCategory line : CostCategory.values()) {
      for (Metric metric : Metric.values()) {
        assertTrue(
            more.line(line).get(metric).compareTo(less.line(line).get(metric)) >= 0,
            () -> line + " " + metric);
      }
    }
  }

  /** It adds up all then, as the sum may hold that write or not. */
  @Test
  void isNotTakenByOneThatDoesNotKnowWhetherItsWriteIsStored() throws Exception {
    BreakingConnections breaking = new BreakingConnections(fleet.tables().connections());
    Member doubting = fleet.member(7, breaking);
    fleet.all().add(doubting);
    fleet.writeAndTidy();
    fleet.makeSumDue();
    fleet.writeAndTidy();
    for (boolean isStored : List.of(true, false)) {
      fleet.countInAll();
      fleet.writeAndTidy();
      fleet.count(List.of(doubting));
      InstanceWrite write = doubting.instance().next();
      int steps = 0;
      do {
        if (isStored) {
          breaking.breakAfterStep(steps++);
        } else {
          breaking.breakInsteadOfStep(steps++);
        }
      } while (!isInDoubt(doubting, write));
      breaking.breakInsteadOfStep(Integer.MAX_VALUE);
      // The sum holds its last write if that was stored.
      fleet.makeSumDue();
      fleet.first().writeAndTidy();
      assertTotal(fleet.sum(), doubting.writeAndTidy());
      fleet.makeSumDue();
      fleet.writeAndTidy();
      assertTotal(fleet.sum(), doubting.writeAndTidy());
    }
  }

  private static boolean isInDoubt(Member doubting, InstanceWrite write) throws Exception {
    try {
      doubting.store().write(write);
      return false;
    } catch (CommitInDoubtException e) {
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void neverFallsAndNeverHoldsMoreThanWasCounted() throws Exception {
    AtomicLong counted = new AtomicLong();
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = 10 + i;
      Random own = new Random(number);
      calls.add(
          () -> {
            JdbcInstanceStore store =
                fleet.tables().storeOfMany("shop", fleet.tables().connections(), ManyInstances.FEW);
            TestInstance instance = new TestInstance(store, number);
            long before = 0;
            for (int write = 0; write < WRITES; write++) {
              int requests = own.nextInt(1, 100);
              instance.count(fleet.hour(), requests(requests));
              counted.addAndGet(requests);
              long total = requestsOf(instance.write().books());
              assertTrue(total >= before + requests, "it fell");
              assertTrue(total <= counted.get(), "it counted twice");
              before = total;
              if (own.nextInt(3) > 0) {
                fleet.makeSumDue();
                store.tidy();
              }
            }
            return true;
          });
    }
    Together.call(calls);
    assertTrue(fleet.made() > THREADS, "it was never made");
    assertEquals(counted.get(), requestsOf(fleet.tables().history("shop").total()));
  }

  private static Statement requests(long number) {
    return new Statement(Map.of(CostCategory.REQUESTS, MadeUp.amounts(number)));
  }

  private static long requestsOf(Statement books) {
    return books.line(CostCategory.REQUESTS).asLong(Metric.REQUESTS);
  }
}
