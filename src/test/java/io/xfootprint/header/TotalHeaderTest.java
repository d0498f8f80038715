// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.Footprint;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;

class TotalHeaderTest {

  private static final int ANSWERS = 20_000;

  private static String total(OtherInstances elsewhere) {
    Ledger ledger = new Ledger(1, System::nanoTime);
    ledger.total().countRequest();
    ledger.total().add(new Footprint(1, 1, 5_209_600_000L, 652_400_000));
    ledger.setOtherInstances(elsewhere);
    return total(ledger, true);
  }

  private static String total(Ledger ledger, boolean knowsCost) {
    return new TotalHeader(ledger.total()).value(knowsCost);
  }

  @Test
  void writesJoulesAndMilligrams() {
    assertEquals(
        "requests=1, energy-j=5.210, co2e-mg=0.652, full-j=5.210, full-co2e-mg=0.652",
        total(OtherInstances.NOWHERE));
  }

  @Test
  void marksATotalThatMayNotBeAllYet() {
    String value = total(OtherInstances.UNREAD);
    assertEquals(
        "requests=1, energy-j=5.210, co2e-mg=0.652, full-j=5.210, full-co2e-mg=0.652, partial",
        value);
    assertInstanceOf(BooleanItem.class, Parser.parseDictionary(value).get().get("partial"));
  }

  /** Five lines of 6 mJ and 6 ug elsewhere, one of them that of requests. */
  @Test
  void writesInFullWhatIsBeyondRequests() {
    Sums each = Sums.from(figure -> BigInteger.valueOf(6_000_000));
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    for (CostCategory category : CostCategory.values()) {
      lines.put(category, each);
    }
    assertEquals(
        "requests=6000001, energy-j=5.216, co2e-mg=0.658, full-j=5.240, full-co2e-mg=0.682",
        total(OtherInstances.of(new Statement(lines), 1, Set.of())));
  }

  /** A machine whose power is known, and whose threads' time is not. */
  @Test
  void leavesOutWhatIsNotKnown() {
    Ledger ledger = new Ledger(1, System::nanoTime);
    ledger.total().countRequest();
    assertEquals("requests=1", total(ledger, false));
    Sums idle = Sums.from(figure -> BigInteger.valueOf(7_000_000));
    ledger.setOtherInstances(
        OtherInstances.of(new Statement(Map.of(CostCategory.IDLE, idle)), 1, Set.of()));
    assertEquals("requests=1, full-j=0.007, full-co2e-mg=0.007", total(ledger, false));
  }

  @Test
  void writesNoTotalThatIsNoDecimal() {
    Sums most = Sums.from(figure -> BigInteger.valueOf(Long.MAX_VALUE));
    Sums more = Sums.from(figure -> most.get(figure).multiply(BigInteger.valueOf(1000)));
    Statement fleet = new Statement(Map.of(CostCategory.REQUESTS, more));
    String value = total(OtherInstances.of(fleet, 1, Set.of()));
    assertEquals(
        "requests=999999999999999, energy-j=999999999999.999, co2e-mg=999999999999.999,"
            + " full-j=999999999999.999, full-co2e-mg=999999999999.999",
        value);
    Parser.parseDictionary(value);
  }

  /** Costs of a fraction of the last digit, as most requests have, and of many of it. */
  @Test
  void saysTheSameWithTheTextOfAnEarlierAnswer() {
    Random random = new Random(15);
    Ledger ledger = new Ledger(1, System::nanoTime);
    TotalHeader header = new TotalHeader(ledger.total());
    Set<String> costs = new HashSet<>();
    for (int i = 0; i < ANSWERS; i++) {
      ledger.total().countRequest();
      ledger.total().add(new Footprint(1, 1, amount(random), amount(random)));
      if (random.nextInt(500) == 0) {
        // A store that was emptied, or set back, and one that is not read yet.
        ledger.setOtherInstances(elsewhere(random));
      }
      boolean knowsCost = random.nextInt(50) > 0;
      String value = header.value(knowsCost);
      assertEquals(total(ledger, knowsCost), value);
      costs.add(value.substring(value.indexOf(',') + 1));
    }
    assertTrue(costs.size() < ANSWERS / 2, "most answers can use an earlier text");
  }

  private static long amount(Random random) {
    return random.nextInt(50) == 0 ? random.nextLong(5_000_000) : random.nextLong(80_000);
  }

  private static OtherInstances elsewhere(Random random) {
    if (random.nextBoolean()) {
      return random.nextBoolean() ? OtherInstances.UNREAD : OtherInstances.NOWHERE;
    }
    Map<CostCategory, Sums> lines =
        Map.of(
            random.nextBoolean() ? CostCategory.REQUESTS : CostCategory.IDLE,
            Sums.from(figure -> BigInteger.valueOf(random.nextLong(9_000_000))));
    return OtherInstances.of(new Statement(lines), 1, Set.of());
  }
}
