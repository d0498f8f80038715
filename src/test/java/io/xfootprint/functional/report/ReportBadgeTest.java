// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.store.RecordedDays;
import io.xfootprint.store.StoreTables;
import java.net.InetAddress;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a site can show its visitors of its own footprint. */
class ReportBadgeTest {

  private static final String BADGE = "/footprint/badge.";

  private static JettyServer start(WebApp app, String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of("report.access", "open", "report.badge", "true"));
    all.addAll(List.of(settings));
    return ReportServer.start(app, all.toArray(String[]::new));
  }

  @Test
  void hasABadgeWithTheTotalOfTheStoreAndNoNames() throws Exception {
    // 59 times 2 kJ and 3 mg, and with the day 5 kJ and 7 + 11 mg.
    try (RecordedDays days =
            RecordedDays.since("shop", LocalDate.of(2026, 1, 1))
                .day(LocalDate.of(2026, 1, 1), "GET /t/*", 59);
        JettyServer server = start(WebApp.ofSyncHandlers(), "store", days.settings().address())) {
      String html = ReportServer.text(server.get(BADGE + "html"));
      assertEquals("195 mg CO₂e", part(html, "footprint-emissions"));
      assertEquals("123 kJ", part(html, "footprint-energy"));
      assertEquals(
          123, StoreTables.at(days.settings().address()).nanojoules().longValueExact() / 1e12, 0.5);
      String svg = ReportServer.text(server.get(BADGE + "svg"));
      assertTrue(svg.contains("195 mg CO₂e, 123 kJ"), svg);
      String host = InetAddress.getLocalHost().getHostName();
      assertFalse((html + svg).contains(host), html);
      assertEquals("public, max-age=60", server.get(BADGE + "svg").all("Cache-Control").get(0));
    }
  }

  /** Returns the text of an element and those in it. */
  private static String part(String html, String css) {
    String start = "<span class=\"" + css + "\">";
    String rest = html.substring(html.indexOf(start));
    return rest.substring(0, rest.indexOf("</span></span>"))
        .replaceAll("<[^>]*>", "")
        .replace("&nbsp;", " ");
  }

  @Test
  void saysThatTheBadgeIsUnavailableInsteadOfAnError() throws Exception {
    try (JettyServer server = JettyServer.start(WebApp.ofSyncHandlers().report())) {
      Answer svg = server.get(BADGE + "svg");
      assertEquals(200, svg.status());
      assertTrue(ReportServer.text(svg).contains("footprint unavailable"));
      assertTrue(ReportServer.text(server.get(BADGE + "html")).contains("footprint unavailable"));
      assertEquals(503, server.get("/footprint/").status());
      assertEquals(404, server.get("/.well-known/sustainability-data").status());
    }
    // The store is away, so nobody knows the total.
    try (JettyServer server =
        start(WebApp.ofSyncHandlers(), "store", "jdbc:postgresql://127.0.0.1:1/none")) {
      assertTrue(ReportServer.text(server.get(BADGE + "svg")).contains("footprint unavailable"));
      String page = ReportServer.text(server.get("/footprint/"));
      assertTrue(page.contains("cannot be reached"), page);
    }
  }

  @Test
  void givesAPageItsOwnFigures() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/mine",
                (request, response) ->
                    response.getWriter().print(property(request.getAttribute("xfootprint"))));
    try (JettyServer server = start(app)) {
      Answer answer = server.get("/mine");
      String[] said = answer.body().split(" ", -1);
      assertTrue(Double.parseDouble(said[0]) > 0, answer.body());
      // What comes after the page asked is in the header only.
      assertTrue(Double.parseDouble(said[0]) <= answer.figures().energyMicrojoules() * 1.01 + 1);
      assertTrue(Double.parseDouble(said[1]) >= 0);
      assertTrue(said[0].matches("[0-9]+\\.[0-9]{3}"), said[0]);
    }
  }

  /** Of a page that was written or posted, by writer or stream. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void canBeIncludedInAPage(boolean byStream) throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/page",
                (request, response) -> {
                  response.setContentType("text/html;charset=utf-8");
                  if (byStream) {
                    response.getOutputStream().print("[");
                  } else {
                    response.getWriter().print("[");
                  }
                  request.getRequestDispatcher("/footprint/badge.html").include(request, response);
                  request.getRequestDispatcher("/footprint/").include(request, response);
                  if (byStream) {
                    response.getOutputStream().print("]");
                  } else {
                    response.getWriter().print("]");
                  }
                });
    try (JettyServer server = start(app)) {
      for (String method : List.of("GET", "POST")) {
        String page = ReportServer.text(server.send(new SyncCase(method, "/page", List.of())));
        assertTrue(page.startsWith("[<div class=\"footprint-badge\""), page);
        assertTrue(page.strip().endsWith("</div>\n]"), page);
        assertFalse(page.contains("<html"), page);
      }
    }
  }

  @Test
  void leavesAnAttributeOfTheApplicationAlone() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/mine",
                (request, response) -> {
                  request.setAttribute("xfootprint", "of a bear");
                  response.getWriter().print(request.getAttribute("xfootprint"));
                });
    try (JettyServer server = start(app)) {
      assertEquals("of a bear", server.get("/mine").body());
    }
  }

  /** As the expression language reads them: by the names of getters. */
  private static String property(Object figures) {
    try {
      return figures.getClass().getMethod("getEnergyMicrojoules").invoke(figures)
          + " "
          + figures.getClass().getMethod("getTotalRequests").invoke(figures);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
