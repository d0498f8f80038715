// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.servlet.RequestFigures;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures that a page can print stand in nobody's way. */
class PageFiguresIT {

  private static final String OURS = "xfootprint";

  @TempDir private static Path folder;
  private static Container container;

  @BeforeAll
  static void start() throws Exception {
    container = CONTAINER.start(site(Map.of()));
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
  }

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();

  private static Site site(Map<String, Object> attributes) {
    Site site =
        Site.of(folder)
            .sessions()
            .servlet(
                "/t/*",
                HandlerServlet.byName(
                    Map.of(
                        "plain", (request, response) -> answer(request, response),
                        "request", PageFiguresIT::inRequest,
                        "session", PageFiguresIT::inSession,
                        "ended-session", PageFiguresIT::inEndedSession)))
            .footprint(Map.of());
    attributes.forEach(site::attribute);
    return site;
  }

  private static void inRequest(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.setAttribute("footprint", "of a bear");
    request.setAttribute(OURS, "of a bear");
    answer(request, response);
  }

  private static void inSession(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    HttpSession session = request.getSession();
    session.setAttribute("footprint", "of a bear");
    session.setAttribute(OURS, "of a bear");
    answer(request, response);
  }

  private static void inEndedSession(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    request.getSession().setAttribute(OURS, "of a bear");
    request.getSession().invalidate();
    response.getWriter().print(kind(request.getAttribute(OURS)));
  }

  private static void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print(kind(find(request, "footprint")) + " " + kind(find(request, OURS)));
  }

  /** As the expression language finds what a page does not have itself. */
  private static @Nullable Object find(HttpServletRequest request, String name) {
    Object value = request.getAttribute(name);
    if (value != null) {
      return value;
    }
    HttpSession session = request.getSession(false);
    value = session == null ? null : session.getAttribute(name);
    return value == null ? request.getServletContext().getAttribute(name) : value;
  }

  private static String kind(@Nullable Object value) {
    return value instanceof RequestFigures figures
        ? "figures of " + figures.getTotalRequests()
        : String.valueOf(value);
  }

  private static RawAnswer get(Container server, String handler) throws IOException {
    return RawAnswer.of(server.port(), "GET /t/" + handler + " HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"request", "session"})
  void giveWayToWhatTheApplicationHas(String scope) throws Exception {
    assertEquals("of a bear of a bear", get(container, scope).body());
  }

  @Test
  void giveWayToWhatTheWholeApplicationHas() throws Exception {
    Map<String, Object> bears = Map.of("footprint", "of a bear", OURS, "of a bear");
    try (Container other = CONTAINER.start(site(bears))) {
      assertEquals("of a bear of a bear", get(other, "plain").body());
    }
  }

  @Test
  void areThereWhereNothingElseIs() throws Exception {
    assertFalse(get(container, "ended-session").body().contains("bear"));
    RawAnswer answer = get(container, "plain");
    assertEquals("null figures of", answer.body().replaceAll(" [0-9]+$", ""));
    // No session was begun to look for one.
    assertEquals(
        Collections.emptyList(),
        answer.fields().stream().filter(field -> field.startsWith("set-cookie")).toList());
  }
}
