// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.HostProbe;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSink;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.ProcessTotals;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.meter.Segment;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.model.WindowCost;
import io.xfootprint.model.WindowMeter;
import io.xfootprint.powermeter.EnergyMeter;
import io.xfootprint.process.ProcessMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The books of real requests on eight threads, to the nanojoule, window by window: what the process
 * cost, less what stands in the lines, is nothing.
 */
class WindowBooksTest {

  private static final int THREADS = 8;
  private static final int REQUESTS_OF_THREAD = 1_500;
  private static final int LEAST_WINDOWS = 10;

  private static final List<Route> ROUTES =
      IntStream.range(0, 20).mapToObj(i -> new Route("GET", "/" + i)).toList();

  /** Where bytes go, so that the compiler cannot leave them out. */
  @SuppressWarnings("unused")
  private static volatile byte[] garbage = {};

  private final HostProbe probe = HostProbe.ofMachine();
  private final ExecutorService servers = Executors.newFixedThreadPool(THREADS);
  private final ExecutorService elsewhere = Executors.newFixedThreadPool(2);

  /** The JVM's, but for threads that play those whose CPU time is not known. */
  private static final class PartlyBlindMeter implements ThreadMeter {

    private static final ThreadLocal<Boolean> BLIND = ThreadLocal.withInitial(() -> false);

    private final ThreadMeter jvm = ThreadMeter.ofJvm();

    @Override
    public long cpuNanos() {
      return BLIND.get() ? ResourceUse.UNKNOWN : jvm.cpuNanos();
    }

    @Override
    public long allocatedBytes() {
      return jvm.allocatedBytes();
    }
  }

  @AfterEach
  void endThreads() {
    servers.shutdownNow();
    elsewhere.shutdownNow();
  }

  private FootprintSettings settings(String window) {
    return FootprintSettings.from(
        new SettingSources().parameters(Map.of("window", window, "routes.max", "15")),
        probe.host());
  }

  private FootprintMonitor start(FootprintSettings settings) {
    return FootprintMonitor.start(settings, probe, new PartlyBlindMeter());
  }

