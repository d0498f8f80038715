// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When the headers are set, where the filter is mapped for REQUEST only or the container refuses
 * what the application asks for, on the one container of this JVM.
 */
class MarkIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final String CONDITION = "If-None-Match: \"1\"";

  @TempDir private static Path folder;
  private static final LateHeaders LATE = new LateHeaders();
  private static Container container;

  /** The filter as its mapping would be for these dispatches alone. */
  private record ForRequestsOnly(Filter filter) implements Filter {

    @Override
    public void init(FilterConfig config) throws ServletException {
      filter.init(config);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      if (request.getDispatcherType() == DispatcherType.REQUEST) {
        filter.doFilter(request, response, chain);
      } else {
        chain.doFilter(request, response);
      }
    }

    @Override
    public void destroy() {
      filter.destroy();
    }
  }

  /** Keeps the headers that are set when the answer is committed already. */
  private static final class LateHeaders implements Filter {

    private final Queue<String> names = new ConcurrentLinkedQueue<>();

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(
          request,
          new HttpServletResponseWrapper((HttpServletResponse) response) {
            @Override
            public void setHeader(String name, String value) {
              if (isCommitted()) {
                names.add(name);
              }
              super.setHeader(name, value);
            }
          });
    }
  }

  @BeforeAll
  static void startContainer() throws Exception {
    Files.write(Files.createDirectory(folder.resolve("static")).resolve("small.txt"), new byte[99]);
    Map<String, Handler> handlers = new HashMap<>(SyncHandlers.all());
    handlers.put(
        "forward-twice",
        (request, response) -> request.getRequestDispatcher("forward").forward(request, response));
    handlers.put(
        "forward-nothing",
        (request, response) -> request.getRequestDispatcher("nothing").forward(request, response));
    handlers.put(
        "forward-304",
        (request, response) -> request.getRequestDispatcher("304").forward(request, response));
    handlers.put(
        "refused",
        (request, response) -> {
          response.getOutputStream().print("hello");
          response.flushBuffer();
          try {
            response.sendError(500);
          } catch (IllegalStateException e) {
            response.getOutputStream().print(" refused");
          }
        });
    container =
        CONTAINER.start(
            Site.of(folder)
                .gate()
                .filter(LATE)
                .filter(new ForRequestsOnly(new FootprintFilter()))
                .servlet("/t/*", HandlerServlet.byName(handlers)));
  }

  @AfterAll
  static void stopContainer() throws Exception {
    container.close();
  }

  private static RawAnswer get(String handler, String... lines) throws IOException {
    return RawAnswer.of(container.port(), "GET /t/" + handler + " HTTP/1.1", lines);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "forward",
        "forward-big",
        "forward-static",
        "forward-error",
        "forward-twice",
        "forward-nothing",
        "include",
        "include-flush",
        "include-big"
      })
  void comesBeforeADispatchThatTheFilterIsNotMappedFor(String handler) throws Exception {
    for (String line : new String[] {"X-None: 1", CONDITION}) {
      RawAnswer answer = get(handler, line);
      assertTrue(answer.complete());
      assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
    }
  }

  @Test
  void leavesNoHeaderOnA304OfAForward() throws Exception {
    RawAnswer answer = get("forward-304", CONDITION);
    assertTrue(answer.status().startsWith("HTTP/1.1 304"), answer::toString);
    assertFalse(
        answer.fields().stream().anyMatch(field -> field.startsWith("x-footprint")),
        answer::toString);
  }

  @Test
  void isNotMadeOnAnAnswerThatIsCommittedWhenSendErrorThrows() throws Exception {
    LATE.names.clear();
    RawAnswer answer = get("refused");
    assertTrue(answer.body().startsWith("hello"));
    assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
    assertTrue(LATE.names.isEmpty(), LATE.names::toString);
  }
}
