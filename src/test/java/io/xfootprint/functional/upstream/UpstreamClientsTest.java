// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.RequestAccount;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.functional.upstream.Caller.Clients;
import io.xfootprint.host.HostProbe;
import io.xfootprint.ledger.Route;
import io.xfootprint.meter.Segment;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.upstream.UpstreamSum;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each client counts of real answers. */
class UpstreamClientsTest {

  private static final UpstreamSum TOLD = new UpstreamSum(1, 1, 0, 7_070_000, 873_000);
  private static final UpstreamSum LITTLE = new UpstreamSum(1, 1, 0, 30_000, 4_000);
  private static final String LITTLE_COST = "X-Footprint: energy-uj=30, co2e-ng=4, partial\r\n";

  private static final int HOSTILE = 300;

  private static ScriptedService service;
  private static Clients clients;
  private static FootprintMonitor monitor;

  private RequestAccount account;

  @BeforeAll
  static void start() throws Exception {
    service = ScriptedService.start();
    service
        .answer("/cost", "200 OK", ScriptedService.COST, "body")
        .answer("/no-body", "204 No Content", ScriptedService.COST, "")
        .answer("/refused", "500 Oops", ScriptedService.COST, "body")
        .answer("/silent", "200 OK", "", "body")
        .answer("/cached", "200 OK", ScriptedService.COST + "Age: 0\r\n", "body")
        .answer(
            "/hostile", "200 OK", "X-Footprint: energy-uj=" + "9".repeat(5_000) + "\r\n", "body")
        .answer("/huge", "200 OK", "X-Footprint: a=\"" + "x".repeat(100_000) + "\"\r\n", "body")
        .answer(
            "/members",
            "200 OK",
            "X-Footprint: "
                + IntStream.range(0, 10_000)
                    .mapToObj(i -> "k" + i + "=1")
                    .collect(Collectors.joining(", "))
                + "\r\n",
            "body")
        .answer("/redirect", "302 Found", LITTLE_COST + "Location: /cost\r\n", "")
        .answer(
            "/away",
            "302 Found",
            LITTLE_COST + "Location: http://localhost:" + service.port() + "/cost\r\n",
            "")
        .raw("/cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n" + ScriptedService.COST + "\r\nbo")
        .raw("/no-answer", "HTTP/1.1 ")
        .raw(
            "/trailer",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Footprint\r\n"
                + LITTLE_COST
                + "\r\n4\r\nbody\r\n0\r\n"
                + ScriptedService.COST
                + "\r\n");
    clients = new Clients();
    HostProbe probe = HostProbe.ofMachine();
    monitor =
        FootprintMonitor.start(
            FootprintSettings.from(
                new SettingSources().parameters(Map.of("upstream.hosts", "127.0.0.1")),
                probe.host()),
            probe);
  }

  @AfterAll
  static void stop() throws Exception {
    monitor.close();
    clients.close();
    service.close();
  }

  @BeforeEach
  void begin() {
    account = monitor.begin();
  }

  private UpstreamSum told(Caller caller, String path) throws Exception {
    try (Segment segment = account.open()) {
      caller.get(clients, service.url(path));
    }
    return account.upstream();
  }

  private UpstreamSum failed(Caller caller, String url) {
    try (Segment segment = account.open()) {
      assertThrows(Exception.class, () -> caller.get(clients, url));
    }
    return account.upstream();
  }

  @ParameterizedTest
  @EnumSource
  void addsWhatAnAnswerSays(Caller caller) throws Exception {
    assertEquals(TOLD, told(caller, "/cost"));
    assertEquals(TOLD.plus(TOLD), told(caller, "/no-body"));
    assertEquals(TOLD.plus(TOLD).plus(TOLD), told(caller, "/refused"));
  }

  @ParameterizedTest
  @EnumSource
  void countsAnAnswerThatSaysNothing(Caller caller) throws Exception {
    assertEquals(UpstreamSum.SILENT, told(caller, "/silent"));
  }

  @ParameterizedTest
  @EnumSource
  void countsNoAnswerOfACache(Caller caller) throws Exception {
    assertEquals(UpstreamSum.NONE, told(caller, "/cached"));
  }

  @ParameterizedTest
  @EnumSource
  void takesAHostileAnswerForASilentOne(Caller caller) throws Exception {
    long before = monitor.upstream().unreadable();
    try (CapturedLog log = CapturedLog.ofAll()) {
      assertEquals(UpstreamSum.SILENT, told(caller, "/hostile"));
    }
    assertEquals(before + 1, monitor.upstream().unreadable());
  }

  /** Clients have limits of their own: some refuse such an answer, and some try again. */
  @ParameterizedTest
  @EnumSource
  void staysCalmAtLongHeadersAndTenThousandMembers(Caller caller) {
    try (CapturedLog log = CapturedLog.ofAll();
        Segment segment = account.open()) {
      for (String path : List.of("/huge", "/members")) {
        try {
          caller.get(clients, service.url(path));
        } catch (Exception e) {
          // The answer is what counts here.
        }
      }
    }
    UpstreamSum sum = account.upstream();
    assertTrue(sum.calls() >= 2, sum::toString);
    assertEquals(new UpstreamSum(sum.calls(), 0, sum.calls(), 0, 0), sum);
  }

