// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.host.ContainerLimits;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The hours that the books do not have. */
class WorkTest {

  private static final Host GUEST =
      new Host(
          "",
          "Zen 4",
          1,
          2,
          2,
          true,
          OptionalLong.of(8_000_000_000L),
          ContainerLimits.WHOLE_MACHINE);

  private static DoneWork on(Map<String, String> settings) {
    return new DoneWork(settings, GUEST, 1);
  }

  private static Optional<Work> of(DoneWork done, Statement statement, boolean measured) {
    return Work.of(statement, done.circumstances().model(), measured);
  }

  private static void holds(double cpuHours, double gigabyteHours, Optional<Work> work) {
    assertEquals(cpuHours, work.orElseThrow().cpuHours(), 1e-6);
    assertEquals(gigabyteHours, work.orElseThrow().gigabyteHours(), 1e-6);
  }

  @Test
  void followsFromWhatWasBookedByTheHour() {
    DoneWork done = on(Map.of("app", "shop"));
    Optional<Work> work = of(done, done.statement(3, 600, 2, 8), false);
    holds(6, 24, work);
    assertEquals(600, work.orElseThrow().cpuSeconds(), 1e-6);
  }

  @Test
  void followsFromTheFigureOfAnInstanceType() {
    DoneWork done = on(Map.of("app", "shop", "machine", "aws/m5.large"));
    holds(6, 24, of(done, done.statement(3, 600, 2, 8), false));
  }

  @Test
  void followsFromIdleEnergyWhereMakingCostsNothing() {
    DoneWork done = on(Map.of("app", "shop", "embodied", "0"));
    holds(6, 24, of(done, done.statement(3, 600, 2, 8), false));
  }

  @Test
  void isNotKnownWhereOnlyAMeterKnowsTheIdlePower() {
    DoneWork done = on(Map.of("app", "shop", "embodied", "0"));
    assertEquals(Optional.empty(), of(done, done.statement(3, 600, 2, 8), true));
  }

  /** Idle power that is set holds memory, which then has no line. */
  @Test
  void takesMemoryThatIsHeldWhereItHasNoLine() {
    DoneWork done = on(Map.of("app", "shop", "power.idle-watts", "1", "embodied", "0.5"));
    holds(6, 24, of(done, done.statement(3, 600, 2, 8), false));
  }

  @Test
  void isNotKnownWithoutBackgroundOrIdlePower() {
    DoneWork done = on(Map.of("app", "shop"));
    Statement all = done.statement(3, 600, 2, 8);
    for (CostCategory missing : new CostCategory[] {CostCategory.BACKGROUND, CostCategory.IDLE}) {
      Map<CostCategory, Sums> lines = new EnumMap<>(all.lines());
      lines.remove(missing);
      assertEquals(Optional.empty(), of(done, new Statement(lines), false));
    }
  }

  @Test
  void isNothingBeforeTheFirstWindow() {
    DoneWork done = on(Map.of("app", "shop"));
    assertEquals(Optional.empty(), of(done, done.statement(0, 0, 2, 8), false));
    assertEquals(Optional.empty(), of(done, Statement.NONE, false));
  }
}
