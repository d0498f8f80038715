// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.TotalFigures;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.ledger.Totals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the headers say, and that the ledger says the same. */
class HeaderMeaningTest {

  private static final long BURNT_NANOS = 20_000_000;

  private static Answer answerOf(WebApp app, String path) throws Exception {
    try (JettyServer server = JettyServer.start(app)) {
      return server.get(path);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flush-mid",
        "flush-empty",
        "osflush",
        "wflush",
        "big-stream",
        "big-one",
        "one-20k",
        "big-writer",
        "printf",
        "throw-late",
        "forward-big",
        "include-flush"
      })
  void callsItselfPartialWhenCommittedBeforeItsEnd(String handler) throws Exception {
    assertTrue(answerOf(WebApp.ofSyncHandlers().filter(), "/t/" + handler).figures().partial());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small",
        "nothing",
        "204",
        "status500",
        "printf-small",
        "print-writer",
        "cl0",
        "bigbuf",
        "reset",
        "reset-buffer",
        "reset-printf",
        "include"
      })
  void isFinalWhenCommittedAtTheEnd(String handler) throws Exception {
    WebApp withPages = WebApp.ofSyncHandlers().errorPages().filter();
    assertTrue(answerOf(withPages, "/t/" + handler).figures().isFinal());
    assertTrue(answerOf(WebApp.ofSyncHandlers().filter(), "/t/" + handler).figures().isFinal());
  }

  /** Of a page that the filter does not see nothing is known, be it the container's own or not. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "senderror",
        "senderror-plain",
        "senderror500",
        "throw",
        "throw-ioe",
        "throw-rte",
        "no-such-handler"
      })
  void isFinalWithTheErrorPageThatItSees(String handler) throws Exception {
    WebApp withPages = WebApp.ofSyncHandlers().errorPages().filter();
    assertTrue(answerOf(withPages, "/t/" + handler).figures().isFinal());
    assertTrue(answerOf(WebApp.ofSyncHandlers().filter(), "/t/" + handler).figures().partial());
  }

  @Test
  void leavesWorkAfterTheFlushToTheLedger() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/late",
                (request, response) -> {
                  response.flushBuffer();
                  ThreadClock.burn(BURNT_NANOS);
                })
            .filter(Map.of("header.digits", "0"));
    try (JettyServer server = JettyServer.start(app)) {
      Figures early = server.get("/late").figures();
      server.awaitIdle();
      Totals all = app.totals();
      assertTrue(early.partial());
      assertTrue(all.cpuNanos() >= early.cpuMicros() * 1_000 - 500 + BURNT_NANOS);
      assertTrue(all.allocatedBytes() >= early.allocatedBytes());
    }
  }

  /** The first piece stays in the buffer, and the second passes it. */
  @Test
  void tellsTheCostAtTheCommit() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/pieces",
                (request, response) -> {
                  response.getOutputStream().write(new byte[5_000]);
                  ThreadClock.burn(BURNT_NANOS);
                  response.getOutputStream().write(new byte[10_000]);
                })
            .filter();
    Figures figures = answerOf(app, "/pieces").figures();
    assertTrue(figures.partial());
    assertTrue(figures.cpuMicros() >= BURNT_NANOS / 1_000, figures::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small",
        "forward",
        "forward-big",
        "include",
        "include-flush",
        "include-big",
        "senderror",
        "forward-error",
        "throw",
        "throw-late",
        "redirect",
        "big-stream"
      })
  void countsARequestOnce(String handler) throws Exception {
    WebApp app = WebApp.ofSyncHandlers().errorPages().filter();
    try (JettyServer server = JettyServer.start(app)) {
      Answer answer = server.get("/t/" + handler);
      server.awaitIdle();
      assertEquals(1, answer.total().requests());
      assertEquals(1, app.totals().requests());
      assertEquals(List.of("GET /t/*"), app.labels());
      assertEquals(2, server.get("/t/small").total().requests());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"status500", "senderror500", "throw", "throw-ioe", "throw-late"})
  void countsAFailureOnce(String handler) throws Exception {
    for (WebApp app :
        List.of(WebApp.ofSyncHandlers().filter(), WebApp.ofSyncHandlers().errorPages().filter())) {
      try (JettyServer server = JettyServer.start(app)) {
        server.get("/t/" + handler);
        server.awaitIdle();
        assertEquals(1, app.totals().errors());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "nothing", "senderror", "redirect", "reset", "forward"})
  void countsNoFailureBelow500(String handler) throws Exception {
    WebApp app = WebApp.ofSyncHandlers().errorPages().filter();
    try (JettyServer server = JettyServer.start(app)) {
      server.get("/t/" + handler);
      server.awaitIdle();
      assertEquals(0, app.totals().errors());
    }
  }

  @Test
  void chargesAnErrorPageToItsRequest() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet("/fails", (request, response) -> response.sendError(500))
            .servlet("/t/error-page", (request, response) -> ThreadClock.burn(BURNT_NANOS))
            .errorPages()
            .filter(Map.of("header.digits", "0"));
    try (JettyServer server = JettyServer.start(app)) {
      Figures figures = server.get("/fails").figures();
      server.awaitIdle();
      assertTrue(figures.cpuMicros() >= BURNT_NANOS / 1_000);
      assertEquals(figures.allocatedBytes(), app.totals().allocatedBytes());
    }
  }

  @Test
  void roundsToThreeSignificantDigits() throws Exception {
    Figures figures = answerOf(burning().filter(), "/burn").figures();
    for (long figure :
        List.of(
            figures.cpuMicros(),
            figures.allocatedBytes(),
            figures.energyMicrojoules(),
            figures.emissionsNanograms())) {
      assertTrue(Long.toString(figure).matches("[0-9]{1,3}0*"), figures::toString);
    }
  }

  @Test
  void isExactWithoutRounding() throws Exception {
    WebApp app = burning().filter(Map.of("header.digits", "0"));
    try (JettyServer server = JettyServer.start(app)) {
      Figures figures = server.get("/burn").figures();
      server.awaitIdle();
      assertEquals(app.totals().allocatedBytes(), figures.allocatedBytes());
      assertEquals(
          Math.round(app.totals().emissionsPicograms() / 1e3), figures.emissionsNanograms());
      assertEquals(Math.round(app.totals().cpuNanos() / 1e3), figures.cpuMicros());
      assertEquals(Math.round(app.totals().energyNanojoules() / 1e3), figures.energyMicrojoules());
    }
  }

  /** Uses more than 10 ms and 200 kB, so that there are digits to round. */
  private static WebApp burning() {
    return WebApp.at("/")
        .servlet(
            "/burn",
            (request, response) -> {
              ThreadClock.burn(BURNT_NANOS);
              response.getOutputStream().write(new byte[200_001], 0, 1);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/early", "/end", "/error"})
  void replacesTheHeaderOfTheApplication(String path) throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/end",
                (request, response) -> {
                  response.setHeader("X-Footprint", "cpu-us=1");
                  response.addHeader("x-footprint", "cpu-us=2");
                  response.addHeader("X-Footprint-Total", "requests=7");
                  response.addIntHeader("X-Footprint", 3);
                })
            .servlet(
                "/early",
                (request, response) -> {
                  response.addHeader("X-Footprint", "cpu-us=1");
                  response.getWriter().printf("text");
                  response.addHeader("X-Footprint", "cpu-us=2");
                  response.addIntHeader("X-Footprint-Total", 3);
                  response.flushBuffer();
                })
            .servlet(
                "/error",
                (request, response) -> {
                  response.addHeader("X-Footprint", "cpu-us=1");
                  response.sendError(400);
                })
            .filter();
    Answer answer = answerOf(app, path);
    assertTrue(answer.figures().complete());
    assertEquals(1, answer.total().requests());
  }

  @Test
  void leavesTheTotalOutWhenToldSo() throws Exception {
    WebApp app = WebApp.ofSyncHandlers().filter(Map.of("header.total", "false"));
    try (JettyServer server = JettyServer.start(app)) {
      for (String handler : List.of("small", "flush-mid", "senderror", "throw")) {
        Answer answer = server.get("/t/" + handler);
        assertTrue(answer.figures().complete());
        assertEquals(List.of(), answer.all("X-Footprint-Total"));
      }
    }
  }

  @Test
  void totalsNeverShrink() throws Exception {
    WebApp app = WebApp.ofSyncHandlers().filter();
    try (JettyServer server = JettyServer.start(app)) {
      TotalFigures before = server.get("/t/small").total();
      for (String handler : List.of("flush-mid", "small", "senderror", "throw", "big-stream")) {
        TotalFigures now = server.get("/t/" + handler).total();
        assertEquals(before.requests() + 1, now.requests());
        assertTrue(now.joules().compareTo(before.joules()) >= 0);
        assertTrue(now.milligrams().compareTo(before.milligrams()) >= 0);
        assertTrue(now.fullJoules().compareTo(before.fullJoules()) >= 0);
        assertTrue(now.fullMilligrams().compareTo(before.fullMilligrams()) >= 0);
        before = now;
      }
    }
  }
}
