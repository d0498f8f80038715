// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.LoggedBlock;
import io.xfootprint.functional.harness.TotalFigures;
import io.xfootprint.store.PostgresServer;
import io.xfootprint.store.StoreTables;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four processes of the demo with one PostgreSQL; one of them is killed, and the database goes. */
class FleetIT {

  private static final int SERVERS = 4;
  private static final long REQUESTS = 20_000;
  private static final long OUTAGE_SECONDS = 20;
  private static final String WORKS_AGAIN = "/postgres works again";

  /** What one answer may be told too much by rounding to whole uJ, in nJ. */
  private static final long ROUNDED_NANOJOULES = 500;

  /** What the line of a route may tell too much or too little, in nJ. */
  private static final double ROUNDED_NANOJOULES_OF_ROUTE = 5e5;

  private static final BigDecimal NANOJOULES_PER_JOULE = BigDecimal.valueOf(1_000_000_000);

  /** Requests of a process that was killed count until its last write; this says how many do. */
  private record Killed(ShopProcess server, Tally writtenAtLeast) {}

  private final List<ShopProcess> started = new ArrayList<>();
  private PostgresServer database;
  private StoreTables tables;
  private Path shop;

  @TempDir private Path folder;

  @BeforeEach
  void startDatabase() throws Exception {
    shop = ShopServer.unpack(Files.createDirectory(folder.resolve("shop")));
    database = PostgresServer.start(folder.resolve("postgres"));
    tables = StoreTables.at(database.url());
  }

  @AfterEach
  void stopAll() throws Exception {
    for (ShopProcess server : started) {
      server.close();
    }
    database.close();
  }

  private ShopProcess startServer() throws Exception {
    ShopProcess server =
        ShopProcess.start(
            shop,
            Map.of(
                "store", database.url() + "&password=do-not-tell",
                "store.interval", "1s",
                "log.interval", "1s",
                "header.digits", "0"));
    started.add(server);
    return server;
  }

  @Test
  void countsAllThatItAnswersThoughOneIsKilledAndTheDatabaseIsAway() throws Exception {
    List<ShopProcess> living = new ArrayList<>();
    for (int i = 0; i < SERVERS; i++) {
      living.add(startServer());
    }
    for (ShopProcess server : living) {
      server.url();
    }
    try (RoundRobin load = RoundRobin.on(living)) {
      load.awaitAnswers(REQUESTS / 50);
      Killed killed = kill(living.remove(0), load);
      ShopProcess again = startServer();
      again.url();
      living.add(again);
      load.add(again);
      awaitTwoWrites(List.of(again));

      stopDatabaseForAWhile(load);
      for (ShopProcess server : living) {
        server.line(WORKS_AGAIN);
      }
      load.awaitAnswers(REQUESTS);
      load.stop();

      assertTellsTheWholeTotalAtRest(living, killed, load);
      for (ShopProcess server : living) {
        server.stop();
      }
      assertHasWarnedOnce(living);
      assertEquals(List.of(), killed.server().warnings());
      assertHasCountedAll(living, killed, load);
    }
  }

  /** Kills a server when it has written twice since a moment, so all before that is stored. */
  private Killed kill(ShopProcess server, RoundRobin load) throws Exception {
    Tally written = load.tally(server);
    awaitTwoWrites(List.of(server));
    load.expectEndOf(server);
    server.kill();
    load.leaveOut(server);
    return new Killed(server, written);
  }

  private void stopDatabaseForAWhile(RoundRobin load) throws Exception {
    long before = load.tally().answers();
    database.stop();
    // Nothing else can tell that time has passed.
    assertFalse(new CountDownLatch(1).await(OUTAGE_SECONDS, TimeUnit.SECONDS));
    load.awaitAnswers(before + REQUESTS / 20);
    database.start();
  }

  /** Waits until each has written twice more: the second one was begun after this. */
  private void awaitTwoWrites(List<ShopProcess> servers) throws Exception {
    Map<Long, Long> before = writes();
    Until.holds(
        () -> {
          Map<Long, Long> now = writes();
          return servers.stream()
              .map(ShopProcess::pid)
              .allMatch(pid -> now.getOrDefault(pid, 0L) >= before.getOrDefault(pid, 0L) + 2);
        },
        () -> "they do not write any more");
  }

  /** Returns how many times each process has written. */
  private Map<Long, Long> writes() throws Exception {
    return tables.instances().stream()
        .collect(
            Collectors.toMap(
                StoreTables.Instance::pid, StoreTables.Instance::writes, (a, b) -> a + b));
  }