  /** Lets all threads serve requests of all kinds. */
  private List<Future<?>> serve(FootprintMonitor monitor) {
    List<Future<?>> ends = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(i);
      ends.add(
          servers.submit(
              () -> {
                for (int j = 0; j < REQUESTS_OF_THREAD; j++) {
                  request(monitor.begin(), random);
                }
              }));
    }
    return ends;
  }

  private void request(RequestAccount account, Random random) {
    Route route = ROUTES.get(random.nextInt(ROUTES.size()));
    boolean blind = random.nextInt(10) == 0;
    PartlyBlindMeter.BLIND.set(blind);
    try (Segment segment = account.open()) {
      work(random.nextInt(50_000));
    } finally {
      PartlyBlindMeter.BLIND.set(false);
    }
    int bytes = random.nextInt(50_000);
    switch (random.nextInt(4)) {
      case 0 -> account.execute(elsewhere, () -> work(bytes));
      case 1 -> elsewhere.execute(() -> latePass(account, bytes));
      case 2 -> account.fail();
      default -> account.cost();
    }
    account.bookTo(route);
  }

  private static void latePass(RequestAccount account, int bytes) {
    try (Segment segment = account.open()) {
      work(bytes);
    }
  }

  private static void work(int bytes) {
    for (int i = 0; i < 10; i++) {
      garbage = new byte[bytes];
    }
  }

  private void awaitLateWork() throws InterruptedException {
    elsewhere.shutdown();
    assertTrue(elsewhere.awaitTermination(1, TimeUnit.MINUTES));
  }

  private static boolean areDone(List<Future<?>> all) throws Exception {
    for (Future<?> each : all) {
      if (!each.isDone()) {
        return false;
      }
      each.get();
    }
    return true;
  }

  @Test
  void closeExactlyByTheCostOfEachWindow() throws Exception {
    FootprintSettings settings = settings("1h");
    try (FootprintMonitor monitor = start(settings)) {
      WindowMeter sampler =
          new WindowMeter(
              ProcessMeter.ofJvm(),
              probe,
              EnergyMeter.none("none"),
              settings.power().profile(probe.host(), settings.place()),
              InstantSource.system(),
              System::nanoTime);
      long cost = 0;
      int windows = 0;
      List<Future<?>> all = serve(monitor);
      while (!areDone(all)) {
        Totals before = monitor.ledger().snapshot().now().line(CostCategory.REQUESTS);
        WindowCost window = sampler.closeWindow();
        monitor.ledger().closeWindow(window);
        cost += nanojoules(window);
        windows++;
        LedgerSnapshot books = monitor.ledger().snapshot();
        // Requests go on meanwhile, and the lines are read at the close, which lies between.
        Totals atClose = books.process().requests();
        assertTrue(before.energyNanojoules() <= atClose.energyNanojoules());
        assertTrue(
            atClose.energyNanojoules()
                <= books.now().line(CostCategory.REQUESTS).energyNanojoules());
        assertEquals(
            0,
            cost
                + TestBooks.aheadNanojoules(books.process())
                - atClose.energyNanojoules()
                - TestBooks.energy(books, CostCategory.BACKGROUND)
                - TestBooks.energy(books, CostCategory.IDLE)
                - TestBooks.energy(books, CostCategory.MEMORY));
      }
      awaitLateWork();
      WindowCost last = sampler.closeWindow();
      monitor.ledger().closeWindow(last);
      cost += nanojoules(last);
      assertTrue(windows >= LEAST_WINDOWS, windows + " windows");
      assertClosed(cost, monitor.ledger().snapshot());
    }
  }

  @Test
  void closeExactlyByTheMonitorsOwnTimer() throws Exception {
    Queue<LedgerSnapshot> readings = new ConcurrentLinkedQueue<>();
    List<LedgerSnapshot> last = new ArrayList<>();
    FootprintMonitor monitor = start(settings("100ms"));
    try (monitor) {
      monitor.every(
          Duration.ofMillis(20),
          new LedgerSink() {
            @Override
            public void accept(LedgerSnapshot books) {
              readings.add(books);
            }

            @Override
            public void acceptLast(LedgerSnapshot books) {
              last.add(books);
            }
          });
      for (Future<?> each : serve(monitor)) {
        each.get();
      }
      awaitLateWork();
    }
    assertTrue(readings.size() >= LEAST_WINDOWS, readings.size() + " readings");
    for (LedgerSnapshot books : readings) {
      ProcessTotals process = books.process();
      assertEquals(
          process.active().energyNanojoules() + TestBooks.aheadNanojoules(process),
          process.requests().energyNanojoules() + TestBooks.energy(books, CostCategory.BACKGROUND));
      assertEquals(
          process.active().cpuNanos()
              + Math.max(0, process.requests().cpuNanos() - process.active().cpuNanos()),
          process.requests().cpuNanos() + books.now().line(CostCategory.BACKGROUND).cpuNanos());
    }
    LedgerSnapshot books = last.get(0);
    assertClosed(
        books.process().active().energyNanojoules()
            + TestBooks.energy(books, CostCategory.IDLE)
            + TestBooks.energy(books, CostCategory.MEMORY),
        books);
    assertTrue(TestBooks.energy(books, CostCategory.BACKGROUND) > 0);
    // The header says the same, with embodied emissions, and it never falls.
    assertTrue(
        monitor.ledger().total().fullNanojoules()
            >= TestBooks.application(books).energyNanojoules());
    assertEquals(
        (long) THREADS * REQUESTS_OF_THREAD, books.now().line(CostCategory.REQUESTS).requests());
  }

  /** Without any request under way. */
  private static void assertClosed(long costNanojoules, LedgerSnapshot books) {
    Totals requests = books.now().line(CostCategory.REQUESTS);
    assertEquals((long) THREADS * REQUESTS_OF_THREAD, requests.requests());
    assertTrue(requests.withoutCpu() > 0 && requests.errors() > 0, requests::toString);
    assertEquals(16, books.now().routes().size());
    assertEquals(requests, books.process().requests());
    assertEquals(
        0,
        costNanojoules
            + TestBooks.aheadNanojoules(books.process())
            - books.now().routes().values().stream().mapToLong(Totals::energyNanojoules).sum()
            - TestBooks.energy(books, CostCategory.BACKGROUND)
            - TestBooks.energy(books, CostCategory.IDLE)
            - TestBooks.energy(books, CostCategory.MEMORY));
    assertEquals(
        books.process().active().cpuNanos(),
        requests.cpuNanos() + books.now().line(CostCategory.BACKGROUND).cpuNanos());
  }

  private static long nanojoules(WindowCost window) {
    return window.active().energyNanojoules()
        + window.idle().energyNanojoules()
        + window.memory().energyNanojoules();
  }
}
