// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintContext;
import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.PassThroughFilter;
import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.ledger.Totals;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A framework that answers as a filter, before the container's servlet for files, on the one
 * container of this JVM.
 */
class FilterAnswersIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final long BURNT_NANOS = 20_000_000;
  private static final String UNSATISFIABLE = "Range: bytes=900000-";

  @TempDir private static Path folder;
  private static Site site;
  private static Container container;

  /** Answers what is below {@code /f/} by asynchronous work, and hands on what is not. */
  private static final class Framework implements Filter {

    private static final Executor THREADS = task -> AsyncHandlers.elsewhere(task::run);

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      switch (((HttpServletRequest) request).getRequestURI()) {
        case "/f/start" -> {
          AsyncContext context = request.startAsync();
          context.start(() -> burnAndComplete(context));
        }
        case "/f/given" -> {
          AsyncContext context = request.startAsync(request, response);
          context.start(() -> burnAndComplete(context));
        }
        case "/f/wrapped" -> {
          AsyncContext context = request.startAsync();
          CountDownLatch left = ReturnGate.of(request);
          FootprintContext.current()
              .wrap(THREADS)
              .execute(
                  () -> {
                    ReturnGate.await(left);
                    burnAndComplete(context);
                  });
        }
        case "/f/dispatch" -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            ThreadClock.burn(BURNT_NANOS);
            response.getWriter().print("hello");
          } else {
            request.startAsync().dispatch();
          }
        }
        default -> chain.doFilter(request, response);
      }
    }

    private static void burnAndComplete(AsyncContext context) {
      ThreadClock.burn(BURNT_NANOS);
      try {
        AsyncHandlers.helloAndComplete(context);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @BeforeAll
  static void startContainer() throws Exception {
    Files.write(folder.resolve("file.txt"), new byte[200]);
    site = site(new FootprintFilter());
    container = CONTAINER.start(site);
  }

  private static Site site(Filter outer) {
    return Site.of(folder).gate().filter(outer).filter(new Framework());
  }

  @AfterAll
  static void stopContainer() throws Exception {
    container.close();
  }

  @ParameterizedTest
  @CsvSource({
    "start, X-None: 1", "start, Range: bytes=0-9",
    "given, X-None: 1", "given, Range: bytes=0-9",
    "wrapped, X-None: 1", "wrapped, Range: bytes=0-9",
    "dispatch, X-None: 1", "dispatch, Range: bytes=0-9"
  })
  void hasOneHeaderAndAllItsWorkCharged(String path, String line) throws Exception {
    site.awaitIdle();
    Totals before = site.totals();
    RawAnswer answer = RawAnswer.of(container.port(), "GET /f/" + path + " HTTP/1.1", line);
    AsyncHandlers.awaitElsewhere();
    site.awaitIdle();
    Totals counted = site.totals().since(before);
    assertEquals("hello", answer.body());
    assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
    assertTrue(answer.leadingFigures().get(0).cpuMicros() >= BURNT_NANOS / 1_100);
    assertEquals(1, counted.requests());
    assertTrue(counted.cpuNanos() >= BURNT_NANOS, counted::toString);
  }

  @Test
  void leavesPartsOfFilesAsTheyAre() throws Exception {
    RawAnswer answer = RawAnswer.of(container.port(), "GET /file.txt HTTP/1.1", "Range: bytes=0-9");
    assertTrue(answer.status().startsWith("HTTP/1.1 206"), answer::toString);
    assertEquals(10, answer.body().length());
    assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
  }

  /** Jetty's servlet for files has no page for a part that is not there if a request is wrapped. */
  @Test
  void changesNoMoreOfAPartThatIsNotThereThanAnyWrapper() throws Exception {
    try (Container other = CONTAINER.start(site(PassThroughFilter.ofResponsesAndStreams()))) {
      String request = "GET /file.txt HTTP/1.1";
      RawAnswer expected = RawAnswer.of(other.port(), request, UNSATISFIABLE);
      RawAnswer answer = RawAnswer.of(container.port(), request, UNSATISFIABLE);
      assertTrue(answer.status().startsWith("HTTP/1.1 416"), answer::toString);
      assertEquals(1, answer.leadingFigures().size(), answer.fields()::toString);
      assertEquals(expected.withoutFootprint(), answer.withoutFootprint());
    }
  }
}
