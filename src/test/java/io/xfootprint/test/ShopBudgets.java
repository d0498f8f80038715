// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static io.restassured.RestAssured.get;
import static io.xfootprint.test.FootprintMatchers.allocatesAtMost;

import java.time.Duration;
import org.junit.jupiter.api.Test;

// What the page on budgets shows. It is compiled only, as there is no such shop; BudgetIT has one.
@FootprintBudgets
class ShopBudgets {

  @Test
  void ordersKeepToTheirBaseline(Budgets budgets) {
    budgets.measure("GET /orders/{id}", () -> header("/orders/1001")).keepsToBaseline();
  }

  private static String header(String path) {
    return get(path).then().statusCode(200).extract().header("X-Footprint");
  }

  @Test
  void searchesStayWithinTheirBudget(Budgets budgets) {
    budgets
        .measure("GET /search", () -> header("/search?q=lamp"))
        .allocatesAtMost(20_000_000)
        .usesCpuOfAtMost(Duration.ofMillis(50))
        .usesEnergyOfAtMost(60_000);
  }

  @Test
  void anOrderIsCheap() {
    get("/orders/1001").then().header("X-Footprint", allocatesAtMost(100_000));
  }
}
