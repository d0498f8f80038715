// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.ledger.Route;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouteNamesTest {

  private final RouteNames names = new RouteNames("/shop", List.of(), 200);

  private Route of(String method, String name) {
    return names.of(request(method, Map.of(FootprintFilter.ROUTE_ATTRIBUTE, name)), null, 200);
  }

  private static HttpServletRequest request(String method, Map<String, String> attributes) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            RouteNamesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, called, arguments) ->
                switch (called.getName()) {
                  case "getMethod" -> method;
                  case "getServletPath" -> "/WEB-INF/page.jsp";
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  default -> null;
                });
  }

  /** As on Undertow in WildFly, which does not give a request its path back. */
  @Test
  void takesThePathThatTheClientAskedForAfterAForward() {
    RouteNames templates = new RouteNames("/shop", List.of("/orders/{id}", "/*"), 200);
    Map<String, String> forwarded =
        Map.of(
            RequestDispatcher.FORWARD_SERVLET_PATH, "/orders",
            RequestDispatcher.FORWARD_PATH_INFO, "/17");
    assertEquals(
        "GET /shop/orders/{id}", templates.of(request("GET", forwarded), null, 200).label());
    Map<String, String> whole = Map.of(RequestDispatcher.FORWARD_SERVLET_PATH, "/orders/17");
    assertEquals("GET /shop/orders/{id}", templates.of(request("GET", whole), null, 200).label());
    assertEquals("GET /shop/*", templates.of(request("GET", Map.of()), null, 200).label());
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
