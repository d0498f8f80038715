// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.TotalFigures;
import io.xfootprint.store.StoreTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with its totals in a file of H2, from one process to the next. */
class RestartIT {

  private static final int KILLS = 3;
  private static final long REQUESTS = 30;

  private ShopProcess server;
  private Path shop;
  private Path data;

  @TempDir private Path folder;

  @BeforeEach
  void unpack() throws IOException {
    shop = ShopServer.unpack(Files.createDirectory(folder.resolve("shop")));
    data = Files.createDirectory(folder.resolve("data"));
  }

  @AfterEach
  void kill() throws Exception {
    server.close();
  }

  private void start(String interval) throws Exception {
    String store = "jdbc:h2:file:" + data.resolve("totals");
    server =
        ShopProcess.start(
            shop, Map.of("store", store, "store.interval", interval, "header.digits", "0"));
    server.url();
  }

  private TotalFigures ask() throws Exception {
    return Told.total(Visit.ORDER.at(server.url()));
  }

  private void assertHasOneFile() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      assertEquals(
          List.of("totals.mv.db"), files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void goesOnWithItsTotalsWhenItIsStoppedAndStarted() throws Exception {
    start("10s");
    for (int i = 0; i < REQUESTS; i++) {
      Visit.ALL.get(i % Visit.ALL.size()).at(server.url());
    }
    TotalFigures last = ask();
    assertEquals(REQUESTS + 1, last.requests());
    server.stop();
    assertHasOneFile();

    start("10s");
    TotalFigures first = ask();
    assertEquals(REQUESTS + 2, first.requests());
    assertTrue(first.joules().compareTo(last.joules()) >= 0);
    assertTrue(first.milligrams().compareTo(last.milligrams()) >= 0);
    assertTrue(first.fullJoules().compareTo(last.fullJoules()) >= 0);
    assertTrue(first.fullMilligrams().compareTo(last.fullMilligrams()) >= 0);
    server.stop();
    assertHasOneFile();
    assertEquals(List.of(), server.warnings());
  }

  /** The second write from now on holds all until now, however long the first one takes. */
  @Test
  void losesNoMoreThanTheLastIntervalWhenItIsKilled() throws Exception {
    start("1s");
    try (RoundRobin load = RoundRobin.on(List.of(server))) {
      load.awaitAnswers(REQUESTS);
      TotalFigures kept = load.ask(server, Visit.ORDER);
      long writes = writesSoFar();
      Until.holds(() -> writesSoFar() >= writes + 2, () -> "it does not write any more");
      load.expectEndOf(server);
      server.kill();
      load.close();
      long answers = load.tally().answers();
      assertHasOneFile();

      start("1s");
      TotalFigures first = ask();
      assertTrue(
          first.requests() > kept.requests()
              && first.requests() <= answers + RoundRobin.CLIENTS + 1,
          () -> first + " is not between " + kept + " and " + answers);
      assertTrue(first.joules().compareTo(kept.joules()) >= 0);
      assertTrue(first.milligrams().compareTo(kept.milligrams()) >= 0);
      assertTrue(first.fullJoules().compareTo(kept.fullJoules()) >= 0);
      assertTrue(first.fullMilligrams().compareTo(kept.fullMilligrams()) >= 0);
    }
  }

  @Test
  void losesNothingWhenItIsKilledRightAfterAWrite() throws Exception {
    for (int i = 0; i < KILLS; i++) {
      start("100ms");
      for (long j = 0; j < REQUESTS; j++) {
        assertEquals(i * REQUESTS + j + 1, ask().requests());
      }
      long all = (i + 1) * REQUESTS;
      Until.holds(() -> requestsSoFar() == all, () -> "it does not write all of " + all);
      server.kill();
      assertHasOneFile();
    }
    start("100ms");
    assertEquals(KILLS * REQUESTS + 1, ask().requests());
    assertEquals(List.of(), server.warnings());
  }

  private long writesSoFar() throws Exception {
    return stored().stream().mapToLong(StoreTables.Instance::writes).sum();
  }

  private long requestsSoFar() throws Exception {
    return stored().stream().mapToLong(StoreTables.Instance::requests).sum();
  }

  /** Returns what would be there if the server were killed now. */
  private List<StoreTables.Instance> stored() throws Exception {
    List<StoreTables.Instance> stored = new ArrayList<>();
    Until.holds(() -> stored.addAll(readCopy()), () -> "no copy of the file can be read");
    return stored;
  }

  /** Returns nothing if the file was not there yet, or was written while it was copied. */
  private List<StoreTables.Instance> readCopy() {
    try {
      Files.copy(
          data.resolve("totals.mv.db"),
          folder.resolve("copy.mv.db"),
          StandardCopyOption.REPLACE_EXISTING);
      return StoreTables.at("jdbc:h2:file:" + folder.resolve("copy")).instances();
    } catch (IOException | SQLException e) {
      return List.of();
    }
  }
}
