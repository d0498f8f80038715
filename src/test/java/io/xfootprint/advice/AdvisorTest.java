// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.advice.Moves.Kind;
import io.xfootprint.data.CsvTable;
import io.xfootprint.grid.Location;
import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.model.PowerSource;
import io.xfootprint.model.Uncertainty;
import io.xfootprint.units.Range;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which moves are shown, and in which order. */
class AdvisorTest {

  /** A guest sees less memory than its type has. */
  private static final Host GUEST =
      new Host(
          "",
          "Skylake (Server)",
          1,
          1,
          2,
          true,
          OptionalLong.of(8_100_000_000L),
          ContainerLimits.WHOLE_MACHINE);

  private static final Host SERVER =
      new Host(
          "Intel Xeon Gold 6148",
          "Skylake (Server)",
          2,
          40,
          80,
          false,
          OptionalLong.of(256_000_000_000L),
          ContainerLimits.WHOLE_MACHINE);

  private static DoneWork on(Host host, String machine, String location) {
    return new DoneWork(Map.of("app", "shop", "machine", machine, "location", location), host, 1);
  }

  private static final DoneWork M5 = on(GUEST, "aws/m5.large", "aws/us-east-1");

  private static Advice advice(DoneWork done, String provider) {
    return Advisor.advise(done.circumstances(), done.statement(24, 43_200, 2, 8), provider)
        .orElseThrow();
  }

  private static Optional<Moves> moves(Advice advice, Kind kind) {
    return advice.moves().stream().filter(each -> each.kind() == kind).findFirst();
  }

  private static List<String> machines(Moves moves) {
    return moves.best().stream().map(move -> move.there().machine()).toList();
  }

  private static List<String> places(Moves moves) {
    return moves.best().stream().map(move -> move.there().place().name()).toList();
  }

  private static Optional<Saving> saving(DoneWork done, String machine, String location) {
    return Advisor.move(
            done.circumstances(),
            done.statement(24, 43_200, 2, 8),
            machine,
            Location.find(location).orElseThrow())
        .map(moves -> moves.best().get(0).saving());
  }

  @Test
  void showsTheLargestSavingFirst() {
    for (Moves moves : advice(M5, "").moves()) {
      List<Double> grams = moves.best().stream().map(move -> move.there().grams()).toList();
      assertEquals(grams.stream().sorted().toList(), grams);
      assertTrue(moves.best().size() <= 20);
    }
  }

  @Test
  void changesTheMachineOrThePlaceOrBoth() {
    Advice advice = advice(M5, "");
    assertEquals(
        List.of(Kind.MACHINE, Kind.PLACE, Kind.BOTH),
        advice.moves().stream().map(Moves::kind).toList());
    Moves machines = moves(advice, Kind.MACHINE).orElseThrow();
    assertTrue(places(machines).stream().allMatch("aws/us-east-1"::equals));
    assertFalse(machines(machines).contains("aws/m5.large"));
    Moves places = moves(advice, Kind.PLACE).orElseThrow();
    assertTrue(machines(places).stream().allMatch("aws/m5.large"::equals));
    assertFalse(places(places).contains("aws/us-east-1"));
    Moves both = moves(advice, Kind.BOTH).orElseThrow();
    assertEquals(places(both).size(), places(both).stream().distinct().count());
  }

  @Test
  void showsOneCloudIfItIsAskedFor() {
    Moves google = moves(advice(M5, "gcp"), Kind.BOTH).orElseThrow();
    assertTrue(machines(google).stream().allMatch(machine -> machine.startsWith("gcp/")));
    assertTrue(places(google).stream().allMatch(place -> place.startsWith("gcp/")));
    assertEquals(1, advice(M5, "gcp").moves().size());
    assertEquals(3, advice(M5, "aws").moves().size());
  }

