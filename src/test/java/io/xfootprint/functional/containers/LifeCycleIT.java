// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.WarLoader;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several registrations, several applications and many lives, on the one container of this JVM. */
class LifeCycleIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final int LIVES = 100;
  private static final int WARM_UP = 50;
  private static final long BURNT_NANOS = 50_000_000;

  private final Client client = new Client();

  @TempDir private Path folder;

  private Site site(String path) throws IOException {
    return Site.of(Files.createDirectories(folder.resolve("files" + path)))
        .at(path)
        .servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()))
        .servlet("/to-desk", LifeCycleIT::forwardToDesk);
  }

  private static void forwardToDesk(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    ServletContext desk = request.getServletContext().getContext("/desk");
    // Jetty ee9 shows no application another one.
    RequestDispatcher small =
        desk == null
            ? request.getRequestDispatcher("/t/small")
            : desk.getRequestDispatcher("/t/small");
    small.forward(request, response);
  }

  private Answer get(Container container, String path) throws Exception {
    return client.send(container.port(), new SyncCase("GET", path, List.of()));
  }

  @Test
  void leavesNothingBehindWhenItIsStartedAndStoppedAHundredTimes() throws Exception {
    try (Container container = CONTAINER.start(site("/"))) {
      long loadedBefore = 0;
      for (int life = 0; life < LIVES; life++) {
        if (life == WARM_UP) {
          loadedBefore = loadedClasses();
        }
        try (AutoCloseable deployed =
            container.deploy(site("/shop").filter(new FootprintFilter()))) {
          assertEquals(1, get(container, "/shop/t/small").total().requests());
          assertEquals(2, get(container, "/shop/t/flush-mid").total().requests());
        }
      }
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().equals("x-footprint")) {
          thread.join(Client.TIMEOUT.toMillis());
          assertFalse(thread.isAlive());
        }
      }
      long grown = loadedClasses() - loadedBefore;
      assertTrue(grown < LIVES - WARM_UP, grown + " classes more, one in each life or more");
    }
  }

  private static long loadedClasses() {
    // Tomcat defines a class anew each time it stops an application.
    System.gc();
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "flush-mid", "senderror", "forward", "include"})
  void countsOnceWhenTwoFiltersAreRegistered(String handler) throws Exception {
    Site site = site("/").gate().filter(new FootprintFilter()).filter(new FootprintFilter());
    assertCountsOnce(site, handler);
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "flush-mid", "senderror", "forward", "include"})
  void countsOnceWhenAFilterIsMappedTwice(String handler) throws Exception {
    assertCountsOnce(site("/").gate().filter(new FootprintFilter(), Map.of(), 2), handler);
  }

  private void assertCountsOnce(Site site, String handler) throws Exception {
    try (Container container = CONTAINER.start(site)) {
      Answer answer = get(container, "/t/" + handler);
      site.awaitIdle();
      assertTrue(answer.figures().complete());
      assertEquals(1, answer.total().requests());
      assertEquals(1, site.totals().requests());
    }
  }

  /** Each filter is mapped before or after those that are mapped already. */
  @Test
  void measuresTheFiltersInsideOfItOnly() throws Exception {
    Filter burning = new BurningFilter();
    Filter footprint = new FootprintFilter();
    assertTrue(isMeasured(site("/").filter(footprint).filter(burning)));
    assertTrue(isMeasured(site("/").filter(burning).filterBefore(footprint)));
    assertTrue(isMeasured(site("/").filterBefore(footprint).filterBefore(burning)));
    assertFalse(isMeasured(site("/").filter(burning).filter(footprint)));
    assertFalse(isMeasured(site("/").filterBefore(burning).filterBefore(footprint)));
  }

  private boolean isMeasured(Site site) throws Exception {
    try (Container container = CONTAINER.start(site)) {
      // The first one may use as much when nothing is compiled yet.
      get(container, "/t/small");
      return get(container, "/t/small").figures().cpuMicros() >= BURNT_NANOS / 1_000;
    }
  }

  private static final class BurningFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      ThreadClock.burn(BURNT_NANOS);
      chain.doFilter(request, response);
    }
  }

  @Test
  void takesItsSettingsFromTheInitParamsOfARegistration() throws Exception {
    Map<String, String> settings = Map.of("header.total", "false", "exclude", "/t/nothing");
    Site site = site("/").filter(new FootprintFilter(), settings, 1);
    try (Container container = CONTAINER.start(site)) {
      Answer answer = get(container, "/t/small");
      assertTrue(answer.figures().complete());
      assertEquals(List.of(), answer.all("X-Footprint-Total"));
      assertFalse(get(container, "/t/nothing").hasFootprint());
    }
  }

  /** Applications that share the classes of the filter, or have each its own. */
  @ParameterizedTest
  @CsvSource({"false, false", "true, true", "true, false", "false, true"})
  void keepsApplicationsApart(boolean shopHasOwn, boolean deskHasOwn) throws Exception {
    try (WarLoader shopLoader = WarLoader.create();
        WarLoader deskLoader = WarLoader.create();
        Container container = CONTAINER.start(site("/"))) {
      Site shop = filtered("/shop", shopHasOwn, shopLoader);
      Site desk = filtered("/desk", deskHasOwn, deskLoader);
      AutoCloseable shopDeployed = container.deploy(shop);
      try (AutoCloseable deskDeployed = container.deploy(desk)) {
        assertEquals(1, get(container, "/shop/t/small").total().requests());
        assertEquals(1, get(container, "/desk/t/small").total().requests());
        Answer forwarded = get(container, "/shop/to-desk");
        assertEquals("hello", forwarded.body());
        assertTrue(forwarded.figures().complete());
        assertEquals(2, forwarded.total().requests());
        assertEquals(2, get(container, "/desk/t/small").total().requests());
        shopDeployed.close();
        assertEquals(3, get(container, "/desk/t/small").total().requests());
      }
      assertEquals(404, get(container, "/shop/t/small").status());
    }
  }

  private Site filtered(String path, boolean hasOwn, WarLoader loader) throws Exception {
    return hasOwn
        ? site(path)
            .loader(loader)
            .filter(loader.make(Filter.class, FootprintFilter.class.getName()))
        : site(path).filter(new FootprintFilter());
  }
}
