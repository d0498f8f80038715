// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's meters, which it tells if its setting says so. */
class MetricsIT {

  private static final String SETTING = "demo.metrics";

  @TempDir private static Path folder;

  private static Path shop;

  @BeforeAll
  static void unpack() throws Exception {
    shop = ShopServer.unpack(Files.createDirectory(folder.resolve("shop")));
  }

  @AfterEach
  void clear() {
    System.clearProperty(SETTING);
  }

  private static Response metricsAfterAnOrder() throws Exception {
    Server server = ShopServer.start(shop, new WebAppContext());
    try {
      Visit.ORDER.at(ShopServer.url(server));
      return RestAssured.get(ShopServer.url(server) + "/metrics");
    } finally {
      server.stop();
    }
  }

  @Test
  void areToldIfAskedFor() throws Exception {
    System.setProperty(SETTING, "true");
    Response answer = metricsAfterAnOrder();
    assertEquals(200, answer.statusCode());
    assertTrue(
        answer
            .asString()
            .contains(
                "footprint_requests_total{http_request_method=\"GET\",http_route=\"/orders/*\","
                    + "line=\"route\"} 1.0\n"),
        answer.asString());
  }

  @Test
  void areNotToldOtherwise() throws Exception {
    assertEquals(404, metricsAfterAnOrder().statusCode());
  }
}
