// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Alone;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Figures against what the servlets themselves have read from the counters of their thread. */
@Alone
class MeasurementTruthTest {

  private static final int WARM_UP = 5_000;
  private static final int REQUESTS = 40;
  private static final double CPU_TOLERANCE = 0.02;
  private static final long BYTES_TOLERANCE = 65_536;

  /** What a servlet has used, by its own reading. */
  private record Truth(long cpuNanos, long allocatedBytes) {}

  /** What a servlet is to use, and what came back for its requests. */
  private static final class Load {
    final String path;
    final long cpuNanos;
    final int allocatedBytes;
    final Queue<Truth> truths = new ConcurrentLinkedQueue<>();
    final List<Figures> figures = new ArrayList<>();

    Load(String path, long cpuNanos, int allocatedBytes) {
      this.path = path;
      this.cpuNanos = cpuNanos;
      this.allocatedBytes = allocatedBytes;
    }

    Handler handler() {
      return (request, response) -> {
        long cpu = ThreadClock.cpuNanos();
        long bytes = ThreadClock.allocatedBytes();
        if (request.getParameter("warm") == null) {
          ThreadClock.burn(cpuNanos);
          kept = new byte[allocatedBytes];
        }
        truths.add(new Truth(ThreadClock.cpuNanos() - cpu, ThreadClock.allocatedBytes() - bytes));
        response.getWriter().print("done");
      };
    }
  }

  private static final Load LIGHT = new Load("/light", 5_000_000, 3_000_000);
  private static final Load HEAVY = new Load("/heavy", 20_000_000, 200_000);
  private static final List<Load> LOADS = List.of(LIGHT, HEAVY);

  private static final List<Figures> all = new ArrayList<>();

  /** Where bytes go so that the compiler cannot leave them out. */
  @SuppressWarnings("unused")
  private static volatile byte[] kept;

  private static LedgerSnapshot warm;
  private static LedgerSnapshot done;

  @BeforeAll
  static void load() throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(LIGHT.path, LIGHT.handler())
            .servlet(HEAVY.path, HEAVY.handler())
            .filter(Map.of("header.digits", "0", "window", "1h"));
    try (JettyServer server = JettyServer.start(app)) {
      for (int i = 0; i < WARM_UP; i++) {
        for (Load load : LOADS) {
          all.add(server.get(load.path + "?warm").figures());
        }
      }
      server.awaitIdle();
      warm = app.monitor().ledger().snapshot();
      LOADS.forEach(load -> load.truths.clear());
      for (int i = 0; i < REQUESTS; i++) {
        for (Load load : LOADS) {
          Figures figures = server.get(load.path).figures();
          load.figures.add(figures);
          all.add(figures);
        }
      }
      server.awaitIdle();
      done = app.monitor().ledger().snapshot();
    }
  }

  @AfterAll
  static void forget() {
    kept = null;
  }

  private static Totals booked(Load load) {
    return sinceStart(done, load).since(sinceStart(warm, load));
  }

  private static Totals sinceStart(LedgerSnapshot snapshot, Load load) {
    return snapshot.now().routes().entrySet().stream()
        .filter(entry -> entry.getKey().label().equals("GET " + load.path))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void headersTellTheCpuTime() {
    for (Load load : LOADS) {
      List<Truth> truths = List.copyOf(load.truths);
      List<Double> errors = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        double micros = truths.get(i).cpuNanos() / 1e3;
        errors.add(load.figures.get(i).cpuMicros() / micros - 1);
      }
      errors.sort(null);
      assertTrue(errors.get(0) > -0.001, errors::toString);
      // The container's own work is measured too, and now and then it has some more of it.
      assertTrue(errors.get(REQUESTS / 2) < CPU_TOLERANCE, errors::toString);
    }
  }

  @Test
  void headersTellTheAllocatedBytes() {
    for (Load load : LOADS) {
      List<Truth> truths = List.copyOf(load.truths);
      for (int i = 0; i < REQUESTS; i++) {
        long more = load.figures.get(i).allocatedBytes() - truths.get(i).allocatedBytes();
        assertTrue(more >= 0 && more <= BYTES_TOLERANCE, load.path + " differs by " + more);
      }
    }
  }

  @Test
  void theLedgerKnowsTheCpuTime() {
    for (Load load : LOADS) {
      long truth = load.truths.stream().mapToLong(Truth::cpuNanos).sum();
      long booked = booked(load).cpuNanos();
      assertTrue(booked >= truth, booked + " < " + truth);
      assertTrue(booked <= truth * (1 + CPU_TOLERANCE), booked + " > " + truth);
    }
  }

  @Test
  void theLedgerKnowsTheAllocatedBytes() {
    for (Load load : LOADS) {
      long truth = load.truths.stream().mapToLong(Truth::allocatedBytes).sum();
      long more = booked(load).allocatedBytes() - truth;
      assertTrue(
          more >= 0 && more <= REQUESTS * BYTES_TOLERANCE, load.path + " differs by " + more);
    }
  }

  @Test
  void headersAddUpToTheLedger() {
    Totals ledger = done.now().line(CostCategory.REQUESTS);
    assertFalse(all.stream().anyMatch(Figures::partial));
    assertEquals(all.size(), ledger.requests());
    assertEquals(ledger.allocatedBytes(), all.stream().mapToLong(Figures::allocatedBytes).sum());
    assertWithinOneEach(
        ledger.emissionsPicograms() / 1_000,
        all.stream().mapToLong(Figures::emissionsNanograms).sum());
    assertWithinOneEach(
        ledger.cpuNanos() / 1_000, all.stream().mapToLong(Figures::cpuMicros).sum());
    assertWithinOneEach(
        ledger.energyNanojoules() / 1_000,
        all.stream().mapToLong(Figures::energyMicrojoules).sum());
  }

  private static void assertWithinOneEach(long booked, long told) {
    assertTrue(Math.abs(told - booked) <= all.size(), told + " is not " + booked);
  }

  @Test
  void theLedgerChargesAllCpuTimeAndAllBytesAtOneRate() {
    Totals sum = done.now().line(CostCategory.REQUESTS);
    assertTrue(sum.energyNanojoules() > 0);
    double perNano = (double) (sum.energyNanojoules() - sum.gcNanojoules()) / sum.cpuNanos();
    double perByte = (double) sum.gcNanojoules() / sum.allocatedBytes();
    for (Load load : LOADS) {
      Totals line = sinceStart(done, load);
      double nanojoules = line.cpuNanos() * perNano + line.allocatedBytes() * perByte;
      assertEquals(nanojoules, (double) line.energyNanojoules(), (double) sum.requests());
    }
  }
}
