// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.WarLoader;
import io.xfootprint.functional.harness.WebApp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names of routes in the books, with each implementation of JAX-RS. */
class JaxRsTest {

  private static final int COLUMN = "GET /answers/a/suspended    ".length();

  /** Requests, the status of their answers, and their routes. */
  private static final List<String> CASES =
      List.of(
          "GET /orders                 200 GET /shop/api/orders",
          "GET /orders/                200 GET /shop/api/orders",
          "GET /orders/17              200 GET /shop/api/orders/{id}",
          "HEAD /orders/17             200 HEAD /shop/api/orders/{id}",
          "GET /orders/17;color=red    200 GET /shop/api/orders/{id}",
          "GET /items                  200 GET /shop/api/items",
          "GET /items/4                200 GET /shop/api/items/{number}",
          "GET /orders/17/items        200 GET /shop/api/orders/{id}/items",
          "GET /orders/18/items/4      200 GET /shop/api/orders/{id}/items/{number}",
          "GET /places/folders         200 GET /shop/api/places/folders",
          "GET /places/folders/a       200 GET /shop/api/places/folders/*",
          "GET /places/folders/a/b/c   200 GET /shop/api/places/folders/*",
          "GET /places/new/4           200 GET /shop/api/places/*",
          "GET /places/old/items/4     200 GET /shop/api/places/*",
          "POST /answers/a             200 POST /shop/api/answers/{kind}",
          "GET /answers/a/suspended    200 GET /shop/api/answers/{kind}/suspended",
          "GET /answers/a/stage        200 GET /shop/api/answers/{kind}/stage",
          "GET /answers/a/events       200 GET /shop/api/answers/{kind}/events",
          "GET /answers/a/missing      404 GET /shop/api/answers/{kind}/missing",
          "GET /answers/a/refused      409 GET /shop/api/answers/{kind}/refused",
          "GET /answers/a/named        200 GET checkout",
          "GET /orders/none            404 GET /shop/api/*",
          "GET /no/such/path           404 GET /shop/api/*",
          "DELETE /orders/17           405 DELETE /shop/api/*",
          "OPTIONS /orders/17          200 OPTIONS /shop/api/*",
          "GET /../forwards            200 GET /shop/api/items");

  private static List<String> sent(JettyServer server, WebApp app, String path, List<String> cases)
      throws Exception {
    List<String> found = new ArrayList<>();
    for (String each : cases) {
      String request = each.substring(0, COLUMN);
      String[] words = request.strip().split(" ", 2);
      Map<String, Long> before = app.requestsByRoute();
      Answer answer = server.send(new SyncCase(words[0], path + words[1], List.of()));
      server.awaitIdle();
      Set<Map.Entry<String, Long>> changed = new HashSet<>(app.requestsByRoute().entrySet());
      changed.removeAll(before.entrySet());
      String route = changed.stream().map(Map.Entry::getKey).collect(Collectors.joining(" and "));
      found.add(request + answer.status() + " " + route);
    }
    return found;
  }

  @ParameterizedTest
  @EnumSource
  void namesRoutesByTheTemplatesOfResources(Implementation implementation) throws Exception {
    WebApp app =
        WebApp.at("/shop")
            .filter()
            .servlet(
                "/forwards",
                (request, response) ->
                    request.getRequestDispatcher("/api/items").forward(request, response));
    try (WarLoader loader = implementation.loader()) {
      implementation.addServlet(app, loader, "/api");
      try (JettyServer server = JettyServer.start(app)) {
        assertEquals(
            String.join("\n", CASES), String.join("\n", sent(server, app, "/shop/api", CASES)));
      }
    }
  }

  /** A filter that refuses all others before JAX-RS knows their resource leaves them without. */
  @ParameterizedTest
  @EnumSource
  void namesWhatIsRefusedAsSoonAsItsResourceIsKnown(Implementation implementation)
      throws Exception {
    WebApp app = WebApp.at("/").filter();
    try (WarLoader loader = implementation.loader()) {
      implementation.addFilter(app, loader, "/api");
      try (JettyServer server = JettyServer.start(app)) {
        assertEquals(403, server.get("/api/orders/17", "Refuse", "late").status());
        assertEquals(403, server.get("/api/items", "Refuse", "early").status());
        assertEquals(404, server.get("/api/none").status());
        server.awaitIdle();
        assertEquals(
            Map.of("GET /api/orders/{id}", 1L, "GET (default)", 1L, "GET (unmatched)", 1L),
            app.requestsByRoute());
      }
    }
  }

  /** RESTEasy knows one path alone. */
  @Test
  void namesThemBelowEachMappingOfAServlet() throws Exception {
    Implementation implementation = Implementation.JERSEY_4;
    WebApp app = WebApp.at("/").filter();
    try (WarLoader loader = implementation.loader()) {
      implementation.addServlet(app, loader, "", "/v2");
      try (JettyServer server = JettyServer.start(app)) {
        List<String> cases =
            List.of(
                "GET /orders/17              200 GET /orders/{id}",
                "GET /v2/orders/17           200 GET /v2/orders/{id}",
                "GET /orders/18              200 GET /orders/{id}",
                "GET /none                   404 GET /*");
        assertEquals(cases, sent(server, app, "", cases));
      }
    }
  }
}
