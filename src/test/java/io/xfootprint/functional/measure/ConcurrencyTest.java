// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Alone;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sum of what requests are told against what the process has used, however many of them run at
 * once, on the one container of this JVM.
 */
@Alone
class ConcurrencyTest {

  private static final List<Integer> CONCURRENCY = List.of(1, 4, 8, 32, 100);

  /** 3 s of CPU time: the process's clock goes in steps of 10 ms. */
  private static final int LEAST_REQUESTS = 50;

  private static final int ROUNDS = 3;
  private static final double LEAST = 0.98;
  private static final double MOST = 1.02;

  private static final Map<Integer, Run> RUNS = new LinkedHashMap<>();

  @TempDir private static Path folder;

  /**
   * So many requests.
   *
   * @param toldNanos sum of their headers' CPU time, in ns
   * @param truth what was used meanwhile
   */
  private record Run(int requests, long toldNanos, BurningServer.Truth truth) {

    double ofProcess() {
      return (double) toldNanos / truth.processNanos();
    }

    double ofHandlers() {
      return (double) toldNanos / truth.burntNanos();
    }

    /** What the process uses for a request beyond what the request is told, in us. */
    double outsideMicros() {
      return (truth.processNanos() - toldNanos) / 1e3 / requests;
    }
  }

  @BeforeAll
  static void load() throws Exception {
    try (ServerProcess server = ServerProcess.start(BurningServer.class, folder)) {
      run(server, "/nothing", 4_000, 8);
      run(server, "/wait", 400, Collections.max(CONCURRENCY));
      run(server, "/burn", 4, 2);
      for (int concurrency : CONCURRENCY) {
        RUNS.put(concurrency, burn(server, concurrency));
      }
      print(run(server, "/nothing", 4_000, 8));
    }
  }

  /**
   * Has as many requests work at once, anew if the process did much beside: other work of the
   * machine makes the container's dearer, up to 2.6 ms a request, and can only lower the ratio.
   */
  private static Run burn(ServerProcess server, int concurrency) throws Exception {
    int requests = Math.max(LEAST_REQUESTS, concurrency);
    Run run = run(server, "/burn", requests, concurrency);
    for (int i = 1; i < ROUNDS && run.ofProcess() < LEAST; i++) {
      run = run(server, "/burn", requests, concurrency);
    }
    return run;
  }

  private static Run run(ServerProcess server, String path, int requests, int concurrency)
      throws Exception {
    AtomicInteger left = new AtomicInteger(requests);
    ExecutorService clients = Executors.newFixedThreadPool(concurrency);
    try {
      BurningServer.Truth before = BurningServer.Truth.of(server.truth());
      List<Future<Long>> told = new ArrayList<>();
      for (int i = 0; i < concurrency; i++) {
        told.add(clients.submit(() -> ask(server, path, left)));
      }
      long sum = 0;
      for (Future<Long> part : told) {
        sum += part.get();
      }
      return new Run(requests, sum, BurningServer.Truth.of(server.truth()).since(before));
    } finally {
      clients.shutdownNow();
    }
  }

  /** Sends requests until none are left, and returns the CPU time of those that it has sent. */
  private static long ask(ServerProcess server, String path, AtomicInteger left)
      throws IOException {
    long toldNanos = 0;
    try (KeptConnection connection = KeptConnection.to(server.port())) {
      while (left.getAndDecrement() > 0) {
        Answer answer = connection.get(path);
        assertEquals(200, answer.status());
        toldNanos += answer.figures().cpuMicros() * 1_000;
      }
    }
    return toldNanos;
  }

  private static void print(Run nothing) {
    System.out.printf(
        Locale.ROOT,
        "Sum of the headers' CPU time on %s, requests of %d ms each:%n" + "%11s %10s %10s %12s%n",
        ContainerKind.ofThisRun(),
        BurningServer.BURNT_NANOS / 1_000_000,
        "concurrency",
        "/ process",
        "/ handlers",
        "outside, us");
    RUNS.forEach(
        (concurrency, run) ->
            System.out.printf(
                Locale.ROOT,
                "%11d %10.4f %10.4f %12.0f%n",
                concurrency,
                run.ofProcess(),
                run.ofHandlers(),
                run.outsideMicros()));
    System.out.printf(
        Locale.ROOT,
        "Requests that do nothing, one after the other: %.0f us outside%n",
        nothing.outsideMicros());
  }

  static List<Integer> concurrency() {
    return CONCURRENCY;
  }

  @ParameterizedTest
  @MethodSource("concurrency")
  void requestsExplainTheProcess(int concurrency) {
    double ratio = RUNS.get(concurrency).ofProcess();
    assertTrue(ratio >= LEAST && ratio <= MOST, RUNS::toString);
  }

  @ParameterizedTest
  @MethodSource("concurrency")
  void requestsAreToldWhatTheirHandlersUse(int concurrency) {
    double ratio = RUNS.get(concurrency).ofHandlers();
    assertTrue(ratio >= LEAST && ratio <= MOST, RUNS::toString);
  }

  @Test
  void runsEachConcurrency() {
    assertEquals(CONCURRENCY, List.copyOf(RUNS.keySet()));
  }
}
