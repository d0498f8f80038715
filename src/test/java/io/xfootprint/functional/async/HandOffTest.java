// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintContext;
import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.meter.Segment;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that leaves the container's thread: to whom it is charged, and what the answer says. */
class HandOffTest {

  private static final Map<String, String> EXACT = Map.of("header.digits", "0", "window", "1h");
  private static final long BURNT_NANOS = 40_000_000;

  /** The clock of the process goes in steps of 10 ms. */
  private static final long PROCESS_CLOCK_NANOS = 10_000_000;

  /** What a container may need on top for a first request, when nothing is compiled yet. */
  private static final long OVERHEAD_NANOS = 30_000_000;

  private final ExecutorService executor = Executors.newFixedThreadPool(2);

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  private static void burn() {
    ThreadClock.burn(BURNT_NANOS);
  }

  private static void assertBurnt(int times, long nanos) {
    assertTrue(nanos >= times * BURNT_NANOS, nanos + " ns");
    assertTrue(nanos <= times * BURNT_NANOS + OVERHEAD_NANOS, nanos + " ns");
  }

  /** Its work cannot be seen by the request; the background of the ledger carries it. */
  @Test
  void saysThatTheWorkOfAnUnwrappedExecutorIsMissing() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/unwrapped",
                (request, response) -> {
                  burn();
                  AsyncContext context = request.startAsync();
                  executor.execute(
                      () -> {
                        // More than is asked for below by a step of the process's clock.
                        ThreadClock.burn(2 * BURNT_NANOS + PROCESS_CLOCK_NANOS);
                        context.complete();
                      });
                })
            .filter(EXACT);
    Ledger ledger;
    try (JettyServer server = JettyServer.start(app)) {
      ledger = app.monitor().ledger();
      Figures figures = server.get("/unwrapped").figures();
      server.awaitIdle();
      assertTrue(figures.partial());
      assertBurnt(1, figures.cpuMicros() * 1_000);
      assertBurnt(1, app.cpuNanos("GET /unwrapped"));
    }
    // The monitor has closed its books with the server.
    long background = ledger.snapshot().now().line(CostCategory.BACKGROUND).cpuNanos();
    assertTrue(background >= 2 * BURNT_NANOS, background + " ns");
  }

  /** As a bean or a static field does, of which no request is there yet. */
  @Test
  void chargesTasksOfAnExecutorThatWasWrappedAtTheStartToWhoeverSubmitsThem() throws Exception {
    Executor bean = FootprintContext.current().wrap((Executor) executor);
    ExecutorService service = FootprintContext.current().wrap(executor);
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/once",
                (request, response) -> {
                  burn();
                  CompletableFuture.runAsync(HandOffTest::burn, bean).join();
                })
            .servlet("/submits", (request, response) -> await(service.submit(HandOffTest::burn)))
            .servlet(
                "/twice",
                (request, response) -> {
                  burn();
                  CompletableFuture.runAsync(HandOffTest::burn, service)
                      .thenRunAsync(HandOffTest::burn, service)
                      .join();
                })
            .filter(EXACT);
    try (JettyServer server = JettyServer.start(app)) {
      // Its work is nobody's.
      bean.execute(HandOffTest::burn);
      for (int i = 1; i <= 2; i++) {
        server.get("/once");
        server.get("/twice");
        assertBurnt(1, server.get("/submits").figures().cpuMicros() * 1_000);
        // A future is done a moment before its task is charged.
        awaitIdle(2);
        server.awaitIdle();
        assertBurnt(2 * i, app.cpuNanos("GET /once"));
        assertBurnt(3 * i, app.cpuNanos("GET /twice"));
      }
    }
  }

  /** Has all threads of the executor begin something at once, so that what they did is over. */
  private void awaitIdle(int threads) throws Exception {
    CyclicBarrier all = new CyclicBarrier(threads + 1);
    for (int i = 0; i < threads; i++) {
      executor.execute(() -> meet(all));
    }
    meet(all);
  }

  private static void meet(CyclicBarrier all) {
    try {
      all.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(Future<?> task) throws ServletException {
    try {
      task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new ServletException(e);
    }
  }

  /** As a broadcast does that opens a segment for each of its listeners and closes none. */
  @Test
  void chargesNoRequestAfterOneThatLeftSegmentsOpen() throws Exception {
    AtomicReference<FootprintContext> first = new AtomicReference<>();
    WebApp app =
        WebApp.at("/")
            .servlet("/first", (request, response) -> first.set(FootprintContext.current()))
            .servlet(
                "/leaves",
                (request, response) -> {
                  leave(first.get());
                  leave(FootprintContext.current());
                  first.get().attach();
                })
            .servlet(
                "/excluded",
                (request, response) ->
                    response.getWriter().print(FootprintContext.current().isPresent()))
            .filter(Map.of("exclude", "/excluded", "window", "1h"));
    try (JettyServer server = JettyServer.start(app)) {
      server.get("/first");
      for (int i = 0; i < 10; i++) {
        server.get("/leaves");
        assertEquals("false", server.get("/excluded").body());
      }
    }
  }

  private static void leave(FootprintContext context) {
    Segment unclosed = context.open();
    assertNotNull(unclosed);
  }

  @Test
  void tellsAllOfAWrappedExecutorsWork() throws Exception {
    CountDownLatch[] left = new CountDownLatch[1];
    WebApp app =
        WebApp.at("/")
            .gate()
            .servlet(
                "/wrapped",
                (request, response) -> {
                  left[0] = ReturnGate.of(request);
                  Executor wrapped = FootprintContext.current().wrap((Executor) executor);
                  AsyncContext context = request.startAsync();
                  wrapped.execute(
                      () -> {
                        ReturnGate.await(left[0]);
                        burn();
                        context.complete();
                      });
                })
            .filter(EXACT);
    try (JettyServer server = JettyServer.start(app)) {
      Figures figures = server.get("/wrapped").figures();
      assertFalse(figures.partial());
      assertBurnt(1, figures.cpuMicros() * 1_000);
    }
  }

  /** The answer leaves while a task is still at work. */
  @Test
  void saysThatMoreWillComeAndBooksItWhenItHasCome() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/late",
                (request, response) ->
                    FootprintContext.current()
                        .wrap((Executor) executor)
                        .execute(
                            () -> {
                              ReturnGate.await(answered);
                              burn();
                            }))
            .filter(EXACT);
    try (JettyServer server = JettyServer.start(app)) {
      Figures figures = server.get("/late").figures();
      server.awaitIdle();
      assertTrue(figures.partial());
      assertBurnt(0, app.cpuNanos("GET /late"));
      answered.countDown();
      executor.shutdown();
      assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
      assertBurnt(1, app.cpuNanos("GET /late"));
      assertEquals(1, app.totals().requests());
    }
  }

  /** As an executor does whose policy is to let the caller run, or a pool that helps itself. */
  @Test
  void chargesWorkToItsRequestAloneOnAThreadThatServesAnother() throws Exception {
    BlockingQueue<Runnable> handOff = new SynchronousQueue<>();
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/a",
                (request, response) -> {
                  burn();
                  put(handOff, FootprintContext.current().wrap((Runnable) HandOffTest::burnTwice));
                })
            .servlet(
                "/b",
                (request, response) -> {
                  burn();
                  take(handOff).run();
                })
            .filter(EXACT);
    try (JettyServer server = JettyServer.start(app)) {
      Future<Answer> a = executor.submit(() -> server.get("/a"));
      Answer b = server.get("/b");
      assertTrue(a.get().figures().partial());
      server.awaitIdle();
      assertFalse(b.figures().partial());
      assertBurnt(1, b.figures().cpuMicros() * 1_000);
      assertBurnt(3, app.cpuNanos("GET /a"));
      assertBurnt(1, app.cpuNanos("GET /b"));
    }
  }

  private static void burnTwice() {
    ThreadClock.burn(2 * BURNT_NANOS);
  }

  private static void put(BlockingQueue<Runnable> queue, Runnable task) throws ServletException {
    try {
      queue.put(task);
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
  }

  private static Runnable take(BlockingQueue<Runnable> queue) throws ServletException {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new ServletException(e);
    }
  }

  @Test
  void chargesTheListenerOfTheApplication() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/listener",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  context.addListener(new Burning(calls));
                  context.setTimeout(50);
                })
            .filter(EXACT);
    try (JettyServer server = JettyServer.start(app)) {
      Figures figures = server.get("/listener").figures();
      server.awaitIdle();
      assertEquals(11, calls.get());
      assertFalse(figures.partial());
      assertBurnt(1, figures.cpuMicros() * 1_000);
      assertBurnt(2, app.cpuNanos("GET /listener"));
    }
  }

  /** Works at the timeout and at the end, and tells both apart in its count. */
  private record Burning(AtomicInteger calls) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      calls.addAndGet(1);
      burn();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      calls.addAndGet(10);
      burn();
      event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {
      calls.addAndGet(100);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      calls.addAndGet(1000);
    }
  }

  @Test
  void chargesTheListenerOfTheBody() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/reads",
                (request, response) -> {
                  AsyncContext context = request.startAsync();
                  request.getInputStream().setReadListener(new BurningReader(request, context));
                })
            .filter(EXACT);
    try (JettyServer server = JettyServer.start(app)) {
      Figures figures = server.get("/reads").figures();
      server.awaitIdle();
      assertFalse(figures.partial());
      assertBurnt(1, figures.cpuMicros() * 1_000);
      assertBurnt(1, app.cpuNanos("GET /reads"));
    }
  }

  private record BurningReader(HttpServletRequest request, AsyncContext context)
      implements ReadListener {

    @Override
    public void onDataAvailable() {}

    @Override
    public void onAllDataRead() {
      burn();
      context.complete();
    }

    @Override
    public void onError(Throwable failure) {
      context.complete();
    }
  }
}
