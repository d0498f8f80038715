// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.LoggedServer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.WarLoader;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.servlet.FootprintFilter;
import io.xfootprint.store.StoreTables;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that come and go, or run beside each other, with totals in one database. */
class StoreLifeTest {

  private static final String SHOP = "shop";
  private static final String WARN = " WARN  io.xfootprint.";
  private static final String WORKS_AGAIN = " INFO  io.xfootprint.database.FaultLog";
  private static final int WRITES = 5;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  @TempDir private Path folder;

  private String file() {
    return "jdbc:h2:file:" + folder.resolve("totals");
  }

  private static Map<String, String> settings(String app, String store, String interval) {
    return Map.of("app", app, "store", store, "store.interval", interval);
  }

  private static WebApp app(String path, Map<String, String> settings) {
    return WebApp.at(path).syncHandlers().filter(settings);
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.call()) {
      assertTrue(System.nanoTime() - deadline < 0, what);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void writesOnceMoreWhenItIsStoppedAndNeverAgain() throws Exception {
    // Lives as long as this JVM.
    String store = "jdbc:h2:mem:stopped;DB_CLOSE_DELAY=-1";
    try (JettyServer server = JettyServer.start(app("/", settings(SHOP, store, "1s")))) {
      assertEquals(200, server.get("/t/small").status());
    }
    List<StoreTables.Instance> instances = StoreTables.at(store).instances();
    assertEquals(1, instances.size(), instances::toString);
    assertTrue(instances.get(0).ended());
    assertEquals(1, instances.get(0).requests());
  }

  /**
   * A copy holds what would be there if the process were killed. H2 shows a write to others before
   * it is done, so another one must have begun.
   */
  @Test
  void isInTheFileOfH2AsSoonAsItIsWritten() throws Exception {
    try (JettyServer server = JettyServer.start(app("/", settings(SHOP, file(), "100ms")))) {
      for (int i = 1; i <= WRITES; i++) {
        long requests = i;
        assertEquals(requests, server.get("/t/small").total().requests());
        await("it is not stored", () -> StoreTables.at(file()).requests() == requests);
        long writes = writes();
        await("it writes no more", () -> writes() > writes);
        assertEquals(requests, StoreTables.at(copy(i)).requests());
      }
    }
  }

  private long writes() throws SQLException {
    return StoreTables.at(file()).instances().get(0).writes();
  }

  private String copy(int number) throws IOException {
    Path copy = folder.resolve("copy" + number);
    Files.copy(
        folder.resolve("totals.mv.db"),
        Path.of(copy + ".mv.db"),
        StandardCopyOption.REPLACE_EXISTING);
    return "jdbc:h2:file:" + copy;
  }

  @Test
  void addsUpApplicationsOfOneNameAndKeepsOthersApart() throws Exception {
    try (JettyServer server =
        JettyServer.start(
            app("/a", settings(SHOP, file(), "100ms")),
            app("/b", settings(SHOP, file(), "100ms")),
            app("/c", settings("desk", file(), "100ms")))) {
      assertEquals(1, server.get("/a/t/small").total().requests());
      long asked = askUntilAllIsTold(server, "/b/t/small", 1);
      asked = askUntilAllIsTold(server, "/a/t/small", asked);
      assertEquals(1, server.get("/c/t/small").total().requests());
      awaitStored(SHOP, asked);
      awaitStored("desk", 1);
    }
    List<StoreTables.Instance> instances = StoreTables.at(file()).instances();
    assertEquals(3, instances.size());
    assertTrue(instances.stream().allMatch(StoreTables.Instance::ended));
  }

  /** Returns how many requests there are then. */
  private static long askUntilAllIsTold(JettyServer server, String path, long before)
      throws Exception {
    AtomicLong asked = new AtomicLong(before);
    await(
        "what others have cost is not told",
        () -> server.get(path).total().requests() == asked.incrementAndGet());
    return asked.get();
  }

  /** As two applications of a container with a driver each. */
  @Test
  void waitsForAFileThatAnotherDriverHas() throws Exception {
    try (WarLoader loader = WarLoader.createWithDrivers();
        CapturedLog log = CapturedLog.ofAll();
        Container container = ContainerKind.ofThisRun().start(site("/"))) {
      Filter own = loader.make(Filter.class, FootprintFilter.class.getName());
      AutoCloseable first = container.deploy(filtered(site("/first").loader(loader), own));
      assertEquals(1, ask(container, "/first").total().requests());
      try (AutoCloseable second =
          container.deploy(filtered(site("/second"), new FootprintFilter()))) {
        assertEquals(1, ask(container, "/second").partialTotal().requests());
        assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
        assertTrue(log.warnings().get(0).contains("is in use by another process"));
        first.close();
        log.await("[INFO] The store ");
        assertEquals(3, ask(container, "/second").total().requests());
      }
      assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
    }
    awaitStored(SHOP, 3);
    assertHasOneFile();
  }

  private Site site(String path) throws IOException {
    return Site.of(Files.createDirectories(folder.resolve("files" + path)))
        .at(path)
        .servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()));
  }

  private Site filtered(Site site, Filter filter) {
    return site.filter(filter, settings(SHOP, file(), "100ms"), 1);
  }

  private static Answer ask(Container container, String path) throws Exception {
    try (KeptConnection connection = KeptConnection.to(container.port())) {
      return connection.getLast(path + "/t/small");
    }
  }

  private void assertHasOneFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("totals.mv.db"),
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("totals"))
              .toList());
    }
  }

  @Test
  void waitsForAFileThatAnotherProcessHas() throws Exception {
    String[] options = {"-Dfootprint.store=" + file(), "-Dfootprint.store.interval=200ms"};
    try (LoggedServer first = LoggedServer.start(folder, options)) {
      assertEquals(1, ask(first).total().requests());
      try (LoggedServer second = LoggedServer.start(folder, options)) {
        assertEquals(1, ask(second).partialTotal().requests());
        assertEquals(1, second.lines(WARN).size(), () -> second.lines(WARN).toString());
        assertTrue(second.lines(WARN).get(0).contains("is in use by another process"));
        first.stop();
        await("it has not stored it", () -> !second.lines(WORKS_AGAIN).isEmpty());
        assertEquals(3, ask(second).total().requests());
        second.stop();
        assertEquals(1, second.lines(WARN).size(), () -> second.lines(WARN).toString());
        assertEquals(1, second.lines(WORKS_AGAIN).size());
      }
      assertEquals(List.of(), first.lines(WARN));
    }
    List<StoreTables.Instance> instances = StoreTables.at(file()).instances();
    assertEquals(2, instances.size());
    assertEquals(3, StoreTables.at(file()).requests());
    assertHasOneFile();
  }

  /** The one that has the file serves the others; when it ends, another one does. */
  @Test
  void sharesAFileWithAnotherProcessByAutoServer() throws Exception {
    String[] options = {
      "-Dfootprint.store=" + file() + ";auto_server=TRUE",
      "-Dfootprint.store.interval=200ms",
      "-Dh2.bindAddress=127.0.0.1"
    };
    AtomicLong asked = new AtomicLong();
    try (LoggedServer first = LoggedServer.start(folder, options)) {
      assertEquals(asked.incrementAndGet(), ask(first).total().requests());
      try (LoggedServer second = LoggedServer.start(folder, options)) {
        askUntilAllIsTold(second, asked);
        askUntilAllIsTold(first, asked);
        first.stop();
        // It writes several times meanwhile.
        for (int i = 0; i < 3; i++) {
          asked.incrementAndGet();
          ask(second);
          second.next(block -> true);
        }
        askUntilAllIsTold(second, asked);
        second.stop();
        assertEquals(List.of(), second.lines(WARN));
      }
      assertEquals(List.of(), first.lines(WARN));
    }
    List<StoreTables.Instance> instances = StoreTables.at(file()).instances();
    assertEquals(2, instances.size());
    assertTrue(instances.stream().allMatch(StoreTables.Instance::ended));
    assertEquals(asked.get(), StoreTables.at(file()).requests());
    assertHasOneFile();
  }

  private static void askUntilAllIsTold(LoggedServer server, AtomicLong asked) throws Exception {
    await(
        "what others have cost is not told",
        () -> ask(server).total().requests() == asked.incrementAndGet());
  }

  private static Answer ask(LoggedServer server) throws Exception {
    try (KeptConnection connection = KeptConnection.to(server.port())) {
      return connection.getLast("/nothing");
    }
  }

  private void awaitStored(String app, long requests) throws Exception {
    await(
        requests + " requests of " + app + " are not stored",
        () ->
            StoreTables.at(file()).instances().stream()
                    .filter(instance -> instance.app().equals(app))
                    .mapToLong(StoreTables.Instance::requests)
                    .sum()
                == requests);
  }
}
