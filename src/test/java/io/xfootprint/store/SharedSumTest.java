// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static io.xfootprint.store.ManyInstances.assertTotal;
import static io.xfootprint.store.ManyInstances.writeAndTidy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.database.TestDatabase;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceStore.StoredTotal;
import io.xfootprint.store.ManyInstances.Member;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The total of more instances than each write adds up; here these are more than three. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SharedSumTest {

  private final ManyInstances fleet;

  SharedSumTest(TestDatabase kind) throws SQLException {
    fleet = new ManyInstances(kind);
  }

  @AfterEach
  void drop() throws SQLException {
    fleet.close();
  }

  @Test
  void isMadeByOneOfThemWhenThereAreMany() throws Exception {
    writeAndTidy(fleet.all().subList(0, ManyInstances.FEW));
    assertEquals(0, fleet.tables().number("SELECT COUNT(*) FROM xfootprint_sum"));
    fleet.writeAndTidy();
    assertEquals(1, fleet.made());
    fleet.writeAndTidy();
    assertEquals(1, fleet.made());
    fleet.makeSumDue();
    fleet.writeAndTidy();
    assertEquals(2, fleet.made());
  }

  @Test
  void isExactWhenAllHaveWrittenAndItIsMade() throws Exception {
    for (int round = 0; round < 3; round++) {
      fleet.countInAll();
      fleet.writeAndTidy();
      fleet.makeSumDue();
      fleet.writeAndTidy();
      for (Member each : fleet.all()) {
        assertTotal(fleet.sum(), each.writeAndTidy());
      }
    }
  }

  @Test
  void hasTheOwnPartExactlyAtOnceAndOthersAsOfTheSum() throws Exception {
    fleet.writeAndTidy();
    fleet.makeSumDue();
    fleet.writeAndTidy();
    Statement before = ManyInstances.sum(fleet.others());
    for (int i = 0; i < 3; i++) {
      fleet.countInAll();
      assertTotal(before.plus(fleet.first().total()), fleet.first().writeAndTidy());
      writeAndTidy(fleet.others());
    }
    fleet.makeSumDue();
    writeAndTidy(fleet.others());
    assertTotal(fleet.sum(), fleet.first().writeAndTidy());
  }

  /** A process that has just started finds what the sum holds, and adds up nobody. */
  @Test
  void isWhatANewProcessBeginsWith() throws Exception {
    fleet.writeAndTidy();
    fleet.makeSumDue();
    fleet.writeAndTidy();
    Statement before = fleet.sum();
    fleet.countInAll();
    fleet.writeAndTidy();
    Member next = fleet.member(7, fleet.tables().connections());
    assertTotal(before.plus(next.total()), next.writeAndTidy());
    fleet.makeSumDue();
    fleet.writeAndTidy();
    fleet.all().add(next);
    assertTotal(fleet.sum(), next.writeAndTidy());
  }

  @Test
  void countsNothingTwiceOfThoseThatEndAndAreMerged() throws Exception {
    fleet.writeAndTidy();
    for (Member each : fleet.all().subList(1, 3)) {
      each.instance().end();
    }
    fleet.makeSumDue();
    writeAndTidy(fleet.all().subList(3, ManyInstances.MANY));
    assertTotal(fleet.sum(), fleet.first().writeAndTidy());
    fleet.tables().tidy("shop", Duration.ZERO);
    assertEquals(
        1,
        fleet
            .tables()
            .number(
                "SELECT COUNT(DISTINCT instance) FROM xfootprint_line"
                    + " WHERE unit = 'total' AND instance = 0"));
    assertTotal(fleet.sum(), fleet.first().writeAndTidy());
    fleet.makeSumDue();
    writeAndTidy(fleet.all().subList(3, ManyInstances.MANY));
    assertTotal(fleet.sum(), fleet.first().writeAndTidy());
  }

  @Test
  void tellsWhichOthersRan() throws Exception {
    Member measured = fleet.member(2, fleet.tables().connections(), "measured");
    fleet.all().set(1, measured);
    fleet.writeAndTidy();
    fleet.makeSumDue();
    fleet.writeAndTidy();
    assertOthers(
        ManyInstances.MANY - 1, Set.of("measured", "model-vm"), fleet.first().writeAndTidy());
    assertOthers(ManyInstances.MANY - 1, Set.of("model-vm"), measured.writeAndTidy());
    fleet.all().get(2).instance().end();
    assertOthers(ManyInstances.MANY - 1, Set.of("model-vm"), measured.writeAndTidy());
    fleet.makeSumDue();
    fleet.first().writeAndTidy();
    assertOthers(ManyInstances.MANY - 2, Set.of("model-vm"), measured.writeAndTidy());
    // One that was away when it was made is not in it.
    fleet
        .tables()
        .change(
            "UPDATE xfootprint_instance SET seen_at = ? WHERE instance = 4",
            fleet.tables().now().minusHours(2));
    fleet.makeSumDue();
    fleet.first().writeAndTidy();
    assertOthers(ManyInstances.MANY - 3, Set.of("model-vm"), measured.writeAndTidy());
  }

  private static void assertOthers(int number, Set<String> methods, StoredTotal total) {
    assertEquals(number, total.otherInstances());
    assertEquals(methods, total.methods());
  }
}
