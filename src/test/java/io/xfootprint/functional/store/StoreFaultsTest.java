// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.store.PostgresServer;
import io.xfootprint.store.StoreTables;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that does not do what it should, and an application that answers all the same. */
@Timeout(120)
class StoreFaultsTest {

  private static final String SECRET = "0pen-sesame";
  private static final String APP = "shop";
  private static final String WORKS_AGAIN = "[INFO] The store ";
  private static final int SOME = 100;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Threads of ours, and of the driver where it waits for the database. */
  private static final List<String> THREADS =
      List.of("x-footprint", "PostgreSQL JDBC driver connection", "PostgreSQL-JDBC-SharedTimer");

  @TempDir private static Path folder;

  private static PostgresServer database;

  private CapturedLog log;

  @BeforeAll
  static void startDatabase() throws Exception {
    database = PostgresServer.start(folder.resolve("postgres"));
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    database.close();
  }

  @BeforeEach
  void useNewDatabase() throws Exception {
    database.useNewDatabase();
    log = CapturedLog.ofAll();
  }

  @AfterEach
  void forget() throws Exception {
    log.close();
    database.resume();
  }

  private static JettyServer start(String store, String... settings) throws Exception {
    Map<String, String> all = new TreeMap<>();
    all.put("app", APP);
    all.put("store", store);
    all.put("store.interval", "200ms");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return JettyServer.start(WebApp.ofSyncHandlers().filter(all));
  }

  private static Answer ask(JettyServer server) throws Exception {
    Answer answer = server.get("/t/small");
    assertEquals(200, answer.status());
    assertTrue(answer.figures().complete());
    return answer;
  }

  /** Asks so often while nothing is known of other processes. */
  private static void askWhileAway(JettyServer server, int requests) throws Exception {
    for (int i = 1; i <= requests; i++) {
      assertEquals(i, ask(server).partialTotal().requests());
    }
  }

