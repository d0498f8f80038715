// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.ledger.Totals;
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

/** Many asynchronous requests at once, whose threads meet in every order. */
class AsyncRaceTest {

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

  /**
   * Sends each of the requests a number of times, and returns the numbers of requests that they
   * tell.
   */
  private static List<Long> client(JettyServer server) throws Exception {
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < REQUESTS_EACH; i++) {
      for (Map.Entry<String, String> expected : BODIES.entrySet()) {
        Answer answer = server.get("/t/" + expected.getKey());
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
  void answersEachRequestOnceAndCountsItOnce() throws Exception {
    WebApp app = WebApp.ofAsyncHandlers().filter(Map.of("window", "1h"));
    List<Long> numbers = new ArrayList<>();
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (ServerLog log = ServerLog.open();
        JettyServer server = JettyServer.start(app)) {
      List<Future<List<Long>>> results = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        results.add(clients.submit(() -> client(server)));
      }
      for (Future<List<Long>> result : results) {
        numbers.addAll(result.get());
      }
      server.awaitIdle();
      int all = CLIENTS * REQUESTS_EACH * BODIES.size();
      Totals totals = app.totals();
      assertEquals(all, totals.requests());
      assertEquals(0, totals.errors());
      assertEquals(0, totals.withoutCpu());
      assertEquals(all, numbers.size());
      // Whichever request began last was told that all had.
      assertEquals(all, Collections.max(numbers));
      assertEquals(List.of(), log.complaints());
    } finally {
      clients.shutdownNow();
    }
  }
}
