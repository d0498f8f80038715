// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class SmokeIT {
  @Test
  void answersWithBothHeaders() {
    var answer = given().baseUri(System.getProperty("demo.url")).get("/orders/1001");
    assertNotNull(answer.header("X-Footprint"));
  }
}
