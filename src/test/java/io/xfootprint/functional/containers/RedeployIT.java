// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.RefusedFilter;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.ChildJvm;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.WarLoader;
import io.xfootprint.live.StubService;
import io.xfootprint.report.FootprintServlet;
import io.xfootprint.servlet.FootprintFilter;
import io.xfootprint.store.PostgresServer;
import io.xfootprint.store.StoreTables;
import io.xfootprint.war.PooledWorkServlet;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application with a class loader of its own goes, and the container's threads stay. */
public class RedeployIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final int CLIENTS = 4;
  private static final int REQUESTS_EACH = 25;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final List<String> WAYS =
      List.of("here", "start", "wrapped", "elsewhere", "unclosed");

  /** Refused when the settings are read. */
  private static final Map<String, String> CONTRADICTION =
      Map.of("power.idle-watts", "2", "power.max-watts", "1");

  /** Refused when the store is opened, as H2 takes no path that is relative without a dot. */
  private static final Map<String, String> IMPOSSIBLE_STORE = Map.of("store", "jdbc:h2:file:vain");

  private static final List<String> REPORTS =
      List.of("?span=year", "api/v1/report", "routes.csv", "impact.yaml", "methodology", "what-if");

  private static final String TOTALS_IN_JMX = "io.xfootprint.jmx.TotalsRegistration";

  private static final List<String> THREADS =
      List.of("x-footprint", "H2 ", "MVStore", "PostgreSQL");

  private static final long ALL_REQUESTS = (long) CLIENTS * REQUESTS_EACH * WAYS.size() + 1;

  private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();

  @TempDir private Path folder;

  @Test
  void leavesNothingThatKeepsTheClassesOfAStoppedApplication() throws Exception {
    assertLetsGoOf(1, Map.of());
  }

  /** With two filters that share their totals, and a service that tells the carbon intensity. */
  @Test
  void leavesNothingOfTwoFiltersAndOfTheThreadThatAsksAService() throws Exception {
    assertLetsGoOfAsking(2, Map.of());
  }

  private void assertLetsGoOfAsking(int filters, Map<String, String> settings) throws Exception {
    try (StubService service = new StubService()) {
      service.tell("{\"now\":360}");
      Map<String, String> all = new HashMap<>(settings);
      all.putAll(Map.of("grid", service.address().toString(), "grid.value", "/now"));
      all.put("grid.interval", "1m");
      assertLetsGoOf(filters, all);
      assertEquals(1, service.asked().size());
    }
  }

  private void assertLetsGoOf(int filters, Map<String, String> settings) throws Exception {
    ExecutorService pool = poolWithItsThreads();
    try (Container container = CONTAINER.start(Site.of(folder).servlet("/other", answer()))) {
      PhantomReference<ClassLoader> application =
          deployServeAndStop(container, pool, filters, settings);
      awaitNoThread();
      // What a container remembers of its last requests is of another application by now.
      askAll(container, "/other");
      awaitCollected(application);
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:mem:redeployed", "jdbc:h2:file:"})
  void leavesNothingOfADriverOfH2(String store) throws Exception {
    String address = store.endsWith(":") ? store + folder.resolve("db") : store;
    assertLetsGoOfAsking(1, Map.of("store", address));
  }

  /** DriverManager looks for drivers when it is first used, and keeps what it finds then. */
  @Test
  void leavesNothingOfADriverThoughItIsTheFirstToUseAny() throws Exception {
    try (ChildJvm first = ChildJvm.start(RedeployIT.class, List.of(), folder)) {
      assertEquals(0, first.stop(), () -> first.lines("").toString());
    }
  }

  public static void main(String[] arguments) throws Exception {
    RedeployIT first = new RedeployIT();
    first.folder = Path.of(arguments[0]);
    first.assertLetsGoOf(1, Map.of("store", "jdbc:h2:mem:first"));
  }

  @Test
  void leavesNothingOfADriverOfPostgres() throws Exception {
    try (PostgresServer database = PostgresServer.start(folder.resolve("postgres"))) {
      assertLetsGoOf(1, Map.of("store", database.url()));
      assertEquals(ALL_REQUESTS, StoreTables.at(database.url()).requests());
    }
  }

  @Test
  void leavesNothingOfAnApplicationWhoseSettingsAreRefused() throws Exception {
    assertLetsGoOfRefused(CONTRADICTION, "power.max-watts");
  }

  @Test
  void leavesNothingOfAnApplicationWhoseStoreCanNeverWork() throws Exception {
    assertLetsGoOfRefused(IMPOSSIBLE_STORE, "an address at which totals can be kept");
  }

  private void assertLetsGoOfRefused(Map<String, String> settings, String reason) throws Exception {
    try (Container container = CONTAINER.start(Site.of(folder).servlet("/other", answer()))) {
      PhantomReference<ClassLoader> application = deployInVain(container, settings, reason);
      awaitNoThread();
      askAll(container, "/other");
      awaitCollected(application);
    }
  }

  /** In a frame of its own, which keeps nothing. */
  private PhantomReference<ClassLoader> deployInVain(
      Container container, Map<String, String> settings, String reason) throws Exception {
    try (WarLoader loader =
        settings.containsKey("store") ? WarLoader.createWithDrivers() : WarLoader.create()) {
      RefusedFilter filter =
          new RefusedFilter(loader.make(Filter.class, FootprintFilter.class.getName()));
      Site site =
          Site.of(Files.createDirectories(folder.resolve("war")))
              .at("/war")
              .loader(loader)
              .servlet("/here", (request, response) -> {})
              .filter(filter, settings, 1);
      try (AutoCloseable deployed = container.deploy(site)) {
        // Undertow starts filters with the first request.
        ask(container.port(), "/war/here");
        assertTrue(filter.reason().contains(reason), filter.reason());
      }
      return new PhantomReference<>(loader, gone);
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
      Container container, ExecutorService pool, int filters, Map<String, String> settings)
      throws Exception {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(Map.of("window", "100ms", "log.interval", "100ms", "store.interval", "100ms"));
    all.putAll(Map.of("report.access", "open", "exclude", "/footprint/*"));
    boolean showsTotals = settings.isEmpty();
    all.put("jmx", String.valueOf(showsTotals));
    try (WarLoader loader =
        settings.containsKey("store") ? WarLoader.createWithDrivers() : WarLoader.create()) {
      Servlet servlet = loader.make(Servlet.class, PooledWorkServlet.class.getName());
      Servlet report = loader.make(Servlet.class, FootprintServlet.class.getName());
      Site site =
          Site.of(Files.createDirectories(folder.resolve("war")))
              .at("/war")
              .loader(loader)
              .attribute(PooledWorkServlet.POOL, pool)
              .servlet("/work/*", servlet)
              .servlet("/footprint/*", report);
      for (int i = 0; i < filters; i++) {
        Filter filter = loader.make(Filter.class, FootprintFilter.class.getName());
        assertNotSame(FootprintFilter.class, filter.getClass());
        site.filter(filter, all, 1);
      }
      try (AutoCloseable deployed = container.deploy(site)) {
        for (String way : WAYS) {
          askAll(container, "/war/work/" + way);
        }
        for (String path : REPORTS) {
          askAll(container, "/war/footprint/" + path);
        }
        Answer last;
        try (KeptConnection connection = KeptConnection.to(container.port())) {
          last = connection.getLast("/war/work/here");
        }
        assertEquals(ALL_REQUESTS, last.total().requests());
        assertEquals(showsTotals ? List.of(ALL_REQUESTS) : List.of(), requestsInJmx());
      }
      assertEquals(List.of(), requestsInJmx());
      assertEquals(showsTotals, loader.hasLoaded(TOTALS_IN_JMX));
      return new PhantomReference<>(loader, gone);
    }
  }

  /** Returns the attribute of each bean of ours. */
  private static List<Object> requestsInJmx() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    List<Object> requests = new ArrayList<>();
    for (ObjectName bean : server.queryNames(new ObjectName("io.xfootprint:*"), null)) {
      requests.add(server.getAttribute(bean, "Requests"));
    }
    return requests;
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

  /** Threads of ours, and those that drivers have. */
  private static void awaitNoThread() throws Exception {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (THREADS.stream().anyMatch(thread.getName()::startsWith)) {
        thread.join(TimeUnit.NANOSECONDS.toMillis(WAIT_NANOS));
        assertFalse(thread.isAlive(), thread::toString);
      }
    }
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
