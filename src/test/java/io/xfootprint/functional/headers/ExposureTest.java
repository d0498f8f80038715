// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told what a request cost, and which requests are left alone. */
class ExposureTest {

  private static final String KEY = "X-Footprint-Key";
  private static final String SECRET = "open sesame";
  private static final Map<String, String> TRUSTED =
      Map.of("expose", "trusted", "expose.secret", SECRET);

  @ParameterizedTest
  @ValueSource(strings = {"small", "flush-mid", "senderror", "throw", "redirect", "forward"})
  void tellsNobodyButTheLedger(String handler) throws Exception {
    WebApp app = WebApp.ofSyncHandlers().errorPages().filter(Map.of("expose", "never"));
    try (JettyServer server = JettyServer.start(app)) {
      Answer answer = server.get("/t/" + handler, KEY, SECRET);
      server.awaitIdle();
      assertFalse(answer.hasFootprint());
      assertEquals(List.of(), answer.all("Vary"));
      assertEquals(1, app.totals().requests());
      assertTrue(app.totals().cpuNanos() > 0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small",
        "nothing",
        "flush-mid",
        "senderror",
        "throw",
        "reset",
        "reset-printf",
        "redirect",
        "forward",
        "include-flush",
        "big-stream"
      })
  void tellsThoseWhoKnowTheSecret(String handler) throws Exception {
    WebApp app = WebApp.ofSyncHandlers().errorPages().filter(TRUSTED);
    try (JettyServer server = JettyServer.start(app)) {
      Answer trusted = server.get("/t/" + handler, KEY, SECRET);
      assertTrue(trusted.figures().complete());
      assertEquals(1, trusted.total().requests());
      assertEquals(List.of(KEY), trusted.all("Vary"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small",
        "nothing",
        "flush-mid",
        "senderror",
        "throw",
        "reset",
        "reset-printf",
        "redirect",
        "forward",
        "include-flush",
        "big-stream"
      })
  void tellsOthersOnlyThatAnswersVary(String handler) throws Exception {
    WebApp app = WebApp.ofSyncHandlers().errorPages().filter(TRUSTED);
    try (JettyServer server = JettyServer.start(app)) {
      for (Answer answer :
          List.of(
              server.get("/t/" + handler),
              server.get("/t/" + handler, KEY, "open"),
              server.get("/t/" + handler, KEY, SECRET + "!"),
              server.get("/t/" + handler, KEY, ""))) {
        assertFalse(answer.hasFootprint());
        assertEquals(List.of(KEY), answer.all("Vary"));
      }
      server.awaitIdle();
      assertEquals(4, app.totals().requests());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/before", "/between", "/error"})
  void variesTogetherWithTheApplication(String path) throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet("/before", (request, response) -> response.setHeader("Vary", "Accept"))
            .servlet(
                "/between",
                (request, response) -> {
                  response.getWriter().printf("text");
                  response.setHeader("Vary", "Accept");
                })
            .servlet("/error", (request, response) -> response.sendError(400))
            .servlet("/t/error-page", (request, response) -> response.setHeader("Vary", "Accept"))
            .errorPages()
            .filter(TRUSTED);
    try (JettyServer server = JettyServer.start(app)) {
      List<String> names =
          server.get(path).all("Vary").stream()
              .flatMap(value -> List.of(value.split(", *")).stream())
              .sorted()
              .toList();
      assertEquals(List.of("Accept", KEY), names);
    }
  }

  /** Jetty drops the header when it writes the page itself, and forbids to store the answer. */
  @ParameterizedTest
  @ValueSource(strings = {"senderror", "throw"})
  void cannotSayThatTheErrorPageOfJettyVaries(String handler) throws Exception {
    try (JettyServer server = JettyServer.start(WebApp.ofSyncHandlers().filter(TRUSTED))) {
      Answer answer = server.get("/t/" + handler, KEY, SECRET);
      assertTrue(answer.figures().complete());
      assertEquals(List.of(), answer.all("Vary"));
      assertEquals(List.of("must-revalidate,no-cache,no-store"), answer.all("Cache-Control"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/raw/deep/below", "/raw", "/picture.png"})
  void passesExcludedRequestsThroughUntouched(String path) throws Exception {
    WebApp plain = naming();
    WebApp measured = naming().filter(Map.of("exclude", "/health, /raw/*, *.png"));
    try (JettyServer without = JettyServer.start(plain);
        JettyServer with = JettyServer.start(measured)) {
      Answer answer = with.get(path);
      with.awaitIdle();
      assertEquals(without.get(path).withoutFootprint(), answer.withoutFootprint());
      assertFalse(answer.hasFootprint());
      assertEquals(0, measured.totals().requests());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthy", "/rawer", "/pictures", "/png"})
  void measuresWhatIsNotExcluded(String path) throws Exception {
    WebApp measured = naming().filter(Map.of("exclude", "/health, /raw/*, *.png"));
    try (JettyServer server = JettyServer.start(measured)) {
      assertTrue(server.get(path).figures().complete());
    }
  }

  @Test
  void leavesDispatchesOfExcludedRequestsAlone() throws Exception {
    WebApp app =
        WebApp.ofSyncHandlers().errorPages().filter(Map.of("exclude", "/t/forward,/t/senderror"));
    try (JettyServer server = JettyServer.start(app)) {
      assertFalse(server.get("/t/forward").hasFootprint());
      assertFalse(server.get("/t/senderror").hasFootprint());
      server.awaitIdle();
      assertEquals(0, app.totals().requests());
    }
  }

  /** Answers with the classes of what the servlet was given. */
  private static WebApp naming() {
    return WebApp.at("/")
        .servlet(
            "/",
            (request, response) ->
                response
                    .getWriter()
                    .print(
                        request.getClass().getName()
                            + response.getClass().getName()
                            + response.getWriter().getClass().getName()));
  }
}
