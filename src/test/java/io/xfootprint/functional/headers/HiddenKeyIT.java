// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing behind the filter sees the key of those who are trusted. */
class HiddenKeyIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final String KEY = "X-Footprint-Key";
  private static final String SECRET = "12345";
  private static final String KEY_LINE = "x-footprint-KEY: " + SECRET;
  private static final String NOTHING = "null [] -1 -1 [host, x-other]";

  @TempDir private static Path folder;
  private static Container container;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("file.txt"), "text of a file");
    container =
        CONTAINER.start(
            site()
                .footprint(
                    Map.of("expose", "trusted", "expose.secret", SECRET, "exclude", "/excluded/*"))
                .filter(answering("/by-filter")));
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
  }

  private static Site site() {
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("direct", (request, response) -> response.getWriter().print(seen(request)));
    handlers.put(
        "forward",
        (request, response) ->
            request.getRequestDispatcher("/t/direct").forward(request, response));
    handlers.put(
        "include",
        (request, response) ->
            request.getRequestDispatcher("/t/direct").include(request, response));
    handlers.put("senderror", (request, response) -> response.sendError(418));
    handlers.put("async", (request, response) -> answerLater(request.startAsync()));
    handlers.put(
        "async-given", (request, response) -> answerLater(request.startAsync(request, response)));
    handlers.put(
        "async-dispatch",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            response.getWriter().print(seen(request));
          } else {
            request.startAsync().dispatch();
          }
        });
    handlers.put(
        "async-listener",
        (request, response) -> {
          AsyncContext context = request.startAsync();
          context.addListener(new Answering());
          context.setTimeout(1);
        });
    return Site.of(folder)
        .errorPage("/t/direct")
        .servlet("/t/*", HandlerServlet.byName(handlers))
        .servlet("/excluded/t/*", HandlerServlet.byName(handlers))
        .servlet("/trace", new Echo());
  }

  /** Answers TRACE as servlets do. */
  private static final class Echo extends HttpServlet {
    private static final long serialVersionUID = 1;
  }

  /** As a framework that is a filter answers what the default servlet would. */
  private static Filter answering(String path) {
    return (request, response, chain) -> {
      if (((HttpServletRequest) request).getRequestURI().equals(path)) {
        response.getWriter().print(seen((HttpServletRequest) request));
      } else {
        chain.doFilter(request, response);
      }
    };
  }

  private static void answerLater(AsyncContext context) {
    context.start(
        () -> {
          print(context, context.getRequest());
          context.complete();
        });
  }

  private static void print(AsyncContext context, ServletRequest request) {
    try {
      context.getResponse().getWriter().print(seen((HttpServletRequest) request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks in every way for the key and for a header that stays. */
  private static String seen(HttpServletRequest request) {
    List<String> names =
        Collections.list(request.getHeaderNames()).stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();
    assertEquals("here", request.getHeader("X-Other"));
    assertEquals(List.of("here"), Collections.list(request.getHeaders("x-other")));
    return request.getHeader(KEY)
        + " "
        + Collections.list(request.getHeaders("x-footprint-key"))
        + " "
        + request.getIntHeader("X-FOOTPRINT-KEY")
        + " "
        + date(request)
        + " "
        + names.stream().filter(name -> !name.equals("range")).sorted().toList();
  }

  private static long date(HttpServletRequest request) {
    try {
      return request.getDateHeader(KEY);
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  /** Answers when the time is over, by the request that comes with the event. */
  private static final class Answering implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) {
      HttpServletRequest supplied = (HttpServletRequest) event.getSuppliedRequest();
      AsyncContext context = event.getAsyncContext();
      print(context, supplied == null ? context.getRequest() : supplied);
      context.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private static RawAnswer ask(Container server, String requestLine, String... lines)
      throws IOException {
    return RawAnswer.of(server.port(), requestLine + " HTTP/1.1", lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/t/direct",
        "/t/forward",
        "/t/include",
        "/t/senderror",
        "/t/async",
        "/t/async-given",
        "/t/async-dispatch",
        "/t/async-listener",
        "/by-filter"
      })
  void isSeenByTheFilterAlone(String path) throws Exception {
    RawAnswer answer = ask(container, "GET " + path, KEY_LINE, "X-Other: here");
    assertEquals(NOTHING, answer.body().strip());
    assertEquals(1, answer.leadingFigures().size(), answer::toString);
    assertTrue(answer.fields().contains("vary: " + KEY), answer::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "forward", "include", "senderror", "async-dispatch"})
  void isNotSeenByWhatIsExcludedEither(String handler) throws Exception {
    RawAnswer answer = ask(container, "GET /excluded/t/" + handler, KEY_LINE, "X-Other: here");
    assertEquals(NOTHING, answer.body().strip());
    assertEquals(List.of(), answer.leadingFigures());
  }

  /** Of files that are asked for in parts the filter leaves the request as it is, where it can. */
  @Test
  void isNotSeenByAFilterThatIsAskedForAPart() throws Exception {
    RawAnswer answer =
        ask(container, "GET /by-filter", KEY_LINE, "X-Other: here", "Range: bytes=0-3");
    assertEquals(NOTHING, answer.body().strip());
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-3, text, 206", "bytes=900-, '', 416"})
  void makesNoDifferenceForPartsOfFiles(String range, String start, String status)
      throws Exception {
    RawAnswer without = ask(container, "GET /file.txt", "Range: " + range);
    RawAnswer with = ask(container, "GET /file.txt", KEY_LINE, "Range: " + range);
    assertTrue(with.status().contains(status), with::toString);
    assertTrue(with.body().startsWith(start), with::toString);
    assertEquals(without.withoutFootprint(), with.withoutFootprint());
  }

  /** Tomcat refuses the method by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"/trace", "/file.txt"})
  void isNotEchoed(String path) throws Exception {
    for (String range : List.of("Range: bytes=0-3", "X-None: x")) {
      RawAnswer answer = ask(container, "TRACE " + path, KEY_LINE, "X-Other: here", range);
      assertFalse(answer.body().contains(SECRET), answer::toString);
      if (answer.status().contains(" 200")) {
        assertTrue(
            answer.body().toLowerCase(Locale.ROOT).contains("x-other: here"), answer::toString);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"always", "never"})
  void isHiddenWhoeverIsToldTheCost(String expose) throws Exception {
    try (Container other = CONTAINER.start(site().footprint(Map.of("expose", expose)))) {
      for (String handler : List.of("direct", "forward", "async")) {
        RawAnswer answer = ask(other, "GET /t/" + handler, KEY_LINE, "X-Other: here");
        assertEquals(NOTHING, answer.body().strip());
        assertEquals(expose.equals("always") ? 1 : 0, answer.leadingFigures().size());
      }
    }
  }
}
