// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.ledger.Totals;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A servlet that must not start asynchronous processing, asks for it all the same and goes on
 * without, on the one container of this JVM.
 */
class RefusedAsyncIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final long BURNT_NANOS = 10_000_000;

  @TempDir private static Path folder;

  private static Site site;
  private static Container container;

  @BeforeAll
  static void start() throws Exception {
    site =
        Site.of(folder)
            .servletWithoutAsync("/answer/*", RefusedAsyncIT::answer)
            .servletWithoutAsync("/forward", RefusedAsyncIT::forward)
            .servletWithoutAsync("/", RefusedAsyncIT::answer)
            .servlet("/target", (request, response) -> response.getWriter().print("target"))
            .gate()
            .footprint(Map.of("header.digits", "0"));
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
  }

  private static void askInVainAndBurn(HttpServletRequest request) {
    assertThrows(IllegalStateException.class, request::startAsync);
    ThreadClock.burn(BURNT_NANOS);
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    askInVainAndBurn(request);
    response.setStatus(Integer.parseInt(request.getParameter("status")));
    response.getWriter().print("answer");
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    askInVainAndBurn(request);
    request.getRequestDispatcher("/target").forward(request, response);
  }

  private static Answer get(String path) throws IOException {
    try (KeptConnection connection = KeptConnection.to(container.port())) {
      return connection.get(path);
    }
  }

  @Test
  void tellsTheWholeCost() throws Exception {
    Figures figures = get("/answer/?status=200").figures();
    assertFalse(figures.partial(), figures::toString);
    assertTrue(figures.cpuMicros() >= BURNT_NANOS / 1_000, figures::toString);
  }

  /** The headers go with the end of the forward. */
  @Test
  void tellsTheCostBeforeAForward() throws Exception {
    Figures figures = get("/forward").figures();
    assertTrue(figures.cpuMicros() >= BURNT_NANOS / 1_000, figures::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 500, 503})
  void countsTheFailureThatTheStatusTells(int status) throws Exception {
    String route = "GET /answer/*";
    site.awaitIdle();
    Totals before = site.totals(route);
    assertEquals(status, get("/answer/?status=" + status).status());
    site.awaitIdle();
    Totals counted = site.totals(route).since(before);
    assertEquals(1, counted.requests());
    assertEquals(status >= 500 ? 1 : 0, counted.errors());
  }

  @Test
  void namesTheRouteByTheStatus() throws Exception {
    assertEquals(404, get("/nobody?status=404").status());
    site.awaitIdle();
    assertEquals(1, site.totals("GET (unmatched)").requests());
  }
}
