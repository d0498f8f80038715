// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.AsyncCase;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.ServerLog;
import io.xfootprint.functional.harness.Setup;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.Variant;
import io.xfootprint.ledger.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final int CLIENTS = 4;
  private static final int ROUNDS = 2_000;

  /**
   * A request.
   *
   * @param name of the handler
   * @param body what it answers
   */
  private record Asked(String name, String body) {}

  /** What each client asks for in a round; neighbours differ in their answers. */
  private static final List<Asked> ROUND =
      List.of(
          new Asked("async-start", "hello"),
          new Asked("nonblocking-small", "\0".repeat(5)),
          new Asked("complete-before-return", "hello"),
          new Asked("async-dispatch", "1 REQUEST;2 ASYNC;3 ASYNC;4 ASYNC;5 ASYNC;"),
          new Asked("complete-after-return", "hello"));

  private static final int ALL = CLIENTS * ROUNDS * ROUND.size();

  @TempDir private Path folder;

  /**
   * Sends all rounds on one connection, and returns the last number of requests that it is told.
   */
  private static long sendAll(int port) throws IOException {
    long told = 0;
    try (KeptConnection connection = KeptConnection.to(port)) {
      for (int i = 0; i < ROUNDS; i++) {
        for (Asked asked : ROUND) {
          told = check(asked, connection.get("/t/" + asked.name()), told);
        }
      }
      // Whatever else came would come before the end.
      assertEquals(404, connection.getLast("/t/no-such-handler").status());
    }
    return told;
  }

  private static long check(Asked asked, Answer answer, long toldBefore) {
    assertEquals(200, answer.status());
    assertEquals(asked.body(), answer.body());
    assertTrue(answer.figures().complete());
    answer.headers().forEach((name, values) -> assertEquals(1, values.size(), name));
    long told = answer.total().requests();
    assertTrue(told > toldBefore, () -> told + " requests after " + toldBefore);
    return told;
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void answersEachRequestOnceAndCountsItOnceWithoutAComplaint() throws Exception {
    Site site = Variant.FOOTPRINT.before(Setup.PLAIN.asyncSite(folder));
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try (ServerLog log = ServerLog.open()) {
      try (Container container = CONTAINER.start(site)) {
        List<Future<Long>> results = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
          results.add(clients.submit(() -> sendAll(container.port())));
        }
        long told = 0;
        for (Future<Long> result : results) {
          told = Math.max(told, result.get());
        }
        AsyncHandlers.awaitElsewhere();
        site.awaitIdle();
        Totals totals = site.totals();
        assertEquals(ALL + CLIENTS, totals.requests());
        assertEquals(0, totals.errors());
        assertEquals(0, totals.withoutCpu());
        // Whichever of them began last was told that all had, and some of the clients' last ones.
        assertTrue(told >= ALL && told < ALL + CLIENTS, () -> "not " + ALL);
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
        assertEquals(500, new Client().send(container.port(), AsyncCase.get("throw")).status());
      }
      assertFalse(log.complaints().isEmpty());
    }
  }
}
