// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.servlet.FootprintFilter;
import io.xfootprint.war.PooledWorkServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with a class loader of its own goes, and the container's threads stay. */
class RedeployIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final int CLIENTS = 4;
  private static final int REQUESTS_EACH = 25;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final List<String> WAYS = List.of("here", "start", "wrapped", "elsewhere");

  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();

  @TempDir private Path folder;

  /** With one filter, or with two that share their totals. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void leavesNothingThatKeepsTheClassesOfAStoppedApplication(int filters) throws Exception {
    ExecutorService pool = poolWithItsThreads();
    try (Container container = CONTAINER.start(Site.of(folder).servlet("/other", answer()))) {
      PhantomReference<ClassLoader> application = deployServeAndStop(container, pool, filters);
      // What a container remembers of its last requests is of another application by now.
      askAll(container, "/other");
      awaitCollected(application);
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * A thread keeps what was on the stack when it was made, and the context class loader of then. So
   * pools make their threads before the application comes, or it would be them who leak.
   */
  private static ExecutorService poolWithItsThreads() {
    ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(CLIENTS);
    assertEquals(CLIENTS, pool.prestartAllCoreThreads());
    return pool;
  }

  private static Handler answer() {
    return (request, response) -> {
      AsyncContext context = request.startAsync();
      context.start(context::complete);
    };
  }

  /** In a frame of its own, which keeps nothing. */
  private PhantomReference<ClassLoader> deployServeAndStop(
      Container container, ExecutorService pool, int filters) throws Exception {
    try (WarLoader loader = WarLoader.create()) {
      Servlet servlet = loader.make(Servlet.class, PooledWorkServlet.class.getName());
      Site site =
          Site.of(Files.createDirectories(folder.resolve("war")))
              .at("/war")
              .loader(loader)
              .attribute(PooledWorkServlet.POOL, pool)
              .servlet("/work/*", servlet);
      for (int i = 0; i < filters; i++) {
        Filter filter = loader.make(Filter.class, FootprintFilter.class.getName());
        assertNotSame(FootprintFilter.class, filter.getClass());
        site.filter(filter, Map.of("window", "100ms", "log.interval", "100ms"), 1);
      }
      try (AutoCloseable deployed = container.deploy(site)) {
        for (String way : WAYS) {
          askAll(container, "/war/work/" + way);
        }
        Answer last;
        try (KeptConnection connection = KeptConnection.to(container.port())) {
          last = connection.getLast("/war/work/here");
        }
        assertEquals(CLIENTS * REQUESTS_EACH * WAYS.size() + 1, last.total().requests());
      }
      return new PhantomReference<>(loader, gone);
    }
  }

  private void askAll(Container container, String path) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        done.add(clients.submit(() -> ask(container.port(), path)));
      }
      for (Future<?> one : done) {
        one.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private Void ask(int port, String path) throws Exception {
    // Undertow's connections remember their last request, so none may stay.
    try (KeptConnection connection = KeptConnection.to(port)) {
      for (int i = 0; i < REQUESTS_EACH; i++) {
        assertEquals(200, connection.get(path).status());
      }
    }
    return null;
  }

  private void awaitCollected(PhantomReference<ClassLoader> application) throws Exception {
    long end = System.nanoTime() + WAIT_NANOS;
    boolean collected = false;
    while (!collected && System.nanoTime() < end) {
      System.gc();
      collected = gone.remove(100) == application;
    }
    assertTrue(collected, "the class loader of the application is still reachable");
  }
}
