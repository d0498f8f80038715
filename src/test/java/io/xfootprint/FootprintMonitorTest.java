// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.Segment;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FootprintMonitorTest {

  private static final Host HOST = Host.unknown(4);
  private static final Route ROUTE = new Route("GET", "/a");
  private static final Duration AT_ONCE = Duration.ofNanos(1);
  private static final Duration NEVER = Duration.ofHours(1);

  private final CapturedLog logged = CapturedLog.of(FootprintMonitor.class.getName(), Level.INFO);
  private final FakeThreadMeter meter = new FakeThreadMeter();

  @AfterEach
  void stopListening() {
    logged.close();
  }

  private FootprintMonitor start(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(Map.of("window", "1h"));
    all.putAll(parameters);
    return FootprintMonitor.start(
        FootprintSettings.from(new SettingSources().parameters(all), HOST),
        new FakeHostProbe(HOST),
        meter);
  }

  private void request(FootprintMonitor monitor) {
    RequestAccount account = monitor.begin();
    try (Segment segment = account.open()) {
      meter.use(segment.isNested() ? 0 : 1_000_000, 500);
    }
    account.bookTo(ROUTE);
  }

  /** Keeps what it gets, and the thread that gave it. */
  private static final class Collector implements LedgerSink {

    private final BlockingQueue<LedgerSnapshot> books = new LinkedBlockingQueue<>();
    private final BlockingQueue<LedgerSnapshot> lastBooks = new LinkedBlockingQueue<>();
    private volatile Thread thread = Thread.currentThread();

    @Override
    public void accept(LedgerSnapshot snapshot) {
      thread = Thread.currentThread();
      books.add(snapshot);
    }

    @Override
    public void acceptLast(LedgerSnapshot snapshot) {
      lastBooks.add(snapshot);
    }

    LedgerSnapshot next() throws InterruptedException {
      LedgerSnapshot next = books.poll(10, TimeUnit.SECONDS);
      assertTrue(next != null, "nothing came within 10 s");
      return next;
    }
  }

  @Test
  void saysOnceOnWhichFiguresItStands() {
    start(Map.of("app", "shop")).close();
    List<String> said = logged.messages(Level.INFO);
    assertEquals(1, said.size());
    assertTrue(
        said.get(0)
            .startsWith(
                "Measuring 'shop' on unknown CPU (processor, taken for virtual, as nothing shows"
                    + " what it is); power by"),
        said.get(0));
  }

  @Test
  void costsRequestsByTheSettings() {
    try (FootprintMonitor monitor =
        start(
            Map.of(
                "power.idle-watts", "0",
                "power.max-watts", "10",
                "carbon-intensity", "360",
                "pue", "1.5",
                "grid-loss", "0.25"))) {
      assertEquals(10, monitor.rates().joulesPerCpuSecond(), 1e-9);
      assertEquals(2e-4, monitor.rates().gramsPerJoule(), 1e-15);
    }
  }

  @Test
  void rejectsPowerThatFallsWithTheLoad() {
    Map<String, String> falling = Map.of("power.idle-watts", "5", "power.max-watts", "1");
    var e = assertThrows(SettingsException.class, () -> start(falling));
    assertEquals(
        "'power.max-watts' must be at least the idle power of 5.0 W, but was '1' (init-param"
            + " power.max-watts)",
        e.getMessage());
  }

  @Test
  void boundsTheNumberOfRoutes() {
    try (FootprintMonitor monitor = start(Map.of("routes.max", "2"))) {
      for (int i = 0; i < 10; i++) {
        monitor.begin().bookTo(new Route("GET", "/" + i));
      }
      LedgerSnapshot books = monitor.ledger().snapshot();
      assertEquals(3, books.now().routes().size());
      assertEquals(10, books.now().line(CostCategory.REQUESTS).requests());
    }
  }

  @Test
  void warnsOnceWhenCpuTimeIsNeverKnown() {
    meter.know(false, true);
    try (FootprintMonitor monitor = start(Map.of())) {
      assertEquals(1, logged.messages(Level.WARN).size());
      for (int i = 0; i < 10; i++) {
        request(monitor);
      }
      assertEquals(
          TestBooks.totals(10, 0, 10, 0, 0, 0, 5000, 0, 0),
          monitor.ledger().snapshot().now().line(CostCategory.REQUESTS));
    }
    assertEquals(
        List.of(
            "The JVM does not tell the CPU time of its threads (virtual threads, not supported or"
                + " switched off); CPU time, energy and emissions of such requests are left out"),
        logged.messages(Level.WARN));
  }

  @Test
  void warnsOnceWhenCpuTimeBecomesUnknown() {
    try (FootprintMonitor monitor = start(Map.of())) {
      request(monitor);
      assertEquals(List.of(), logged.messages(Level.WARN));
      meter.know(false, true);
      request(monitor);
      request(monitor);
      assertEquals(1, logged.messages(Level.WARN).size());
    }
  }

  @Test
  void handsClosedBooksToASinkAgainAndAgain() throws InterruptedException {
    Collector sink = new Collector();
    try (FootprintMonitor monitor = start(Map.of())) {
      request(monitor);
      monitor.every(AT_ONCE, sink);
      assertEquals(1, sink.next().now().line(CostCategory.REQUESTS).requests());
      LedgerSnapshot second = sink.next();
      assertTrue(second.process().isKnown());
      assertTrue(sink.thread.isDaemon());
      assertEquals("x-footprint", sink.thread.getName());
    }
  }

  @Test
  void goesOnAfterTheMemoryWasShortForAMoment() throws InterruptedException {
    CountDownLatch calls = new CountDownLatch(2);
    try (FootprintMonitor monitor = start(Map.of())) {
      monitor.every(
          AT_ONCE,
          books -> {
            calls.countDown();
            if (calls.getCount() > 0) {
              throw new OutOfMemoryError("for a test");
            }
          });
      assertTrue(calls.await(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void handsTheLastBooksToEverySinkAlthoughOneHasNoMemory() {
    Collector other = new Collector();
    FootprintMonitor monitor = start(Map.of());
    monitor.every(
        NEVER,
        books -> {
          throw new OutOfMemoryError("for a test");
        });
    monitor.every(NEVER, other);
    assertDoesNotThrow(monitor::close);
    assertEquals(1, other.lastBooks.size());
  }

  @Test
  void goesOnAfterASinkHasThrown() throws InterruptedException {
    CountDownLatch calls = new CountDownLatch(5);
    Collector other = new Collector();
    FootprintMonitor monitor = start(Map.of());
    monitor.every(
        AT_ONCE,
        new LedgerSink() {
          @Override
          public void accept(LedgerSnapshot books) {
            calls.countDown();
            throw new IllegalStateException("no room");
          }

          @Override
          public void acceptLast(LedgerSnapshot books) {}
        });
    monitor.every(AT_ONCE, other);
    assertTrue(calls.await(10, TimeUnit.SECONDS));
    assertTrue(other.next().process().isKnown());
    monitor.close();
    assertEquals(
        List.of("Totals could not be renewed; the next try is in 0 s"),
        logged.messages(Level.WARN));
  }

  @Test
  void endsItsThreadWhenItIsClosed() throws InterruptedException {
    Collector sink = new Collector();
    FootprintMonitor monitor = start(Map.of());
    monitor.every(AT_ONCE, sink);
    sink.next();
    Thread thread = sink.thread;
    assertNotEquals(Thread.currentThread(), thread);
    monitor.close();
    thread.join(10_000);
    assertFalse(thread.isAlive());
  }

  @Test
  void handsOutTheLastBooksWhenItIsClosed() {
    Collector sink = new Collector();
    FootprintMonitor monitor = start(Map.of());
    monitor.every(NEVER, sink);
    request(monitor);
    monitor.close();
    assertEquals(0, sink.books.size());
    assertEquals(1, sink.lastBooks.size());
    LedgerSnapshot last = sink.lastBooks.remove();
    assertEquals(1, last.now().line(CostCategory.REQUESTS).requests());
    assertEquals(
        monitor.ledger().total().fullNanojoules(), TestBooks.application(last).energyNanojoules());
  }

  @Test
  void handsTheLastBooksToEverySinkAlthoughOneThrows() {
    Collector other = new Collector();
    FootprintMonitor monitor = start(Map.of());
    monitor.every(
        NEVER,
        books -> {
          throw new IllegalStateException("no room");
        });
    monitor.every(NEVER, other);
    assertDoesNotThrow(monitor::close);
    assertEquals(1, other.lastBooks.size());
  }

  @Test
  void keepsAnsweringRequestsThatOutliveIt() {
    FootprintMonitor monitor = start(Map.of());
    RequestAccount account = monitor.begin();
    Segment segment = account.open();
    monitor.close();
    meter.use(1_000_000, 500);
    segment.close();
    account.bookTo(ROUTE);
    assertEquals(1_000_000, account.cost().cpuNanos());
  }

  @Test
  void measuresThisJvm() {
    FootprintSettings settings =
        FootprintSettings.from(new SettingSources().parameters(Map.of("window", "1h")), HOST);
    try (FootprintMonitor monitor = FootprintMonitor.start(settings, new FakeHostProbe(HOST))) {
      RequestAccount account = monitor.begin();
      byte[] work = {};
      try (Segment segment = account.open()) {
        work = new byte[segment.isNested() ? 0 : 100_000];
      }
      account.bookTo(ROUTE);
      Totals totals = monitor.ledger().snapshot().now().line(CostCategory.REQUESTS);
      assertTrue(totals.allocatedBytes() >= work.length, totals.toString());
      assertTrue(totals.cpuNanos() > 0 && totals.energyNanojoules() > 0, totals.toString());
    }
  }

  /** Containers look for threads that are left as soon as the filter is destroyed. */
  @Test
  void leavesNoThreadWhenClosed() throws Exception {
    for (int i = 0; i < 100; i++) {
      Collector sink = new Collector();
      try (FootprintMonitor monitor = start(Map.of())) {
        monitor.every(AT_ONCE, sink);
        sink.next();
      }
      assertFalse(sink.thread.isAlive());
    }
  }

  @Test
  void saysInOneLineWhyAPowerMeterIsNotReadAndEstimates(@TempDir Path folder) throws IOException {
    Path zone = Files.createDirectories(folder.resolve("intel-rapl:0"));
    Files.writeString(zone.resolve("name"), "package-0\n");
    Path counter = Files.createDirectory(zone.resolve("energy_uj"));
    start(Map.of("rapl.path", folder.toString())).close();
    assertEquals(1, logged.events().size(), logged.events()::toString);
    String line = logged.messages(Level.INFO).get(0);
    assertTrue(line.contains("; no power meter: " + counter + " cannot be read; "), line);
    assertTrue(line.contains("; power by model"), line);
  }
}