  /** One warning that says what is wrong, and no secret anywhere. */
  private void assertWarnedOnce(String fault) {
    List<String> warnings = log.warnings();
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).contains("jdbc:postgresql://127.0.0.1:"), warnings::toString);
    assertTrue(warnings.get(0).contains(fault), warnings::toString);
    assertEquals(List.of(), log.all(SECRET));
  }

  private void assertAllIsStored(JettyServer server, int requests) throws Exception {
    log.await(WORKS_AGAIN);
    assertEquals(requests + 1, ask(server).total().requests());
    server.close();
    StoreTables tables = StoreTables.at(database.url());
    assertEquals(requests + 1, tables.requests());
    assertEquals(requests + 1, tables.requestsOfRoutes());
    assertEquals(1, log.all(WORKS_AGAIN).size());
  }

  private static void awaitStored(int requests) throws Exception {
    StoreTables tables = StoreTables.at(database.url());
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (tables.requests() < requests) {
      assertTrue(System.nanoTime() - deadline < 0, "it is not stored");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void tellsTheWholeTotalWhenADatabaseComesThatWasAwayAtTheStart() throws Exception {
    try (PostgresServer late = PostgresServer.notStarted(folder.resolve("late"), freePort())) {
      late.start();
      try (JettyServer before = start(late.url())) {
        assertEquals(1, ask(before).total().requests());
        assertEquals(2, ask(before).total().requests());
      }
      late.stop();
      try (JettyServer server = start(late.url() + "&password=" + SECRET)) {
        askWhileAway(server, SOME);
        assertWarnedOnce("cannot be reached");
        late.start();
        log.await(WORKS_AGAIN);
        assertEquals(2 + SOME + 1, ask(server).total().requests());
      }
      assertEquals(2 + SOME + 1, StoreTables.at(late.url()).requests());
      assertWarnedOnce("cannot be reached");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void goesOnWithAWrongPasswordUntilItIsRight(boolean inUrl) throws Exception {
    String user = inUrl ? "clerk_by_url" : "clerk";
    database.execute("CREATE ROLE " + user + " LOGIN SUPERUSER PASSWORD 'another'");
    database.askForPassword(user);
    try (JettyServer server =
        inUrl
            ? start(database.url(user) + "&password=" + SECRET)
            : start(database.url(user), "store.user", user, "store.password", SECRET)) {
      askWhileAway(server, SOME);
      assertWarnedOnce("refuses the user or the password");
      database.execute("ALTER ROLE " + user + " PASSWORD '" + SECRET + "'");
      assertAllIsStored(server, SOME);
      assertWarnedOnce("refuses the user or the password");
    }
  }

  @Test
  void goesOnWithAReadOnlyDatabaseUntilItTakesWrites() throws Exception {
    database.execute("CREATE ROLE reader LOGIN SUPERUSER");
    database.execute("ALTER ROLE reader SET default_transaction_read_only = on");
    try (JettyServer server = start(database.url("reader"))) {
      askWhileAway(server, SOME);
      assertWarnedOnce("is read-only");
      database.execute("ALTER ROLE reader SET default_transaction_read_only = off");
      assertAllIsStored(server, SOME);
    }
  }

  @Test
  void goesOnWithTablesOfALaterVersionUntilTheyAreKnown() throws Exception {
    try (JettyServer server = start(database.url())) {
      assertEquals(1, ask(server).total().requests());
    }
    database.execute("UPDATE xfootprint_schema SET version = 99");
    try (JettyServer server = start(database.url())) {
      askWhileAway(server, SOME);
      assertWarnedOnce("was made by a later version of x-footprint");
      database.execute("UPDATE xfootprint_schema SET version = 5");
      log.await(WORKS_AGAIN);
      assertEquals(1 + SOME + 1, ask(server).total().requests());
    }
  }

  /** As when a database without a disk of its own is started anew. */
  @Test
  void makesTheTablesAgainWhenTheyAreGone() throws Exception {
    try (JettyServer server = start(database.url())) {
      assertEquals(1, ask(server).total().requests());
      awaitStored(1);
      database.execute("DROP TABLE " + StoreTables.NAMES);
      log.await(WORKS_AGAIN);
      // What was stored is gone; nothing of what comes.
      assertEquals(1, ask(server).total().requests());
    }
    assertEquals(1, log.warnings().size(), () -> log.warnings().toString());
    assertEquals(1, StoreTables.at(database.url()).requests());
  }

  @Test
  void asksForTablesWhereItMayNotMakeThem() throws Exception {
    database.execute("CREATE ROLE guest LOGIN");
    try (JettyServer server = start(database.url("guest"))) {
      askWhileAway(server, SOME);
      assertWarnedOnce("schema-1.sql");
      database.execute(script());
      database.execute(
          "GRANT SELECT, INSERT, UPDATE, DELETE ON " + StoreTables.NAMES + " TO guest");
      assertAllIsStored(server, SOME);
    }
  }

  @Test
  void saysWhichRightItLacks() throws Exception {
    database.execute("CREATE ROLE visitor LOGIN");
    database.execute(script());
    database.execute("GRANT SELECT, INSERT ON " + StoreTables.NAMES + " TO visitor");
    try (JettyServer server = start(database.url("visitor"))) {
      askWhileAway(server, SOME);
      assertWarnedOnce("permission denied for table xfootprint_");
      assertWarnedOnce("grant SELECT, INSERT, UPDATE and DELETE");
      database.execute("GRANT UPDATE, DELETE ON " + StoreTables.NAMES + " TO visitor");
      assertAllIsStored(server, SOME);
    }
  }

  private static String script() throws IOException {
    return script(1) + script(2) + script(3) + script(4) + script(5) + script(6) + script(7);
  }

  private static String script(int version) throws IOException {
    String name = "/io/xfootprint/database/schema-" + version + ".sql";
    try (InputStream script = StoreTables.class.getResourceAsStream(name)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Its processes are stopped where they are, so who writes gets no answer at all. */
  @Test
  void answersWithoutWaitingForASilentDatabase() throws Exception {
    try (JettyServer server = start(database.url() + "&socketTimeout=5")) {
      assertEquals(1, ask(server).total().requests());
      database.pause();
      for (int i = 2; i <= SOME; i++) {
        assertEquals(i, ask(server).total().requests());
      }
      // Who had waited for the database would have waited until this is said.
      assertEquals(List.of(), log.warnings());
      log.await("cannot be reached");
      assertWarnedOnce("cannot be reached");
      database.resume();
      assertAllIsStored(server, SOME);
    }
  }

  /** Without any timeout but that of the end: of a write that waits, or of the last one. */
  @ParameterizedTest
  @ValueSource(strings = {"200ms", "1h"})
  void endsThoughTheDatabaseIsSilentAndSaysWhatIsLost(String interval) throws Exception {
    try (JettyServer server =
        start(database.url() + "&socketTimeout=0", "store.interval", interval)) {
      database.pause();
      for (int i = 1; i <= SOME; i++) {
        assertEquals(i, ask(server).total().requests());
      }
      server.close();
      assertLost(SOME);
      assertNoThreadIsLeft();
    }
  }

  @Test
  void endsThoughTheDatabaseIsSilentFromTheStart() throws Exception {
    database.pause();
    try (JettyServer server = start(database.url())) {
      askWhileAway(server, SOME);
      server.close();
      assertLost(SOME, "cannot be reached");
      assertNoThreadIsLeft();
    }
  }

  @Test
  void endsThoughTheDatabaseIsAwayAndSaysWhatIsLost() throws Exception {
    try (JettyServer server = start("jdbc:postgresql://127.0.0.1:" + freePort() + "/nowhere")) {
      askWhileAway(server, SOME);
      server.close();
      assertLost(SOME, "cannot be reached");
      assertNoThreadIsLeft();
    }
  }

  /** The last thing that is said, after what was known to be wrong. */
  private void assertLost(int requests, String... faults) {
    List<String> warnings = log.warnings();
    assertEquals(faults.length + 1, warnings.size(), warnings::toString);
    for (int i = 0; i < faults.length; i++) {
      assertTrue(warnings.get(i).contains(faults[i]), warnings::toString);
    }
    String last = warnings.get(faults.length);
    assertTrue(last.contains(" " + requests + " requests"), last);
    assertTrue(last.endsWith(" are lost"), last);
  }

  private static void assertNoThreadIsLeft() {
    // A thread ends a moment after whoever waits for its work knows.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
    while (!threadsLeft().isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    assertEquals(List.of(), threadsLeft());
  }

  private static List<String> threadsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> THREADS.stream().anyMatch(name::startsWith))
        .toList();
  }
}
