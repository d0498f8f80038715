// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the header of an asynchronous answer says. */
class AsyncHeaderTest {

  private static final long BURNT_NANOS = 20_000_000;

  private static JettyServer server;

  @BeforeAll
  static void start() throws Exception {
    server = JettyServer.start(WebApp.ofAsyncHandlers().filter());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Committed early, or completed by a thread whose work is not measured. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "async",
        "async-noarg",
        "async-noarg-big",
        "async-flush",
        "async-nothing",
        "complete-before-return",
        "complete-after-return",
        "async-dispatch-big",
        "forward-async",
        "async-status500",
        "async-listener",
        "nonblocking",
        "readlistener-elsewhere"
      })
  void callsItselfPartialWhenWorkMayBeMissing(String handler) throws Exception {
    assertTrue(server.get("/t/" + handler).figures().partial());
  }

  /** What startAsync has set stays, as Jetty answers past every filter and no listener is ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "async-timeout",
        "async-timeout-nothing",
        "async-error",
        "async-error-runtime",
        "async-error-nothing"
      })
  void callsItselfPartialWhenTheContainerAnswersByItself(String handler) throws Exception {
    Answer answer = server.get("/t/" + handler);
    assertEquals(500, answer.status());
    assertTrue(answer.figures().partial());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "async-dispatch",
        "async-dispatch-wr",
        "async-dispatch-path",
        "async-dispatch-forward",
        "dispatch-after-return",
        "forward-dispatch",
        "async-timeout-dispatch"
      })
  void isFinalWhereTheLastPassAnswers(String handler) throws Exception {
    assertTrue(server.get("/t/" + handler).figures().isFinal());
  }

  /** The code that calls complete still runs: what it does then is in the log. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "async-sync",
        "async-objects",
        "forward-objects",
        "async-timeout-l",
        "async-timeout-204",
        "async-error-l",
        "async-relisten",
        "nonblocking-small",
        "readlistener"
      })
  void isEarlyWhereAMeasuredThreadCompletes(String handler) throws Exception {
    assertTrue(server.get("/t/" + handler).figures().early());
  }

  @ParameterizedTest
  @ValueSource(strings = {"async-dispatch-senderror", "async-dispatch-error"})
  void callsItselfPartialBeforeAPageThatTheFilterDoesNotSee(String handler) throws Exception {
    assertTrue(server.get("/t/" + handler).figures().partial());
  }

  /** Servlets that burn in each of two passes, between which the request is dispatched. */
  @ParameterizedTest
  @ValueSource(strings = {"/original", "/given", "/wrapped"})
  void tellsTheCostOfAllPasses(String path) throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                path,
                (request, response) -> {
                  ThreadClock.burn(BURNT_NANOS);
                  if (AsyncHandlers.pass(request) == 1) {
                    AsyncContext context =
                        switch (path) {
                          case "/original" -> request.startAsync();
                          case "/given" -> request.startAsync(request, response);
                          default ->
                              request.startAsync(
                                  new HttpServletRequestWrapper(request),
                                  new HttpServletResponseWrapper(response));
                        };
                    context.dispatch();
                  } else {
                    response.getWriter().print("done");
                  }
                })
            .filter(Map.of("header.digits", "0", "window", "1h"));
    try (JettyServer own = JettyServer.start(app)) {
      Answer answer = own.get(path);
      own.awaitIdle();
      assertEquals("done", answer.body());
      assertTrue(answer.figures().isFinal());
      assertTrue(answer.figures().cpuMicros() >= 2 * BURNT_NANOS / 1_000);
      assertEquals(app.totals().allocatedBytes(), answer.figures().allocatedBytes());
    }
  }

  /** An unmeasured thread that completes must not put less there than startAsync did. */
  @Test
  void neverTellsLessThanBefore() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/burn",
                (request, response) -> {
                  ThreadClock.burn(BURNT_NANOS);
                  AsyncContext context = request.startAsync();
                  AsyncHandlers.elsewhere(context::complete);
                })
            .filter();
    try (JettyServer own = JettyServer.start(app)) {
      Figures figures = own.get("/burn").figures();
      assertTrue(figures.cpuMicros() >= BURNT_NANOS / 1_000, figures::toString);
      assertTrue(figures.allocatedBytes() > 0, figures::toString);
    }
  }
}
