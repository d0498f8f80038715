// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.ServerLog;
import io.xfootprint.functional.harness.Site;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A filter that is mapped for the first pass alone, as a bare bean of Spring Boot is, before an
 * application that dispatches its requests or has an error page, on the one container of this JVM.
 */
class MissingPassIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final long BURNT_NANOS = 10_000_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  @TempDir private static Path folder;

  private static Site site;
  private static Container container;
  private static ServerLog log;

  @BeforeAll
  static void start() throws Exception {
    log = ServerLog.open();
    site =
        Site.of(folder)
            .servlet("/original", MissingPassIT::original)
            .servlet("/given", MissingPassIT::given)
            .servlet("/inpass", MissingPassIT::inPass)
            .servlet("/twice", MissingPassIT::twice)
            .servlet("/throws", MissingPassIT::throwException)
            .servlet("/sends", (request, response) -> response.sendError(503))
            .servlet("/page", MissingPassIT::errorPage)
            .errorPage("/page")
            .gate()
            .footprintOfRequestsOnly(Map.of());
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stop() throws Exception {
    log.close();
    container.close();
  }

  private static void original(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (AsyncHandlers.pass(request) > 1) {
      burnAndAnswer(response);
      return;
    }
    AsyncContext context = request.startAsync();
    AsyncHandlers.elsewhere(context::dispatch);
  }

  private static void given(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (AsyncHandlers.pass(request) > 1) {
      burnAndAnswer(response);
      return;
    }
    AsyncContext context = request.startAsync(request, response);
    AsyncHandlers.elsewhere(context::dispatch);
  }

  private static void inPass(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (AsyncHandlers.pass(request) > 1) {
      burnAndAnswer(response);
      return;
    }
    request.startAsync(request, response).dispatch();
  }

  /** Starts again in the pass that the filter does not see, and completes it elsewhere. */
  private static void twice(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync(request, response);
    if (AsyncHandlers.pass(request) == 1) {
      AsyncHandlers.elsewhere(context::dispatch);
      return;
    }
    AsyncHandlers.elsewhere(
        () -> {
          burnAndAnswer((HttpServletResponse) context.getResponse());
          context.complete();
        });
  }

  private static void throwException(HttpServletRequest request, HttpServletResponse response)
      throws ServletException {
    throw new ServletException("no handler");
  }

  private static void errorPage(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ThreadClock.burn(BURNT_NANOS);
    response.getOutputStream().print("page");
  }

  private static void burnAndAnswer(HttpServletResponse response) throws IOException {
    ThreadClock.burn(BURNT_NANOS);
    response.getOutputStream().print("first");
    response.flushBuffer();
    response.getOutputStream().print("second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/original", "/given", "/inpass", "/twice"})
  void callsHeaderAndTrailerPartial(String path) throws Exception {
    for (String condition : List.of("X-None: 1", "If-None-Match: \"other\"")) {
      RawAnswer answer =
          RawAnswer.of(container.port(), "GET " + path + " HTTP/1.1", "TE: trailers", condition);
      assertEquals("firstsecond", answer.body());
      List<Figures> figures = answer.leadingFigures();
      // Nothing is known of a response that is not ours where it could still be a 304.
      assertTrue(figures.size() == 1 || condition.startsWith("If"), answer::toString);
      figures.forEach(figure -> assertTrue(figure.partial(), answer::toString));
      answer.trailingFigures().forEach(figure -> assertTrue(figure.partial(), answer::toString));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/throws", "/sends"})
  void callsTheHeaderOfAnErrorPagePartial(String path) throws Exception {
    RawAnswer answer = RawAnswer.of(container.port(), "GET " + path + " HTTP/1.1");
    assertEquals("page", answer.body());
    List<Figures> figures = answer.leadingFigures();
    // After an exception Undertow drops all headers.
    boolean dropped = CONTAINER == ContainerKind.UNDERTOW && path.equals("/throws");
    assertEquals(dropped ? 0 : 1, figures.size(), answer::toString);
    figures.forEach(figure -> assertTrue(figure.partial(), answer::toString));
  }

  @Test
  void saysOnceWhichMappingIsMissing() throws Exception {
    askThreeTimes();
    // The end of a request comes a moment after its answer.
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (warnings().isEmpty()) {
      assertTrue(System.nanoTime() - deadline < 0, () -> log.complaints().toString());
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    askThreeTimes();
    assertEquals(1, warnings().size(), () -> log.complaints().toString());
  }

  private static void askThreeTimes() throws Exception {
    for (int i = 0; i < 3; i++) {
      RawAnswer.of(container.port(), "GET /original HTTP/1.1");
    }
    site.awaitIdle();
  }

  private static List<String> warnings() {
    return log.complaints().stream().filter(text -> text.contains("<dispatcher>ASYNC<")).toList();
  }
}