  /** Each of them has at least 2 vCPUs and 8 GiB, although the guest is shown 8.1 GB. */
  @Test
  void takesNoMachineThatHasLessThanIsHeld() {
    Advice advice = advice(M5, "");
    assertEquals(2, advice.need().cpus());
    assertEquals(8, advice.need().gibibytes());
    Set<String> shown = new HashSet<>();
    advice.moves().forEach(moves -> shown.addAll(machines(moves)));
    for (CsvTable.Row row : CsvTable.read("cloud-instance").rows()) {
      if (shown.contains(row.text("provider") + "/" + row.text("instance_type"))) {
        assertTrue(row.number("vcpus") >= 2 && row.number("memory_gb") >= 8);
      }
    }
    assertEquals(Optional.empty(), saving(M5, "aws/c6a.large", "aws/us-east-1"));
    assertTrue(saving(M5, "aws/m6a.large", "aws/us-east-1").isPresent());
  }

  @Test
  void takesTheSameGuestForAFitWithoutItsType() {
    DoneWork done = new DoneWork(Map.of("app", "shop", "location", "aws/us-east-1"), GUEST, 1);
    assertEquals(8.1e9 / (1 << 30), done.circumstances().need().gibibytes(), 1e-9);
    assertTrue(saving(done, "aws/m6a.large", "aws/us-east-1").isPresent());
  }

  /** Only the electricity is another one, so what is off in the machine cancels. */
  @Test
  void losesTheErrorsOfAMachineThatIsOnlyMoved() {
    Saving moved = saving(M5, "aws/m5.large", "aws/eu-north-1").orElseThrow();
    Saving other = saving(M5, "aws/m5a.large", "aws/eu-north-1").orElseThrow();
    assertTrue(moved.high() / moved.low() < other.high() / other.low(), moved + " but " + other);
  }

  /** An r5.large has the same host, and twice the memory; its CPU time is the same. */
  @Test
  void losesTheErrorsOfTheSameHost() {
    Saving same = saving(M5, "aws/r5.large", "aws/us-east-1").orElseThrow();
    assertTrue(same.low() > 1, same::toString);
  }

  @Test
  void isNoChangeWhereNothingChanges() {
    Saving none = saving(M5, "aws/m5.large", "aws/us-east-1").orElseThrow();
    assertEquals(new Saving(1, 1, 1).toString(), none.toString());
  }

  /** US-PJM feeds both. */
  @Test
  void losesTheErrorOfAGridThatBothPlacesHave() {
    Saving saving = saving(M5, "aws/m5.large", "aws/us-east-2").orElseThrow();
    assertEquals(1, saving.ratio(), 0.02);
    assertTrue(saving.high() / saving.low() < 1.12, saving::toString);
  }

  @Test
  void comparesAServerOnPremisesByItsOwnPower() {
    DoneWork done = on(SERVER, "Intel Xeon Gold 6148", "country/DEU");
    Advice advice = advice(done, "");
    assertFalse(advice.need().whole());
    assertEquals(List.of(Kind.PLACE, Kind.BOTH), advice.moves().stream().map(Moves::kind).toList());
    assertTrue(moves(advice, Kind.BOTH).orElseThrow().best().get(0).saving().ratio() < 0.5);
    assertEquals(Optional.empty(), advice.size());
    assertTrue(
        saving(done, done.settings().getOrDefault("machine", ""), "country/SWE").isPresent());
    // A share of a server follows use, so what was used is what another machine must have.
    assertEquals(1, advice.need().cpus());
    DoneWork unknown = new DoneWork(done.settings(), SERVER, Double.NaN);
    assertEquals(0, advice(unknown, "").need().cpus());
  }

  /**
   * With twice the vCPUs of a machine, a whole one is held; of a container's part only its part.
   */
  @Test
  void holdsTheWholeOfAMachineOrAsMuchAsNow() {
    double whole = saving(M5, "aws/m5.xlarge", "aws/us-east-1").orElseThrow().ratio();
    assertTrue(whole > 1.3, "only " + whole);
    Host container =
        new Host(
            "",
            "Skylake (Server)",
            1,
            8,
            16,
            true,
            OptionalLong.of(64_000_000_000L),
            new ContainerLimits(true, OptionalDouble.of(2), OptionalLong.of(8_000_000_000L)));
    DoneWork part = on(container, "aws/m5.4xlarge", "aws/us-east-1");
    assertEquals(1, saving(part, "aws/m5.xlarge", "aws/us-east-1").orElseThrow().ratio(), 1e-3);
  }

