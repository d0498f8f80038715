// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.settings.LogSettings;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of a process whose application runs in others too. */
class FleetLogTest {

  private static final Footprint IDLE = new Footprint(0, 0, 2_500_000_000L, 300_000_000);
  private static final Footprint EMBODIED = new Footprint(0, 0, 0, 420_000_000);

  private final Ledger ledger = new Ledger(10, System::nanoTime);

  @BeforeEach
  void serve() {
    Route orders = new Route("GET", "/orders/*");
    Footprint cost = new Footprint(300_000_000, 31_000_000, 849_000_000, 9_000_000, 105_000_000);
    ledger.add(orders, cost);
    ledger.countRequest(orders, true, true, false);
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            new Footprint(400_000_000, 32_000_000, 1_160_000_000, 39_000_000, 143_000_000),
            20_000_000,
            2.9,
            IDLE,
            Footprint.NONE,
            EMBODIED));
  }

  private List<String> lines(OtherInstances elsewhere) {
    return lines(elsewhere, TestLog.SHORT);
  }

  private List<String> lines(OtherInstances elsewhere, LogSettings settings) {
    ledger.setOtherInstances(elsewhere);
    return new TotalsLog("shop", settings).lines(ledger.snapshot());
  }

  private static OtherInstances twiceAsMuch(Ledger ledger) {
    Statement own = ledger.snapshot().sinceStart();
    return OtherInstances.of(own.plus(own), 2, Set.of("measured", "model"));
  }

  @Test
  void writesTheLineOfTheApplicationForAllOfThem() {
    List<String> alone = lines(OtherInstances.NOWHERE);
    List<String> fleet = lines(twiceAsMuch(ledger));
    assertEquals(alone.get(0), fleet.get(0));
    assertEquals(
        "app=\"shop\" requests=3 cpu_ms=900.000 energy_j=2.547 co2e_mg=0.315 background_j=0.933"
            + " idle_j=7.500 memory_j=0.000 embodied_mg=1.260 full_j=10.980 full_co2e_mg=2.589"
            + " coverage=0.798 method=\"measured+model\" instances=3",
        fleet.get(1));
    assertEquals(
        fleet.get(1)
            + " gc_j=0.027 full_gc_j=0.117 gc_cpu_ms=60.000 process_cpu_ms=1200.000"
            + " energy_low_j=1.274 energy_high_j=5.094 co2e_low_mg=0.156 co2e_high_mg=0.634"
            + " background_low_j=0.467 background_high_j=1.866 idle_low_j=6.000"
            + " idle_high_j=9.375 memory_low_j=0.000 memory_high_j=0.000 embodied_low_mg=0.840"
            + " embodied_high_mg=3.780 full_low_j=7.740 full_high_j=16.335"
            + " full_co2e_low_mg=1.759 full_co2e_high_mg=5.791",
        lines(twiceAsMuch(ledger), TestLog.DETAILED).get(1));
  }

  @Test
  void saysThatItIsAloneUntilTheStoreIsRead() {
    String app = lines(OtherInstances.UNREAD).get(1);
    assertTrue(app.contains(" requests=1 ") && app.endsWith(" method=\"model\" partial=true"), app);
    String json = lines(OtherInstances.UNREAD, TestLog.JSON).get(1);
    assertTrue(JsonPath.from(json).getBoolean("partial"), json);
  }

  @Test
  void countsItselfWhereTotalsAreKept() {
    String app = lines(OtherInstances.of(Statement.NONE, 0, Set.of())).get(1);
    assertTrue(app.endsWith(" method=\"model\" instances=1"), app);
  }

  @Test
  void writesWhatIsMoreThanALong() {
    Sums most = Sums.from(figure -> BigInteger.valueOf(Long.MAX_VALUE));
    Statement fleet = new Statement(Map.of(CostCategory.IDLE, most.plus(most)));
    String app = lines(OtherInstances.of(fleet, 1, Set.of())).get(1);
    assertTrue(app.contains(" idle_j=18446744076.210 "), app);
  }

  @Test
  void knowsALineThatAnyOfThemKnows() {
    Sums memory = TestBooks.sums(0, 0, 0, 0, 0, 0, 0, 5_000_000_000L, 7);
    Statement fleet = new Statement(Map.of(CostCategory.MEMORY, memory));
    Ledger unknown = new Ledger(10, System::nanoTime);
    unknown.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            Footprint.UNKNOWN,
            -1,
            2,
            Footprint.UNKNOWN,
            Footprint.UNKNOWN,
            Footprint.UNKNOWN));
    unknown.setOtherInstances(OtherInstances.of(fleet, 1, Set.of()));
    String app = new TotalsLog("shop", TestLog.SHORT).lines(unknown.snapshot()).get(0);
    assertTrue(app.contains(" memory_j=5.000 ") && !app.contains("idle_j"), app);
    assertEquals(
        5_000_000_000L, unknown.snapshot().ofApplication().full().asLong(Metric.ENERGY_NANOJOULES));
  }
}
