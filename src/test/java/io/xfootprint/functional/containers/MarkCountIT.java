// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often the headers are set, which takes two readings of the clock each time. */
class MarkCountIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();

  /** Says whether the headers were there when the piece was written. */
  private static final String MARKED = "x-marked: ";

  private static final AtomicInteger MARKS = new AtomicInteger();

  @TempDir private static Path folder;
  private static Container plain;
  private static Container wrapped;
  private static Container twice;
  private static Container trusted;

  @BeforeAll
  static void start() throws Exception {
    plain = CONTAINER.start(site().footprint(Map.of()));
    Filter counting =
        (request, response, chain) ->
            chain.doFilter(request, new Counting((HttpServletResponse) response));
    wrapped = CONTAINER.start(site().filter(counting).footprint(Map.of()));
    twice = CONTAINER.start(site().filter(counting).footprint(Map.of()).footprint(Map.of()));
    trusted =
        CONTAINER.start(
            site()
                .footprint(
                    Map.of("expose", "trusted", "expose.secret", "0123456789abcdef0123456789")));
  }

  @AfterAll
  static void stop() throws Exception {
    plain.close();
    wrapped.close();
    twice.close();
    trusted.close();
  }

  private static final class Counting extends HttpServletResponseWrapper {

    Counting(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void setHeader(String name, String value) {
      if (name.equals("X-Footprint")) {
        MARKS.incrementAndGet();
      }
      super.setHeader(name, value);
    }
  }

  private static Site site() {
    Map<String, Handler> handlers =
        Map.of(
            "bytes",
            (request, response) ->
                response.getOutputStream().write(new byte[size(request, response)]),
            "parts",
            (request, response) -> {
              response.getOutputStream().write(new byte[10]);
              response.getOutputStream().write(new byte[size(request, response) - 10]);
            },
            "print",
            (request, response) ->
                response.getOutputStream().print("a".repeat(size(request, response))),
            "text",
            (request, response) -> response.getWriter().print("a".repeat(size(request, response))),
            "declared",
            (request, response) -> {
              response.setContentLength(5);
              response.getOutputStream().print("small");
              response.setHeader("X-Marked", "" + response.containsHeader("X-Footprint"));
            },
            "varies",
            (request, response) -> {
              response.addHeader("Vary", "Accept");
              response.setContentLength(5);
              response.getOutputStream().print("small");
            },
            "small",
            (request, response) -> response.getOutputStream().print("small"),
            "forward",
            (request, response) -> request.getRequestDispatcher("small").forward(request, response),
            "forward-wrapped",
            (request, response) ->
                request
                    .getRequestDispatcher("small")
                    .forward(request, new HttpServletResponseWrapper(response)),
            "sixth",
            (request, response) -> {
              // More than an eighth, which is large for us, and less than a quarter, which Jetty
              // sends at once.
              response.getOutputStream().write(new byte[response.getBufferSize() / 6]);
              response.setHeader("X-Marked", "" + response.containsHeader("X-Footprint"));
            });
    return Site.of(folder).servlet("/t/*", HandlerServlet.byName(handlers));
  }

  /** Returns the size of the container's buffer and as many bytes more as the request says. */
  private static int size(HttpServletRequest request, HttpServletResponse response) {
    return response.getBufferSize() + Integer.parseInt(request.getQueryString());
  }

  private static RawAnswer get(Container from, String handler) throws IOException {
    return RawAnswer.of(from.port(), "GET /t/" + handler + " HTTP/1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "parts", "print", "text"})
  void areSetOnceForAPieceOfAnySize(String handler) throws Exception {
    for (Container each : List.of(plain, wrapped)) {
      for (int more : new int[] {-4000, -2, -1, 0, 1, 2, 100_000}) {
        RawAnswer answer = get(each, handler + "?" + more);
        assertTrue(answer.complete(), answer::toString);
        assertEquals(1, answer.leadingFigures().size(), () -> more + ": " + answer.fields());
      }
    }
  }

  @Test
  void areNotSetBeforeAPieceThatStaysInTheBuffer() throws Exception {
    RawAnswer answer = get(plain, "sixth");
    boolean isJetty = CONTAINER.name().startsWith("JETTY");
    assertEquals(!isJetty, answer.fields().contains(MARKED + "false"), answer.fields()::toString);
    assertTrue(answer.leadingFigures().get(0).isFinal(), answer.fields()::toString);
  }

  /** Nobody knows what a wrapper around the container's response does with its bytes. */
  @Test
  void areSetBeforeALargePieceBehindAWrapper() throws Exception {
    RawAnswer answer = get(wrapped, "sixth");
    assertTrue(answer.fields().contains(MARKED + "true"), answer.fields()::toString);
    assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
  }

  /** Where the last byte of a declared length does not send the answer, as on Undertow. */
  @Test
  void areNotSetBeforeALastByteThatTheContainerKeeps() throws Exception {
    RawAnswer answer = get(plain, "declared");
    assertEquals("small", answer.body());
    assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
    assertEquals(
        answer.leadingFigures().get(0).isFinal(),
        answer.fields().contains(MARKED + "false"),
        answer.fields()::toString);
  }

  /** Undertow ignores a header that is added once all of a declared length is written. */
  @ParameterizedTest
  @CsvSource({"declared, x-footprint-key", "varies, 'accept, x-footprint-key'"})
  void varyNamesTheKeyWhereALengthIsDeclared(String handler, String expected) throws Exception {
    RawAnswer answer = get(trusted, handler);
    assertEquals("small", answer.body());
    assertEquals(
        expected,
        answer.fields().stream()
            .filter(field -> field.startsWith("vary: "))
            .map(field -> field.substring("vary: ".length()))
            .collect(Collectors.joining(", "))
            .toLowerCase(Locale.ROOT));
  }

  @Test
  void areSetBeforeALastByteBehindAWrapper() throws Exception {
    RawAnswer answer = get(wrapped, "declared");
    assertEquals(
        answer.leadingFigures().get(0).isFinal(),
        answer.fields().contains(MARKED + "true"),
        answer.fields()::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "forward-wrapped"})
  void areSetOnceForAForwardThatTheContainerCloses(String handler) throws Exception {
    for (Container each : List.of(wrapped, twice)) {
      MARKS.set(0);
      RawAnswer answer = get(each, handler);
      assertEquals("small", answer.body());
      assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
      assertTrue(answer.leadingFigures().get(0).complete(), answer.fields()::toString);
      // Tomcat 11 takes no headers once it has suspended its response, and 10.1 if told so.
      assertTrue(MARKS.get() == 1 || CONTAINER.name().startsWith("TOMCAT"), MARKS::toString);
    }
  }

  @Test
  void areSetOnceByAFilterThatIsRegisteredTwice() throws Exception {
    MARKS.set(0);
    RawAnswer answer = get(twice, "small");
    assertTrue(answer.leadingFigures().get(0).isFinal(), answer.fields()::toString);
    assertEquals(1, MARKS.get());
  }
}
