// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.advice.HeldCost.Line;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.settings.Price;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is held, in money. */
class HeldCostTest {

  private static final Price PRICE = new Price(new BigDecimal("0.05"), "USD");

  private static Work held(double cpuHours) {
    return new Work(0, cpuHours, 0, new Bill(0, 0, 0, 0));
  }

  private static Statement statement(Map<String, Sums> routes) {
    return Statement.of(
        Map.of(
            CostCategory.REQUESTS, routes.values().stream().reduce(Sums.NONE, Sums::plus),
            CostCategory.BACKGROUND, DoneWork.sums(0, 7, 0),
            CostCategory.IDLE, DoneWork.sums(0, 100, 0)),
        routes);
  }

  /**
   * Of 48 vCPU-hours at 0.05 three quarters belong to the route with three quarters of CPU time.
   */
  @Test
  void isSharedByCpuTimeAsFullCostIs() {
    HeldCost cost =
        HeldCost.of(
            held(48),
            statement(Map.of("a", DoneWork.sums(3, 30, 0), "b", DoneWork.sums(1, 10, 0))),
            PRICE);
    assertEquals("USD", cost.currency());
    assertEquals("2.400000000", cost.total().cost().toPlainString());
    assertEquals(List.of("a", "b"), cost.routes().stream().map(Line::name).toList());
    assertEquals("1.800000000", cost.routes().get(0).cost().toPlainString());
    assertEquals("36.000000000", cost.routes().get(0).cpuHours().toPlainString());
    assertEquals(
        0, new BigDecimal("1.8").compareTo(cost.routes().get(0).perThousand().orElseThrow()));
    assertEquals("0.600000000", cost.routes().get(1).cost().toPlainString());
  }

  @Test
  void addsUpExactly() {
    Random random = new Random(4);
    Map<String, Sums> routes = new HashMap<>();
    for (int i = 0; i < 100; i++) {
      routes.put("route " + i, DoneWork.sums(random.nextDouble(), random.nextDouble(), 0));
    }
    HeldCost cost = HeldCost.of(held(1234.567891), statement(routes), PRICE);
    assertEquals(
        cost.total().cost(),
        cost.routes().stream().map(Line::cost).reduce(BigDecimal.ZERO, BigDecimal::add));
    assertEquals(
        cost.total().cpuHours(),
        cost.routes().stream().map(Line::cpuHours).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  @Test
  void isOfTheApplicationAloneWithoutRequests() {
    HeldCost cost = HeldCost.of(held(2), statement(Map.of()), PRICE);
    assertEquals(List.of(), cost.routes());
    assertEquals("0.100000000", cost.total().cost().toPlainString());
    assertEquals(Optional.empty(), cost.total().perThousand());
  }

  @Test
  void sharesNothingWhereNothingElseIsShared() {
    Sums route = DoneWork.sums(1, 1, 0);
    Statement alone = new Statement(Map.of(CostCategory.REQUESTS, route), Map.of("a", route));
    assertEquals(List.of(), HeldCost.of(held(2), alone, PRICE).routes());
  }
}
