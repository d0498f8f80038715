// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.ledger.Route;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteNamesTest {

  private final RouteNames names = new RouteNames("/shop", List.of(), 200);

  private Route of(String method, String name) {
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                RouteNamesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) ->
                    switch (called.getName()) {
                      case "getMethod" -> method;
                      case "getAttribute" ->
                          FootprintFilter.ROUTE_ATTRIBUTE.equals(arguments[0]) ? name : null;
                      default -> null;
                    });
    return names.of(request, null, 200);
  }

  /** An application may name a route by a raw path of 16 kB. */
  @Test
  void remembersNoMoreOfANameThanARouteTakes() {
    String path = "/" + "a".repeat(16_000);
    Route first = of("GET", path + "1");
    assertSame(first, of("GET", path + "2"));
    assertEquals(Route.MAX_LENGTH, first.label().length());
    assertTrue(first.pattern().startsWith("/shop/aaa"));
  }

  @Test
  void namesEachMethodAndOthersAsOne() {
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "CONNECT")) {
      assertEquals(method + " /shop/a", of(method, "/a").label());
      assertSame(of(method, "/a"), of(method, "/a"));
    }
    assertEquals("_OTHER /shop/a", of("BREW", "/a").label());
    assertSame(of("BREW", "/a"), of("WHEN", "/a"));
  }

  @Test
  void namesRoutesThatItDoesNotRemember() {
    for (int i = 0; i < 300; i++) {
      assertEquals("GET /shop/" + i, of("GET", "/" + i).label());
    }
  }
}
