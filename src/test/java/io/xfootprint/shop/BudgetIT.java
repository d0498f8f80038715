// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static io.restassured.RestAssured.given;
import static io.xfootprint.test.FootprintMatchers.allocatesAtMost;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.test.Budgets;
import io.xfootprint.test.FootprintBudgets;
import io.xfootprint.test.MeasuredRoute;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The budgets of the demo's routes, as a user would have them: bytes against a baseline that is
 * committed. The server runs in this JVM, whose first compiler alone makes bytes the same in each
 * run.
 */
@FootprintBudgets
class BudgetIT {

  private static Server server;
  private static String url;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    server =
        ShopServer.start(
            ShopServer.unpack(Files.createDirectory(folder.resolve("shop"))), new WebAppContext());
    url = ShopServer.url(server);
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  private static String header(String path) {
    return given()
        .get(url + path)
        .then()
        .statusCode(200)
        .header(Told.COST, allocatesAtMost(100_000_000))
        .extract()
        .header(Told.COST);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /orders/*, /orders/1001",
    "GET /search, /search?q=walnut+lamp",
    "GET /thumbnails/*, /thumbnails/17",
    "GET /feed, /feed"
  })
  void keepsToItsBaseline(String route, String path, Budgets budgets) {
    budgets.measure(route, () -> header(path)).keepsToBaseline();
  }

  /** This order has two lines more than the one in the baseline: 1376 B, and not 1248. */
  @Test
  @FootprintBudgets(report = "target/planted-regression.md")
  @DisabledIfSystemProperty(named = "footprint-baseline", matches = "renew")
  void seesThatARouteAllocatesATenthMore(Budgets budgets) {
    MeasuredRoute order = budgets.measure("GET /orders/*", () -> header("/orders/1004"));
    String said = assertThrows(AssertionError.class, order::keepsToBaseline).getMessage();
    assertTrue(
        said.matches(
            "GET /orders/\\* allocates 1\\.[34]\\d? kB, 1\\.\\d+ kB in the baseline"
                + " \\(\\+(9\\.\\d|1\\d) %, limit 5 %\\)"),
        said);
  }
}
