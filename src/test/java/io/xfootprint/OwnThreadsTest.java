// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.meter.DaemonThreads;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsStore;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Threads that a request happens to start, on containers that start a filter with the first one.
 */
class OwnThreadsTest {

  private static final FootprintSettings SETTINGS =
      FootprintSettings.from(
          new SettingSources()
              .parameters(Map.of("window", "1h", "store", "jdbc:h2:mem:own-threads")),
          Host.unknown(4));

  private final AtomicInteger inherited = new AtomicInteger();

  /** As libraries have that take a user or a transaction along. */
  private final InheritableThreadLocal<String> ofRequest =
      new InheritableThreadLocal<>() {
        @Override
        protected String childValue(String value) {
          inherited.incrementAndGet();
          return value;
        }
      };

  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void serve() {
    ofRequest.set("a user");
  }

  @AfterEach
  void endRequest() {
    Thread.currentThread().setContextClassLoader(loader);
    ofRequest.remove();
  }

  @Test
  void takeNothingAlongOfTheRequestThatStartsThem() throws Exception {
    try (FootprintMonitor monitor =
        FootprintMonitor.start(SETTINGS, new FakeHostProbe(Host.unknown(4)), ThreadMeter.ofJvm())) {
      TotalsStore store = TotalsStore.of(SETTINGS.store().orElseThrow(), SETTINGS.app(), "1.0");
      store.start(monitor);
      read(store);
      store.close(monitor.closedBooks());
    }
    assertEquals(0, inherited.get());
  }

  /** On a thread that is there for it; whether there are tables already does not matter. */
  private static void read(TotalsStore store) {
    try {
      store.read(history -> history.total());
    } catch (StoreException e) {
      assertNotNull(e.getMessage());
    }
  }

  @Test
  void haveTheClassLoaderOfTheApplicationAndNotOfWhoNeedsThem() {
    DaemonThreads factory = new DaemonThreads("own");
    Thread.currentThread().setContextClassLoader(new ClassLoader(loader) {});
    CompletableFuture<ClassLoader> seen = new CompletableFuture<>();
    Thread thread =
        factory.newThread(() -> seen.complete(Thread.currentThread().getContextClassLoader()));
    assertTrue(thread.isDaemon());
    thread.start();
    assertEquals(loader, seen.join());
    assertEquals(0, inherited.get());
  }
}
