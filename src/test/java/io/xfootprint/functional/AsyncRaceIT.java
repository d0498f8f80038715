// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.ledger.Totals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many asynchronous requests at once, whose threads meet in every order, on the one container of
 * this JVM.
 */
class AsyncRaceIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final int CLIENTS = 3;
  private static final int REQUESTS_EACH = 1_000;

  /** What each handler answers, by its name. */
  private static final Map<String, String> BODIES =
      Map.of(
          "async-start",
          "hello",
          "nonblocking-small",
          "\0".repeat(5),
          "async-dispatch",
          "1 REQUEST;2 ASYNC;3 ASYNC;4 ASYNC;5 ASYNC;");

  private final Client client = new Client();

  @TempDir private Path folder;

  /**
   * Sends each of the requests a number of times, and returns the numbers of requests that they
   * tell.
   */
  private List<Long> sendAll(int port) throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < REQUESTS_EACH; i++) {
      for (Map.Entry<String, String> expected : BODIES.entrySet()) {
        Answer answer = client.send(port, AsyncCase.get(expected.getKey()));
        assertEquals(200, answer.status());
        assertEquals(expected.getValue(), answer.body());
        assertTrue(answer.figures().complete());
        long number = answer.total().requests();
        assertTrue(numbers.isEmpty() || numbers.get(numbers.size() - 1) < number);
        numbers.add(number);
      }
    }
    return numbers;
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void answersEachRequestOnceAndCountsItOnceWithoutAComplaint() throws Exception {
    Site site = Variant.FOOTPRINT.before(Setup.PLAIN.asyncSite(folder));
    List<Long> numbers = new ArrayList<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (ServerLog log = ServerLog.open()) {
      try (Container container = CONTAINER.start(site)) {
        List<Future<List<Long>>> results = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          results.add(clients.submit(() -> sendAll(container.port())));
        }
        for (Future<List<Long>> result : results) {
          numbers.addAll(result.get());
        }
        site.awaitIdle();
        int all = CLIENTS * REQUESTS_EACH * BODIES.size();
        Totals totals = site.totals();
        assertEquals(all, totals.requests());
        assertEquals(0, totals.errors());
        assertEquals(0, totals.withoutCpu());
        assertEquals(all, numbers.size());
        // Whichever request began last was told that all had.
        assertEquals(all, Collections.max(numbers));
      }
      assertEquals(List.of(), log.complaints());
    } finally {
      clients.shutdownNow();
    }
  }

  /** Else its silence would say nothing. */
  @Test
  void wouldHearTheServerComplain() throws Exception {
    Site site = Variant.FOOTPRINT.before(Setup.PLAIN.asyncSite(folder));
    try (ServerLog log = ServerLog.open()) {
      try (Container container = CONTAINER.start(site)) {
        assertEquals(List.of(), log.complaints());
        assertEquals(500, client.send(container.port(), AsyncCase.get("throw")).status());
      }
      assertFalse(log.complaints().isEmpty());
    }
  }
}
