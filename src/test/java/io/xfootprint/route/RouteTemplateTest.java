// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTemplateTest {

  @ParameterizedTest
  @CsvSource({
    "/orders/{id}, /orders/42, true",
    "/orders/{id}, /orders, false",
    "/orders/{id}, /orders/, false",
    "/orders/{id}, /orders/42/lines, false",
    "/orders/{id}/lines, /orders/42/lines, true",
    "/files/*, /files, true",
    "/files/*, /files/, true",
    "/files/*, /files/a/b.txt, true",
    "/files/*, /filesystem, false",
    "/{tenant}/*, /acme/a/b, true",
    "/, /, true",
    "/{a}/{b}, /orders/42/, false",
    "/{a}/{b}/, /orders/42/, true",
    "/{a}/{b}, //42, false",
    "/orders/{id}, '', false",
    "/*, '', true",
    "/a*, /ab, false"
  })
  void matchesPartByPart(String template, String path, boolean matches) {
    assertEquals(matches, new RouteTemplate(template).matches(path));
    assertEquals(template, new RouteTemplate(template).toString());
  }
}
