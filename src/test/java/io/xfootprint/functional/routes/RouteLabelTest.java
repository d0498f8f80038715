// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.WebApp;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests are named in the books. */
class RouteLabelTest {

  private static final String SPRING =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
  private static final int MAX_LENGTH = 120;

  /**
   * Servlets of each kind of mapping; those that set attributes take their values as parameters.
   */
  private static WebApp shop(String contextPath) {
    Handler answer = (request, response) -> response.getWriter().print("hello");
    return WebApp.at(contextPath)
        .servlet("/exact", answer)
        .servlet("/prefix/*", answer)
        .servlet("*.mapx", answer)
        .servlet("", answer)
        .servlet("/orders/*", answer)
        .servlet(
            "/named/*",
            (request, response) -> {
              setAttribute(request, "footprint.route", "own");
              setAttribute(request, SPRING, "spring");
            })
        .servlet("/throws/*", (request, response) -> fail(request))
        .servlet(
            "/forwards",
            (request, response) ->
                request.getRequestDispatcher("/exact").forward(request, response))
        .servlet(
            "/includes",
            (request, response) ->
                request.getRequestDispatcher("/exact").include(request, response));
  }

  private static void setAttribute(HttpServletRequest request, String name, String parameter) {
    if (request.getParameter(parameter) != null) {
      request.setAttribute(name, request.getParameter(parameter));
    }
  }

  private static void fail(HttpServletRequest request) {
    setAttribute(request, "footprint.route", "own");
    throw new IllegalStateException("on purpose");
  }

  private static List<String> labelsOf(WebApp app, String path) throws Exception {
    try (JettyServer server = JettyServer.start(app)) {
      server.get(path);
      server.awaitIdle();
      return app.labels();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/exact, GET /exact",
    "/exact?query=1, GET /exact",
    "/prefix/deep/below, GET /prefix/*",
    "/prefix, GET /prefix/*",
    "/deep/file.mapx, GET *.mapx",
    "/, GET /",
    "/forwards, GET /forwards",
    "/includes, GET /includes",
    "/throws/some/path, GET /throws/*",
    "/throws/some/path?own=/throws/{id}, GET /throws/{id}",
    "/named/1, GET /named/*",
    "/named/1?spring=/owners/{id}, GET /owners/{id}",
    "/named/1?spring=/owners/{id}&own=/mine/{id}, GET /mine/{id}",
    "/named/1?own=, GET /named/*",
  })
  void namesTheServletOrWhatTheApplicationSays(String path, String label) throws Exception {
    String encoded = path.replace("{", "%7B").replace("}", "%7D");
    assertEquals(List.of(label), labelsOf(shop("/").filter(), encoded));
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/exact, GET /shop/exact",
    "/shop/prefix/deep, GET /shop/prefix/*",
    "/shop/, GET /shop/",
    "/shop/named/1?spring=/owners, GET /shop/owners",
    "/shop/named/1?own=/owners, GET /shop/owners",
    "/shop/deep/file.mapx, GET /shop/*.mapx",
    "/shop/named/1?own=checkout, GET checkout",
    "/shop/no/such/path, GET (unmatched)",
  })
  void beginsPathsWithTheContextPath(String path, String label) throws Exception {
    assertEquals(List.of(label), labelsOf(shop("/shop").filter(), path));
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/7, GET /orders/{id}",
    "/orders/7/items, GET /orders/{id}/items",
    "/orders/7/files/a/b, GET /orders/{id}/files/*",
    "/orders/7/other, GET /orders/*",
    "/orders/, GET /orders/*",
    "/named/7?own=/mine, GET /mine",
    "/named/7, GET /named/{id}",
  })
  void usesTheTemplatesOfTheSettings(String path, String label) throws Exception {
    String templates =
        "/orders/{id}, /orders/{id}/items, /orders/{id}/files/*, /named/{id}, /shop/{id}";
    assertEquals(List.of(label), labelsOf(shop("/").filter(Map.of("routes", templates)), path));
  }

  @Test
  void tellsFilesFromPathsThatNobodyAnswers(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("small.txt"), "text");
    WebApp app = shop("/").files(folder).filter();
    try (JettyServer server = JettyServer.start(app)) {
      server.get("/small.txt");
      server.get("/no/such/file.txt");
      server.get("/wp-login.php");
      server.send(new SyncCase("POST", "/small.txt", List.of()));
      server.awaitIdle();
      assertEquals(List.of("GET (default)", "GET (unmatched)", "POST (unmatched)"), app.labels());
    }
  }

  @Test
  void namesPathsWithoutAnyServletUnmatched() throws Exception {
    assertEquals(List.of("GET (unmatched)"), labelsOf(shop("/").filter(), "/no/such/path"));
  }

  @Test
  void sumsUnknownMethods() throws Exception {
    WebApp app = shop("/").filter();
    try (JettyServer server = JettyServer.start(app)) {
      for (String method : List.of("BREW", "PROPFIND", "gEt")) {
        server.sendRaw(
            method + " /prefix/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      }
      server.awaitIdle();
      assertEquals(List.of("_OTHER /prefix/*"), app.labels());
      assertEquals(3, app.totals().requests());
    }
  }

  @Test
  void sumsRoutesBeyondTheBound() throws Exception {
    WebApp app = shop("/").filter(Map.of("routes.max", "50"));
    try (JettyServer server = JettyServer.start(app)) {
      for (int i = 0; i < 1_000; i++) {
        server.get("/named/x?own=/route-" + i);
      }
      server.awaitIdle();
      assertEquals(51, app.labels().size());
      assertTrue(app.labels().contains("(other)"));
      assertEquals(1_000, app.totals().requests());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%0d%0aX-Injected:%201",
        "%1b%5b31m",
        "%e2%80%a8",
        "a%22b=c,d%5ce",
        "%00%7f",
        "%f0%9f%98%80",
        ";jsessionid=1"
      })
  void makesTextOfTheApplicationSafe(String text) throws Exception {
    for (String attribute : List.of("own", "spring")) {
      for (int length : List.of(1, 10, 200)) {
        String value = text.repeat(length);
        WebApp app = shop("/").filter();
        assertSafe(labelsOf(app, "/named/x?" + attribute + "=/" + value));
      }
    }
  }

  private static void assertSafe(List<String> labels) {
    assertEquals(1, labels.size());
    String label = labels.get(0);
    assertTrue(label.chars().allMatch(c -> c >= 0x20 && c <= 0x7e), label);
    assertTrue(label.chars().noneMatch(c -> c == '"' || c == '\\' || c == '=' || c == ','), label);
    assertTrue(label.length() <= MAX_LENGTH, label);
  }
}
