// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thread of a request that is over, while the next one is under way on the same connection, on
 * the one container of this JVM: the container may have given it the same objects.
 */
class LateThreadIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final String SECRET = "a secret of the test";
  private static final String KEY = "X-Footprint-Key: " + SECRET + "\r\n";
  private static final int TIMEOUT_MILLIS = 20;

  private static final LinkedBlockingQueue<Late> LATE = new LinkedBlockingQueue<>();
  private static final LinkedBlockingQueue<Second> SECOND = new LinkedBlockingQueue<>();

  @TempDir private static Path folder;

  private static Site site;
  private static Container container;

  /** What the thread of a request that is over still has. */
  private record Late(AsyncContext context, HttpServletResponse response) {}

  /** A request that waits. */
  private record Second(CountDownLatch goOn) {}

  /** How the first request ends. */
  enum End {
    TIMEOUT,
    TIMEOUT_ANSWERED_BY_LISTENER,
    COMPLETED_IN_ITS_PASS
  }

  /** What its thread does afterwards. */
  enum Deed {
    COMPLETE,
    DISPATCH,
    FLUSH
  }

  @BeforeAll
  static void start() throws Exception {
    site =
        Site.of(folder)
            .servlet("/first/*", LateThreadIT::first)
            .servlet("/second", LateThreadIT::second)
            .reusedObjects()
            .gate()
            .filter(new FootprintFilter(), Map.of("expose", "trusted", "expose.secret", SECRET), 1);
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
  }

  private static void first(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync();
    LATE.add(new Late(context, response));
    switch (End.valueOf(request.getPathInfo().substring(1))) {
      case TIMEOUT -> context.setTimeout(TIMEOUT_MILLIS);
      case TIMEOUT_ANSWERED_BY_LISTENER -> {
        context.setTimeout(TIMEOUT_MILLIS);
        context.addListener(new Answering());
      }
      case COMPLETED_IN_ITS_PASS -> {
        response.getOutputStream().print("first");
        context.complete();
      }
    }
  }

  private static final class Answering implements AsyncListener {

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {
      event.getAsyncContext().getResponse().getOutputStream().print("first");
      event.getAsyncContext().complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private static void second(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
    Second second = new Second(new CountDownLatch(1));
    SECOND.add(second);
    ReturnGate.await(second.goOn());
    response.getOutputStream().print("second");
  }

  private static void run(Deed deed, Late late) throws IOException {
    switch (deed) {
      case COMPLETE -> late.context().complete();
      case DISPATCH -> late.context().dispatch();
      case FLUSH -> late.response().flushBuffer();
    }
  }

  static Stream<Arguments> allEndsAndDeeds() {
    return Stream.of(End.values())
        .flatMap(end -> Stream.of(Deed.values()).map(deed -> Arguments.of(end, deed)));
  }

  @ParameterizedTest
  @MethodSource("allEndsAndDeeds")
  void leavesTheNextAnswerOfTheConnectionAlone(End end, Deed deed) throws Exception {
    String firstRoute = "GET /first/*";
    long errorsBefore = site.totals(firstRoute).errors();
    try (KeptConnection connection = KeptConnection.to(container.port());
        KeptConnection other = KeptConnection.to(container.port())) {
      Answer first = connection.get("/first/" + end, KEY);
      assertTrue(first.hasFootprint(), first::toString);
      site.awaitIdle();
      Late late = LATE.take();
      // After an error page some containers close the connection.
      boolean isKept = !first.all("connection").equals(List.of("close"));
      Thread thread = new Thread(() -> meetTheSecond(deed, late), "late");
      thread.start();
      Answer second = (isKept ? connection : other).get("/second", "");
      thread.join();
      assertEquals(HttpServletResponse.SC_BAD_GATEWAY, second.status());
      assertFalse(second.hasFootprint(), second::toString);
      assertTrue(second.all("vary").size() <= 1, () -> "more than our own: " + second.all("vary"));
      site.awaitIdle();
      assertEquals(
          first.status() >= 500 ? 1 : 0,
          site.totals(firstRoute).errors() - errorsBefore,
          () -> "errors of the first, whose status was " + first.status());
    }
  }

  private static void meetTheSecond(Deed deed, Late late) {
    try {
      Second second = SECOND.take();
      try {
        run(deed, late);
      } catch (IOException | RuntimeException e) {
        // The container says that the request is over.
      } finally {
        second.goOn().countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
