// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintContext;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
 * Whether the header says that its figure is final, early or partial, on the one container of this
 * JVM. The application is there twice: with an error page that the filter sees, and below {@code
 * /bare} without.
 */
class FinalityIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final long BURNT_NANOS = 10_000_000;
  private static final int MOST_BYTES_OF_A_BUFFER = 100_000;

  @TempDir private static Path folder;
  private static Container container;
  private static AutoCloseable bare;

  @BeforeAll
  static void start() throws Exception {
    Files.write(Files.createDirectory(folder.resolve("static")).resolve("small.txt"), new byte[99]);
    container = CONTAINER.start(site().errorPage("/t/" + SyncHandlers.ERROR_PAGE));
    bare = container.deploy(site().at("/bare"));
  }

  @AfterAll
  static void stop() throws Exception {
    bare.close();
    container.close();
  }

  private static Site site() {
    Map<String, Handler> handlers = new HashMap<>(SyncHandlers.all());
    handlers.putAll(lengths());
    handlers.putAll(dispatches());
    handlers.putAll(others());
    return Site.of(folder)
        .gate()
        .servlet("/t/*", HandlerServlet.byName(handlers))
        .footprint(Map.of("header.digits", "0"));
  }

  /** Bodies of a declared length. */
  private static Map<String, Handler> lengths() {
    return Map.of(
        "pieces", (request, response) -> pieces(response, 3, 3),
        "pieces-flush",
            (request, response) -> {
              pieces(response, 3, 3);
              response.flushBuffer();
            },
        "pieces-flush-between", FinalityIT::flushBetween,
        "one-piece", (request, response) -> pieces(response, MOST_BYTES_OF_A_BUFFER),
        "large-pieces", (request, response) -> pieces(response, MOST_BYTES_OF_A_BUFFER, 1),
        "text", FinalityIT::text,
        "zero-flush",
            (request, response) -> {
              response.setContentLength(0);
              response.flushBuffer();
            },
        "length-dropped",
            (request, response) -> {
              response.setContentLength(3);
              response.setHeader("Content-Length", null);
              response.getOutputStream().write(new byte[3]);
              response.flushBuffer();
            });
  }

  /** Burns before the last piece, which completes the body. */
  private static void pieces(HttpServletResponse response, int... lengths) throws IOException {
    int sum = 0;
    for (int length : lengths) {
      sum += length;
    }
    response.setContentLength(sum);
    ServletOutputStream stream = response.getOutputStream();
    for (int i = 0; i < lengths.length; i++) {
      if (i == lengths.length - 1) {
        ThreadClock.burn(BURNT_NANOS);
      }
      stream.write(new byte[lengths[i]]);
    }
  }

  private static void flushBetween(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentLength(6);
    response.getOutputStream().write(new byte[3]);
    response.flushBuffer();
    response.getOutputStream().write(new byte[3]);
  }

  /** Its characters take one, two, three and four bytes: an upper bound is reached at once. */
  private static void text(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String text = "e\u00e9\u20ac\ud83d\ude00";
    response.setContentType("text/plain;charset=UTF-8");
    response.setContentLength(3 * text.getBytes(StandardCharsets.UTF_8).length);
    response.getWriter().print(text);
    response.getWriter().write(text.toCharArray());
    ThreadClock.burn(BURNT_NANOS);
    for (int i = 0; i < text.length(); i++) {
      response.getWriter().write(text.charAt(i));
    }
    response.getWriter().flush();
  }

  private static Map<String, Handler> dispatches() {
    return Map.of(
        "forward-flush", forward("wflush"),
        "forward-close", forward("wclose"),
        "forward-length", forward("exact-cl"),
        "forward-throw", forward("throw"),
        "forward-caught",
            (request, response) -> {
              try {
                forward("throw").handle(request, response);
              } catch (Exception e) {
                response.getOutputStream().print("sorry");
                response.flushBuffer();
              }
            });
  }

  private static Handler forward(String handler) {
    return (request, response) ->
        request.getRequestDispatcher("/t/" + handler).forward(request, response);
  }

  private static Map<String, Handler> others() {
    return Map.of(
        "204-flush",
            (request, response) -> {
              response.setStatus(204);
              response.flushBuffer();
            },
        "pending",
            (request, response) -> {
              Runnable neverRun = FootprintContext.current().wrap((Runnable) () -> {});
              response.setHeader("X-Task", String.valueOf(neverRun != null));
              pieces(response, 3);
            },
        "async", FinalityIT::completeHere,
        "async-flush",
            (request, response) -> {
              AsyncContext context = request.startAsync();
              pieces(response, 3);
              response.flushBuffer();
              context.complete();
            },
        "error-after-length",
            (request, response) -> {
              response.setContentLength(20);
              response.getOutputStream().write(new byte[2]);
              response.sendError(404);
            });
  }

  private static void completeHere(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync();
    response.getOutputStream().print("hello");
    context.complete();
    ThreadClock.burn(BURNT_NANOS);
  }

  private static Figures get(String path) throws IOException {
    return ask("GET " + path);
  }

  private static Figures ask(String line) throws IOException {
    List<Figures> figures =
        RawAnswer.of(container.port(), line + " HTTP/1.1", "Connection: close").leadingFigures();
    assertEquals(1, figures.size(), line);
    return figures.get(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small",
        "nothing",
        "204",
        "status500",
        "cl0",
        "bigbuf",
        "print-writer",
        "printf-small",
        "include",
        "reset",
        "reset-buffer"
      })
  void isFinalWhereAllWorkIsOver(String handler) throws Exception {
    assertTrue(get("/t/" + handler).isFinal());
    assertTrue(ask("HEAD /t/" + handler).isFinal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "osclose",
        "wclose",
        "redirect",
        "forward",
        "forward-static",
        "forward-close",
        "forward-length",
        "pieces-flush",
        "one-piece",
        "zero-flush",
        "204-flush",
        "async"
      })
  void isEarlyWhereTheBodyWasComplete(String handler) throws Exception {
    assertTrue(get("/t/" + handler).early());
    assertTrue(get("/bare/t/" + handler).early());
  }

  /** Undertow does not send it before the end. */
  @ParameterizedTest
  @ValueSource(
      strings = {"exact-cl", "exact-cl-long", "exact-cl-hdr", "exact-cl-int", "pieces", "cl-after"})
  void isEarlyWhereADeclaredLengthIsReached(String handler) throws Exception {
    Figures figures = get("/t/" + handler);
    boolean sentAtTheEnd =
        CONTAINER == ContainerKind.UNDERTOW
            // Of Jetty's, the oldest alone sends when a length is declared that is written already.
            || (handler.equals("cl-after")
                && (CONTAINER == ContainerKind.JETTY_EE10
                    || CONTAINER == ContainerKind.JETTY_EE11));
    assertEquals(sentAtTheEnd, figures.isFinal());
    assertEquals(!sentAtTheEnd, figures.early());
  }

  /** Not that at the first piece, although its text could have taken all of the length. */
  @ParameterizedTest
  @ValueSource(strings = {"pieces", "pieces-flush", "one-piece", "text"})
  void tellsTheCostAtTheLastByte(String handler) throws Exception {
    Figures figures = get("/t/" + handler);
    assertTrue(!figures.partial(), figures::toString);
    assertTrue(figures.cpuMicros() >= BURNT_NANOS / 1_000, figures::toString);
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
        "big-writer",
        "over-buffer",
        "throw-late",
        "forward-big",
        "forward-flush",
        "forward-caught",
        "include-big",
        "pieces-flush-between",
        "large-pieces",
        "length-dropped"
      })
  void isPartialWhereTheBodyWasNotComplete(String handler) throws Exception {
    assertTrue(get("/t/" + handler).partial());
    assertTrue(get("/bare/t/" + handler).partial());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "async-flush"})
  void isPartialWhereWorkGoesOnElsewhere(String handler) throws Exception {
    assertTrue(get("/t/" + handler).partial());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "senderror",
        "senderror-plain",
        "senderror500",
        "throw",
        "throw-ioe",
        "throw-rte",
        "forward-error",
        "forward-throw",
        "error-after-length"
      })
  void isPartialWhereAnErrorPageIsNotSeen(String handler) throws Exception {
    assertTrue(get("/t/" + handler).isFinal());
    // After an exception that no page answers Undertow drops all headers.
    if (CONTAINER != ContainerKind.UNDERTOW || !handler.contains("throw")) {
      assertTrue(get("/bare/t/" + handler).partial());
    }
  }

  /** Its answer ends with its headers. */
  @ParameterizedTest
  @ValueSource(strings = {"flush-mid", "osflush", "big-stream", "pieces-flush-between"})
  void isEarlyOfAHeadThatIsSentBeforeTheEnd(String handler) throws Exception {
    assertTrue(ask("HEAD /t/" + handler).early());
  }

  @Test
  void isPartialOfAHeadWhoseWorkGoesOnElsewhere() throws Exception {
    assertTrue(ask("HEAD /t/pending").partial());
  }
}