  private static Saving byMeter(String machine, String location) {
    Circumstances modelled = M5.circumstances();
    Circumstances measured =
        new Circumstances(
            modelled.model(),
            modelled.host(),
            modelled.location(),
            Optional.of(
                new EnergyMethod(
                    "measured-host",
                    Uncertainty.of(PowerSource.HOST_METER, true, false, Range.EXACT))),
            1);
    return Advisor.move(
            measured,
            M5.statement(24, 43_200, 2, 8),
            machine,
            Location.find(location).orElseThrow())
        .orElseThrow()
        .best()
        .get(0)
        .saving();
  }

  @Test
  void losesTheErrorsOfAMeterWhereTheMachineIsOnlyMoved() {
    assertEquals(1, byMeter("aws/m5.large", "aws/us-east-1").high());
  }

  @Test
  void leavesOutTheMachineItself() {
    DoneWork best = on(GUEST, "aws/m6a.large", "aws/us-east-1");
    Moves moves = moves(advice(best, "aws"), Kind.MACHINE).orElseThrow();
    assertFalse(machines(moves).contains("aws/m6a.large"));
    assertTrue(
        machines(moves(advice(M5, "aws"), Kind.MACHINE).orElseThrow()).contains("aws/m6a.large"));
  }

  /** 3.6 MJ are a kWh: 323.1 g x PUE 1.15 / (1 - 0.2), and what was embodied. */
  @Test
  void countsWhatIsLostOnTheWay() {
    DoneWork lossy =
        new DoneWork(
            Map.of("machine", "aws/m5.large", "location", "aws/us-east-1", "grid-loss", "0.2"),
            GUEST,
            1);
    Spot here = advice(lossy, "aws").here();
    Bill bill = here.bill();
    double kilowattHours = (bill.workJoules() + bill.idleJoules() + bill.memoryJoules()) / 3.6e6;
    assertEquals(kilowattHours * 323.1 * 1.15 / 0.8 + bill.embodiedGrams(), here.grams(), 1e-6);
    assertTrue(here.at(here.place()).grams() == here.grams());
  }

  /** A meter's energy has nothing to do with the row of the table, even if that is the same. */
  @Test
  void keepsTheErrorsOfAMeter() {
    Saving saving = byMeter("aws/m5d.large", "aws/us-east-1");
    Saving byModel = saving(M5, "aws/m5d.large", "aws/us-east-1").orElseThrow();
    assertTrue(saving.high() > 1.1 * byModel.high(), saving + " but " + byModel);
  }

  @Test
  void saysNothingOfWorkThatIsNotKnown() {
    assertEquals(
        Optional.empty(),
        Advisor.advise(M5.circumstances(), io.xfootprint.ledger.Statement.NONE, ""));
  }

  @Test
  void countsWholeCpusThatWereNeverUsed() {
    Spot here = advice(M5, "aws").here();
    assertEquals(2, SmallerSize.of(here, 4, 1.7, 16).orElseThrow().unused());
    assertEquals(1, SmallerSize.of(here, 4, 2.01, 16).orElseThrow().unused());
    assertEquals(3, SmallerSize.of(here, 4, 0, 16).orElseThrow().unused());
    assertEquals(0.5, SmallerSize.of(here, 1.5, 0.2, 4).orElseThrow().unused());
    assertEquals(Optional.empty(), SmallerSize.of(here, 4, 3.2, 16));
    assertEquals(Optional.empty(), SmallerSize.of(here, 4, 4.1, 16));
    assertEquals(Optional.empty(), SmallerSize.of(here, 1, 0.1, 4));
    assertEquals(Optional.empty(), SmallerSize.of(here, 0.5, 0.1, 4));
    assertEquals(Optional.empty(), SmallerSize.of(here, 4, Double.NaN, 16));
  }
}
