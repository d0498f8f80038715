// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Attempt;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.CountingPool;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.servlet.FootprintFilter;
import io.xfootprint.store.StoreTables;
import jakarta.servlet.Filter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals in a database of which the container keeps a pool. */
class JndiIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final String NAME = "java:comp/env/jdbc/footprint";
  private static final int WRITES = 5;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Client client = new Client();

  @TempDir private Path folder;

  private Site site(Filter filter) {
    // In Jetty each class loader has names of its own.
    return Site.of(folder)
        .loader(new URLClassLoader(new URL[0], JndiIT.class.getClassLoader()))
        .servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()))
        .filter(filter, Map.of("app", "shop", "store", NAME, "store.interval", "100ms"), 1);
  }

  private Answer ask(Container container) throws Exception {
    Answer answer = client.send(container.port(), new SyncCase("GET", "/t/small", List.of()));
    assertEquals(200, answer.status());
    return answer;
  }

  private static void awaitLoans(CountingPool pool, int number) {
    long deadline = System.nanoTime() + WAIT_NANOS;
    while (pool.lent() < number) {
      assertTrue(System.nanoTime() - deadline < 0, () -> pool.lent() + " loans");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void givesEachConnectionBackAsItWas(boolean autoCommit) throws Exception {
    assumeTrue(CONTAINER.hasNaming());
    String url = "jdbc:h2:mem:pool-" + autoCommit + ";DB_CLOSE_DELAY=-1";
    CountingPool pool = CountingPool.of(url, autoCommit);
    try (CapturedLog log = CapturedLog.ofAll()) {
      try (Container container =
          CONTAINER.start(site(new FootprintFilter()).resource("footprint", pool))) {
        assertEquals(1, ask(container).total().requests());
        awaitLoans(pool, pool.lent() + WRITES);
      }
      assertEquals(List.of(), log.warnings());
    }
    assertEquals(1, pool.most());
    assertEquals(pool.lent(), pool.returned());
    assertEquals(0, pool.changed());
    assertEquals(1, StoreTables.at(url).requests());
  }

  @Test
  void goesOnWhenThePoolIsEmpty() throws Exception {
    assumeTrue(CONTAINER.hasNaming());
    String url = "jdbc:h2:mem:empty;DB_CLOSE_DELAY=-1";
    CountingPool pool = CountingPool.of(url, true);
    pool.setEmpty(true);
    try (CapturedLog log = CapturedLog.ofAll();
        Container container =
            CONTAINER.start(site(new FootprintFilter()).resource("footprint", pool))) {
      assertEquals(1, ask(container).partialTotal().requests());
      assertEquals(1, log.warnings().size());
      assertTrue(log.warnings().get(0).contains(NAME + " cannot be reached"));
      pool.setEmpty(false);
      log.await("[INFO] The store " + NAME + " works again");
      assertEquals(2, ask(container).total().requests());
      assertEquals(1, log.warnings().size());
    }
    assertEquals(2, StoreTables.at(url).requests());
  }

  /** With and without naming. */
  @Test
  void doesNotStartWithoutTheName() throws Exception {
    Attempt attempt = new Attempt(new FootprintFilter());
    assertEquals(
        "X-Footprint: filter 'filter-0' does not start: 'store' must be the JNDI name of a"
            + " DataSource that the container has, but was '"
            + NAME
            + "' (init-param store)",
        attempt.failureIn(site(attempt)));
  }

  @Test
  void doesNotStartWithSomethingElseOfThatName() throws Exception {
    assumeTrue(CONTAINER.hasNaming());
    Attempt attempt = new Attempt(new FootprintFilter());
    String failure = attempt.failureIn(site(attempt).resource("footprint", "jdbc:h2:mem:text"));
    assertTrue(failure.contains("'store' must be the JNDI name of a DataSource"), failure);
  }
}