  /** Anything that a client lets through, from a fixed seed. */
  @Test
  void staysCalmWhateverAServiceSays() throws Exception {
    Random random = new Random(20260711);
    long unreadable = monitor.upstream().unreadable();
    long read = 0;
    for (int i = 0; i < HOSTILE; i++) {
      StringBuilder field = new StringBuilder("energy-uj=7070, co2e-ng=873, up-unknown=2");
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(field.length());
        if (random.nextBoolean()) {
          field.setCharAt(at, (char) (' ' + random.nextInt(95)));
        } else {
          field.insert(at, "9,-=. \"(".charAt(random.nextInt(8)));
        }
      }
      service.answer("/fuzz", "200 OK", "X-Footprint: " + field + "\r\n", "body");
      UpstreamSum before = account.upstream();
      try (CapturedLog log = CapturedLog.ofAll()) {
        told(Caller.JDK, "/fuzz");
      }
      UpstreamSum after = account.upstream();
      assertEquals(before.calls() + 1, after.calls(), field::toString);
      assertTrue(after.nanojoules() >= before.nanojoules(), field::toString);
      assertTrue(
          after.nanojoules() - before.nanojoules() <= 1_000_000_000_000_000L, field::toString);
      read += after.told() - before.told();
    }
    // Each answer is read or refused; some are read and tell nothing, as a key has changed.
    long refused = monitor.upstream().unreadable() - unreadable;
    assertTrue(read > HOSTILE / 10 && refused > HOSTILE / 10, read + " read, " + refused);
    assertTrue(read + refused <= HOSTILE);
  }

  @ParameterizedTest
  @EnumSource
  void countsEachExchangeOfARedirect(Caller caller) throws Exception {
    assertEquals(TOLD.plus(LITTLE), told(caller, "/redirect"));
  }

  @ParameterizedTest
  @EnumSource
  void looksAtNoAnswerOfAHostThatIsNotAllowed(Caller caller) throws Exception {
    assertEquals(LITTLE, told(caller, "/away"));
  }

  @ParameterizedTest
  @EnumSource
  void countsByTheTrailerWhereTheClientShowsIt(Caller caller) throws Exception {
    service.fields().clear();
    assertEquals(caller.showsTrailers() ? TOLD : LITTLE, told(caller, "/trailer"));
    assertEquals(
        caller.showsTrailers(),
        service.fields().stream().anyMatch(field -> field.equalsIgnoreCase("TE: trailers")),
        service.fields()::toString);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotKnowWhatACallWithoutAnAnswerCost(Caller caller) {
    UpstreamSum sum = failed(caller, service.url("/no-answer"));
    // Some try again.
    assertTrue(sum.calls() >= 1, sum::toString);
    assertEquals(new UpstreamSum(sum.calls(), 0, sum.calls(), 0, 0), sum);
  }

  @ParameterizedTest
  @EnumSource
  void countsAnAnswerThatIsCutShort(Caller caller) {
    UpstreamSum sum = failed(caller, service.url("/cut"));
    // The JDK's client hands over nothing of it.
    boolean isOfJdk = caller == Caller.JDK || caller == Caller.JDK_ASYNC;
    assertEquals(isOfJdk ? UpstreamSum.SILENT : TOLD, sum);
  }

  @ParameterizedTest
  @EnumSource
  void countsNoCallThatReachesNobody(Caller caller) throws Exception {
    // A port that is taken, and that nobody listens at.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "http://127.0.0.1:" + taken.getLocalPort() + "/";
      assertEquals(UpstreamSum.NONE, failed(caller, url));
    }
  }

  /** The thread of the request has gone on to the next one when the answer comes. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*_ASYNC")
  void addsToTheRequestThatWasCurrentWhenTheCallWasSent(Caller caller) throws Exception {
    RequestAccount next = monitor.begin();
    CompletableFuture<String> sent;
    try (Segment segment = account.open()) {
      sent = caller.send(clients, service.url("/cost"));
    }
    Route route = new Route("GET", "/" + caller);
    account.bookTo(route);
    try (Segment segment = next.open()) {
      assertEquals("body", sent.get(30, TimeUnit.SECONDS));
    }
    assertEquals(TOLD, account.upstream());
    assertEquals(TOLD, monitor.ledger().upstream().get(route.label()));
    assertEquals(UpstreamSum.NONE, next.upstream());
  }

  @ParameterizedTest
  @EnumSource
  void countsNothingOutsideOfRequests(Caller caller) throws Exception {
    service.fields().clear();
    assertEquals("body", caller.get(clients, service.url("/cost")));
    assertEquals(UpstreamSum.NONE, account.upstream());
    assertTrue(service.fields().stream().noneMatch(field -> field.startsWith("TE")));
  }
}
