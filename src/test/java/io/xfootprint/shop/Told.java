// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.TotalFigures;
import java.util.List;

/** What an answer says in our headers, each of which must be there once. */
final class Told {

  static final String COST = "X-Footprint";
  static final String TOTAL = "X-Footprint-Total";

  private Told() {}

  static Figures cost(Response answer) {
    return Figures.parse(only(answer.headers().getValues(COST)));
  }

  static TotalFigures total(Response answer) {
    return TotalFigures.parse(only(answer.headers().getValues(TOTAL)));
  }

  static String only(List<String> values) {
    assertEquals(1, values.size(), values::toString);
    return values.get(0);
  }
}