  private StoreTables.Instance instance(ShopProcess server) throws Exception {
    List<StoreTables.Instance> found =
        tables.instances().stream().filter(each -> each.pid() == server.pid()).toList();
    assertEquals(1, found.size(), () -> "instances of " + server.pid() + ": " + found);
    return found.get(0);
  }

  private void assertTellsTheWholeTotalAtRest(
      List<ShopProcess> living, Killed killed, RoundRobin load) throws Exception {
    long ofKilled = instance(killed.server()).requests();
    long lost = load.tally(killed.server()).answers() - ofKilled;
    Until.holds(
        () -> tables.requests() == load.tally().answers() - lost,
        () -> load.tally() + " less " + lost + " is not in the store");
    BigInteger before = tables.nanojoules();
    awaitTwoWrites(living);
    Map<ShopProcess, BigDecimal> told = new HashMap<>();
    for (ShopProcess server : living) {
      // It may take it some time to read of the last request of another.
      Until.holds(
          () -> {
            TotalFigures total = load.ask(server, Visit.ORDER);
            assertFalse(total.partial());
            told.put(server, total.fullJoules().multiply(NANOJOULES_PER_JOULE));
            return total.requests() == load.tally().answers() - lost;
          },
          () -> server.pid() + " does not tell all of " + load.tally() + " less " + lost);
    }
    awaitTwoWrites(living);
    // What requests used that were under way when a window closed may be in one of them only.
    double least = 0.995 * before.doubleValue();
    double most = 1.005 * tables.nanojoules().doubleValue();
    told.forEach(
        (server, nanojoules) -> {
          assertTrue(
              nanojoules.doubleValue() >= least, () -> nanojoules + " nJ is less than " + least);
          assertTrue(
              nanojoules.doubleValue() <= most, () -> nanojoules + " nJ is more than " + most);
        });
  }

  private static void assertHasWarnedOnce(List<ShopProcess> servers) {
    for (ShopProcess server : servers) {
      List<String> warnings = server.warnings();
      assertEquals(1, warnings.size(), warnings::toString);
      assertTrue(warnings.get(0).contains("cannot be reached"), warnings::toString);
      List<String> relieved = server.lines(WORKS_AGAIN);
      assertEquals(1, relieved.size(), relieved::toString);
      assertEquals(List.of(), server.lines("do-not-tell"));
    }
  }

  private void assertHasCountedAll(List<ShopProcess> living, Killed killed, RoundRobin load)
      throws Exception {
    assertEquals(SERVERS + 1, tables.instances().size());
    for (ShopProcess server : living) {
      StoreTables.Instance stored = instance(server);
      Tally tally = load.tally(server);
      assertTrue(stored.ended());
      assertEquals(tally.answers(), stored.requests());
      assertTrue(
          stored.requestNanojoules().longValueExact()
              >= tally.nanojoules() - tally.answers() * ROUNDED_NANOJOULES,
          () -> stored + " has less than " + tally);
      LoggedBlock logged = server.totals();
      assertEquals((double) stored.requests(), logged.ofRoutes("requests"));
      assertEquals(
          logged.ofRoutes("energy_j") * NANOJOULES_PER_JOULE.doubleValue(),
          stored.requestNanojoules().doubleValue(),
          logged.routes().size() * ROUNDED_NANOJOULES_OF_ROUTE);
    }
    assertHasCounted(killed, load);
    assertEquals(tables.requests(), tables.requestsOfRoutes());
    assertEquals(tables.requestNanojoules(), tables.requestNanojoulesOfHours());
    assertEquals(tables.requestNanojoules(), tables.requestNanojoulesOfRoutes());
  }

  /** A request whose answer was on its way may be in, and none that came after. */
  private void assertHasCounted(Killed killed, RoundRobin load) throws Exception {
    StoreTables.Instance stored = instance(killed.server());
    Tally least = killed.writtenAtLeast();
    Tally most = load.tally(killed.server());
    assertFalse(stored.ended());
    assertTrue(least.answers() > 0);
    assertTrue(
        stored.requests() >= least.answers() - RoundRobin.CLIENTS
            && stored.requests() <= most.answers() + RoundRobin.CLIENTS,
        () -> stored + " is not between " + least + " and " + most);
    long nanojoules = stored.requestNanojoules().longValueExact();
    assertTrue(
        nanojoules
            >= least.nanojoules()
                - least.answers() * ROUNDED_NANOJOULES
                - RoundRobin.CLIENTS * least.dearest(),
        () -> stored + " has less than " + least);
    assertTrue(
        nanojoules
            <= most.nanojoules()
                + most.answers() * ROUNDED_NANOJOULES
                + RoundRobin.CLIENTS * most.dearest(),
        () -> stored + " has more than " + most);
  }
}
