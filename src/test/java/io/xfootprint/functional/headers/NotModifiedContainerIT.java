// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.ServerLog;
import io.xfootprint.functional.harness.Site;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers 304, whose headers a cache writes over those of the answer that it has stored, on the one
 * container of this JVM.
 */
class NotModifiedContainerIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final String CONDITION = "If-None-Match: \"1\"";

  @TempDir private static Path folder;
  private static Site site;
  private static Container container;

  @BeforeAll
  static void startContainer() throws Exception {
    site = site(Map.of("header.server-timing", "true"));
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stopContainer() throws Exception {
    container.close();
  }

  private static Site site(Map<String, String> settings) {
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("status", (request, response) -> response.setStatus(304));
    handlers.put("error", (request, response) -> response.sendError(304));
    handlers.put(
        "timing",
        (request, response) -> {
          response.addHeader("Server-Timing", "db;dur=1");
          response.setStatus(304);
        });
    handlers.put(
        "flush",
        (request, response) -> {
          response.setStatus(304);
          response.flushBuffer();
        });
    handlers.put(
        "async",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          AsyncHandlers.elsewhere(
              () -> {
                response.setStatus(304);
                context.complete();
              });
        });
    handlers.put(
        "async-error",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          AsyncHandlers.elsewhere(
              () -> {
                response.sendError(304);
                context.complete();
              });
        });
    handlers.put(
        "async-200",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          AsyncHandlers.elsewhere(() -> AsyncHandlers.helloAndComplete(context));
        });
    // What has been marked already must be taken back.
    handlers.put(
        "formatted",
        (request, response) -> {
          response.getWriter().printf("%s", "text");
          response.resetBuffer();
          response.setStatus(304);
        });
    return Site.of(folder)
        .gate()
        .footprint(settings)
        .servlet("/t/*", HandlerServlet.byName(handlers));
  }

  private static RawAnswer get(String name, String... lines) throws IOException {
    return RawAnswer.of(container.port(), "GET /t/" + name + " HTTP/1.1", lines);
  }

  private static List<String> ours(RawAnswer answer) {
    return answer.fields().stream()
        .filter(field -> field.startsWith("x-footprint") || field.contains("footprint;"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "error", "flush", "async", "async-error", "timing"})
  void carryNoneOfOurHeaders(String handler) throws Exception {
    RawAnswer answer = get(handler, CONDITION);
    assertTrue(answer.status().startsWith("HTTP/1.1 304"), answer::toString);
    assertEquals(List.of(), ours(answer), answer::toString);
  }

  @Test
  void keepTheApplicationsOwnMetrics() throws Exception {
    assertTrue(get("timing", CONDITION).fields().contains("server-timing: db;dur=1"));
  }

  /** Tomcat 10.1 cannot take a header back. Without a value it tells nothing, and no old figure. */
  @ParameterizedTest
  @ValueSource(strings = {"formatted", "async"})
  void takeBackWhatWasSetBefore(String handler) throws Exception {
    RawAnswer answer = get(handler);
    assertTrue(answer.status().startsWith("HTTP/1.1 304"), answer::toString);
    List<String> left =
        CONTAINER == ContainerKind.TOMCAT10
            ? List.of("x-footprint: ", "x-footprint-total: ")
            : List.of();
    assertEquals(left, ours(answer), answer::toString);
  }

  @Test
  void areTheOnlyAnswersToConditionalRequestsWithoutHeaders() throws Exception {
    assertEquals(1, get("async-200", CONDITION).leadingFigures().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "error", "async"})
  void areCounted(String handler) throws Exception {
    site.awaitIdle();
    long before = site.totals().requests();
    get(handler, CONDITION);
    AsyncHandlers.awaitElsewhere();
    site.awaitIdle();
    assertEquals(before + 1, site.totals().requests());
    assertTrue(site.totals().cpuNanos() > 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "error", "async"})
  void varyWhereOthersAreToldMore(String handler) throws Exception {
    Map<String, String> trusted = Map.of("expose", "trusted", "expose.secret", "open sesame");
    try (Container other = CONTAINER.start(site(trusted))) {
      for (String key : List.of("open sesame", "none")) {
        RawAnswer answer =
            RawAnswer.of(
                other.port(),
                "GET /t/" + handler + " HTTP/1.1",
                CONDITION,
                "X-Footprint-Key: " + key);
        assertEquals(List.of(), ours(answer));
        // Jetty drops it after sendError, and so from what its servlet for files answers.
        boolean dropped = handler.equals("error") && CONTAINER.name().startsWith("JETTY");
        assertEquals(!dropped, answer.fields().contains("vary: X-Footprint-Key"));
      }
    }
  }

  /** One outside ours makes a 304 when it has all of an answer, as Spring's for ETags does. */
  @Test
  void areSaidOnceToHaveOurHeadersWhereAFilterOutsideMakesThem() throws Exception {
    Site inner = Site.of(folder).filter(NotModifiedContainerIT::answerNotModified);
    inner.footprint(Map.of()).servlet("/t/*", (request, response) -> response.getWriter());
    try (ServerLog log = ServerLog.open();
        Container other = CONTAINER.start(inner)) {
      for (int i = 0; i < 2; i++) {
        RawAnswer answer = RawAnswer.of(other.port(), "GET /t/any HTTP/1.1", CONDITION);
        assertTrue(answer.status().startsWith("HTTP/1.1 304"), answer::toString);
      }
      List<String> said =
          log.complaints().stream().filter(line -> line.contains("footprint filter")).toList();
      assertEquals(1, said.size(), said::toString);
      assertTrue(said.get(0).contains(Etags.class.getName()), said::toString);
    }
  }

  private static final class Etags extends HttpServletResponseWrapper {

    Etags(ServletResponse response) {
      super((HttpServletResponse) response);
    }
  }

  private static void answerNotModified(
      ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new Etags(response));
    response.resetBuffer();
    ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_NOT_MODIFIED);
  }
}
