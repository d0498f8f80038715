// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.PassThroughFilter;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Answers of which a first pass writes a part and a second one, by {@code dispatch()}, the rest, on
 * the one container of this JVM.
 */
class RepeatedPassIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final int BUFFER = 8192;
  private static final int PIECE = 500;

  /** With one no header is set before the first pass is over. */
  private static final List<String> CONDITIONS = List.of("X-None: 1", "If-None-Match: \"1\"");

  private static final Map<Between, Container> RUNNING = new HashMap<>();

  @TempDir private static Path folder;

  /** Where an application has a wrapper of its own. */
  private enum Between {
    NOTHING,
    FILTER_OUTSIDE,
    FILTER_INSIDE
  }

  /** How the first pass starts what the second one ends. */
  private enum Start {
    PLAIN {
      @Override
      AsyncContext start(HttpServletRequest request, HttpServletResponse response) {
        return request.startAsync();
      }
    },
    WRAPPED {
      @Override
      AsyncContext start(HttpServletRequest request, HttpServletResponse response) {
        return request.startAsync(request, new HttpServletResponseWrapper(response));
      }
    };

    abstract AsyncContext start(HttpServletRequest request, HttpServletResponse response);
  }

  /** What both passes write. */
  private enum Parts {
    /** Less than a buffer in each, more in both. */
    PIECES {
      @Override
      void write(HttpServletResponse response, boolean first) throws IOException {
        if (first) {
          response.setBufferSize(BUFFER);
        }
        pieces(response, first ? 6000 : 4000);
      }
    },
    TEXT {
      @Override
      void write(HttpServletResponse response, boolean first) throws IOException {
        if (first) {
          response.setBufferSize(BUFFER);
        }
        for (int i = 0; i < (first ? 12 : 80); i++) {
          response.getWriter().print("x".repeat(PIECE));
        }
      }
    },
    LENGTH {
      @Override
      void write(HttpServletResponse response, boolean first) throws IOException {
        if (first) {
          response.setContentLength(4 * PIECE);
        }
        pieces(response, first ? PIECE : 3 * PIECE);
      }
    },
    SMALL_BUFFER {
      @Override
      void write(HttpServletResponse response, boolean first) throws IOException {
        if (first) {
          response.setBufferSize(BUFFER / 2);
        }
        pieces(response, 5 * PIECE);
      }
    },
    /** Of a buffer that is not the default Jetty sends no piece before it is full. */
    LARGE_BUFFER {
      @Override
      void write(HttpServletResponse response, boolean first) throws IOException {
        if (first) {
          response.setBufferSize(10 * BUFFER);
          pieces(response, PIECE);
        } else {
          response.getOutputStream().write(new byte[3 * BUFFER]);
        }
      }
    },
    /** The second pass throws away what the first one wrote. */
    RESET {
      @Override
      void write(HttpServletResponse response, boolean first) throws IOException {
        if (!first) {
          response.resetBuffer();
        }
        pieces(response, 6000);
      }
    };

    abstract void write(HttpServletResponse response, boolean first) throws IOException;

    /** Tomcat keeps a large buffer for requests that come after. */
    boolean areFor(ContainerKind container) {
      return this != LARGE_BUFFER || container.name().startsWith("JETTY");
    }
  }

  private static void pieces(HttpServletResponse response, int length) throws IOException {
    for (int i = 0; i < length / PIECE; i++) {
      response.getOutputStream().write(new byte[PIECE]);
    }
  }

  static Stream<Arguments> cases() {
    return Stream.of(Between.values())
        .flatMap(
            between ->
                Stream.of(Start.values())
                    .flatMap(
                        start ->
                            Stream.of(Parts.values())
                                .filter(parts -> parts.areFor(CONTAINER))
                                .map(parts -> Arguments.of(between, start, parts))));
  }

  @BeforeAll
  static void startContainers() throws Exception {
    for (Between between : Between.values()) {
      RUNNING.put(between, CONTAINER.start(site(between)));
    }
  }

  @AfterAll
  static void stopContainers() throws Exception {
    for (Container container : RUNNING.values()) {
      container.close();
    }
  }

  private static Site site(Between between) {
    Map<String, Handler> handlers = new HashMap<>();
    for (Start start : Start.values()) {
      for (Parts parts : Parts.values()) {
        handlers.put(
            start + "-" + parts,
            (request, response) -> {
              boolean first = AsyncHandlers.pass(request) == 1;
              parts.write(response, first);
              if (first) {
                start.start(request, response).dispatch();
              }
            });
      }
    }
    handlers.put("error-page", (request, response) -> pieces(response, 8 * PIECE));
    handlers.put(
        "senderror",
        (request, response) -> {
          Parts.PIECES.write(response, true);
          response.sendError(500);
        });
    handlers.put(
        "throw",
        (request, response) -> {
          Parts.PIECES.write(response, true);
          throw new IllegalStateException("on purpose");
        });
    handlers.put(
        "dispatch-throw",
        (request, response) -> {
          if (AsyncHandlers.pass(request) == 2) {
            throw new IllegalStateException("on purpose");
          }
          Parts.PIECES.write(response, true);
          request.startAsync().dispatch();
        });
    Site site =
        Site.of(folder).servlet("/t/*", HandlerServlet.byName(handlers)).errorPage("/t/error-page");
    PassThroughFilter wrapper = PassThroughFilter.ofResponses();
    return switch (between) {
      case NOTHING -> site.filter(new FootprintFilter());
      case FILTER_OUTSIDE -> site.filter(wrapper).filter(new FootprintFilter());
      case FILTER_INSIDE -> site.filter(new FootprintFilter()).filter(wrapper);
    };
  }

  private static RawAnswer get(Between between, String handler, String... lines)
      throws IOException {
    return RawAnswer.of(RUNNING.get(between).port(), "GET /t/" + handler + " HTTP/1.1", lines);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void haveEachHeaderOnce(Between between, Start start, Parts parts) throws Exception {
    for (String condition : CONDITIONS) {
      RawAnswer answer = get(between, start + "-" + parts, condition);
      assertTrue(answer.complete());
      assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endWithTheTrailerWhereTheyGoOutInPiecesAnyway(Between between, Start start, Parts parts)
      throws Exception {
    RawAnswer without = get(between, start + "-" + parts);
    RawAnswer with = get(between, start + "-" + parts, "TE: trailers");
    boolean expected = without.isChunked() && between != Between.FILTER_OUTSIDE;
    assertEquals(without.withoutFootprint(), with.withoutFootprint());
    assertEquals(expected ? 1 : 0, with.trailingFigures().size(), with.fields()::toString);
  }

  /** The container throws away what was written before it writes an error page. */
  @ParameterizedTest
  @ValueSource(strings = {"senderror", "throw", "dispatch-throw"})
  void leaveAnErrorPageItsLength(String handler) throws Exception {
    for (Between between : Between.values()) {
      RawAnswer without = get(between, handler);
      RawAnswer with = get(between, handler, "TE: trailers");
      assertEquals(1, with.leadingFigures().size(), with.fields()::toString);
      assertEquals(without.isChunked(), with.isChunked());
      assertEquals(without.withoutFootprint(), with.withoutFootprint());
    }
  }
}
