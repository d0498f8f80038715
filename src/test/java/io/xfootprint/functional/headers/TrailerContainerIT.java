// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.containers.Loss;
import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.handlers.TrailerHandlers;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.Http2Client;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Setup;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The final figure behind an answer's body, on the one container of this JVM. */
class TrailerContainerIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final Set<Setup> SETUPS = EnumSet.of(Setup.PLAIN, Setup.GZIP);

  /** How many bytes such text becomes is not known before it is written. */
  private static final Set<String> LOST =
      CONTAINER == ContainerKind.TOMCAT10 || CONTAINER == ContainerKind.TOMCAT11
          ? Set.of("GET /t/printf", "GET /t/mid-writer")
          : Set.of("GET /t/printf");

  private static final Map<Setup, Container> RUNNING = new EnumMap<>(Setup.class);

  @TempDir private static Path folder;
  private static Container late;

  static Stream<Arguments> cases() {
    return SETUPS.stream()
        .flatMap(
            setup ->
                SyncCase.allOf(CONTAINER).stream().map(request -> Arguments.of(setup, request)));
  }

  @BeforeAll
  static void startContainers() throws Exception {
    Path files = Files.createDirectory(folder.resolve("static"));
    Files.write(files.resolve("small.txt"), new byte[200]);
    Files.write(files.resolve("big.bin"), new byte[200_000]);
    for (Setup setup : SETUPS) {
      RUNNING.put(setup, CONTAINER.start(Variant.FOOTPRINT.before(setup.site(folder))));
    }
    late = CONTAINER.start(site().footprint(Map.of()));
  }

  @AfterAll
  static void stopContainers() throws Exception {
    late.close();
    for (Container container : RUNNING.values()) {
      container.close();
    }
  }

  private static Site site() {
    Map<String, Handler> all = new HashMap<>(SyncHandlers.all());
    all.putAll(AsyncHandlers.all());
    all.putAll(TrailerHandlers.all());
    return Site.of(folder).http2().gate().servlet("/t/*", HandlerServlet.byName(all));
  }

  private static RawAnswer ask(Setup setup, SyncCase request, String... lines) throws Exception {
    List<String> all = new ArrayList<>(List.of(lines));
    List<String> headers = setup.asked(request).headers();
    for (int i = 0; i < headers.size(); i += 2) {
      all.add(headers.get(i) + ": " + headers.get(i + 1));
    }
    return RawAnswer.of(
        RUNNING.get(setup).port(),
        request.method() + " " + request.path() + " HTTP/1.1",
        all.toArray(String[]::new));
  }

  private static RawAnswer get(String name, String... lines) throws Exception {
    return RawAnswer.of(late.port(), "GET /t/" + name + " HTTP/1.1", lines);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsWhatIsSentInPiecesAnywayAndChangesNothingElse(Setup setup, SyncCase request)
      throws Exception {
    RawAnswer without = ask(setup, request);
    RawAnswer with = ask(setup, request, "TE: trailers");
    // Compressed, small answers go out in pieces too on Jetty, and large ones become small.
    boolean expected =
        ask(Setup.PLAIN, request).isChunked()
            && without.isChunked()
            && without.complete()
            && !request.method().equals("HEAD")
            && !LOST.contains(request.toString());
    assertEquals(List.of(), without.trailers());
    assertEquals(expected ? 1 : 0, with.trailingFigures().size(), with::toString);
    boolean garbled =
        Loss.of(CONTAINER, setup, request).map(Loss::kind).orElse(null) == Loss.Kind.GARBLED_BODY;
    if (garbled) {
      assertEquals(without.isChunked(), with.isChunked());
    } else {
      assertEquals(without.withoutFootprint(), with.withoutFootprint());
    }
  }

  /** Of these an answer is not sent in pieces yet, or has no body, or ends with its connection. */
  @ParameterizedTest
  @ValueSource(strings = {"held-length", "reset-content", "connection-close"})
  void leavesAnswersAsTheyAreThatOnlySeemToBeSentInPieces(String handler) throws Exception {
    RawAnswer without = get(handler);
    RawAnswer with = get(handler, "TE: trailers");
    assertEquals(List.of(), with.trailers());
    assertEquals(without.withoutFootprint(), with.withoutFootprint());
  }

  /** Tomcat's writer holds text back that would fill its buffer. */
  @Test
  void leavesAnErrorItsLengthThatComesBeforeTextIsSent() throws Exception {
    RawAnswer without = get("held-senderror");
    RawAnswer with = get("held-senderror", "TE: trailers");
    assertEquals(without.isChunked() ? 1 : 0, with.trailingFigures().size(), with::toString);
    assertEquals(without.withoutFootprint(), with.withoutFootprint());
  }

  /** Tomcat's writer leaves a part of its buffer empty where a piece of text does not fit in. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "print-ascii",
        "print-latin1",
        "print-utf8",
        "print-umlauts",
        "print-kana",
        "print-emoji"
      })
  void endsTextThatIsMuchMoreThanABuffer(String handler) throws Exception {
    RawAnswer answer = get(handler, "TE: trailers");
    assertTrue(answer.body().length() >= 840_000);
    assertEquals(1, answer.trailingFigures().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "async",
        "async-noarg-big",
        "async-sync",
        "async-start",
        "async-flush",
        "async-nothing",
        "complete-before-return",
        "complete-after-return",
        "async-dispatch",
        "async-dispatch-big",
        "async-dispatch-wr",
        "async-dispatch-senderror",
        "async-status500",
        "nonblocking",
        "nonblocking-small",
        "readlistener"
      })
  void endsWhatIsSentInPiecesByAsynchronousWork(String handler) throws Exception {
    RawAnswer without = get(handler);
    RawAnswer with = get(handler, "TE: trailers");
    assertEquals(without.isChunked() ? 1 : 0, with.trailingFigures().size(), with::toString);
    assertEquals(without.withoutFootprint(), with.withoutFootprint());
  }

  @Test
  void tellsWhatTheHeaderCouldNotKnow() throws Exception {
    RawAnswer answer = get("late", "TE: trailers");
    Figures header = answer.leadingFigures().get(0);
    Figures trailer = answer.trailingFigures().get(0);
    assertTrue(header.partial());
    assertFalse(trailer.partial());
    assertTrue(trailer.complete());
    assertTrue(trailer.cpuMicros() >= header.cpuMicros() + TrailerHandlers.BURNT_NANOS / 1_100);
    assertEquals("before after", answer.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"late-start", "late-listener"})
  void tellsWhatOtherThreadsOfTheRequestDid(String handler) throws Exception {
    Figures trailer = get(handler, "TE: trailers").trailingFigures().get(0);
    assertTrue(trailer.complete());
    assertTrue(trailer.cpuMicros() >= TrailerHandlers.BURNT_NANOS / 1_100, trailer::toString);
  }

  /** Undertow ends the answer within the call of the listener that says so. */
  @Test
  void isFinalWhereAListenerHasEndedTheAnswer() throws Exception {
    Figures trailer = get("late-listener", "TE: trailers").trailingFigures().get(0);
    assertFalse(trailer.partial());
  }

  @ParameterizedTest
  @ValueSource(strings = {"late", "late-start", "late-listener", "big-stream", "print-umlauts"})
  void areAnnounced(String handler) throws Exception {
    assertEquals(List.of("X-Footprint"), get(handler, "TE: trailers").announced());
    assertEquals(List.of(), get(handler).announced());
  }

  @Test
  void areAnnouncedBesideThoseOfTheApplication() throws Exception {
    assertEquals(
        List.of("X-App", "X-Other", "X-Footprint"),
        get("trailers-announced", "TE: trailers").announced());
  }

  @Test
  void saysPartialWhereAThreadThatIsNotMeasuredWrote() throws Exception {
    Figures trailer = get("late-elsewhere", "TE: trailers").trailingFigures().get(0);
    assertTrue(trailer.complete());
    assertTrue(trailer.partial());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TE: trailers                          | true",
        "te: gzip;q=0.5 , Trailers             | true",
        "TE: trailers;q=0                      | false",
        "TE: gzip                              | false",
        "Trailer: trailers                     | false"
      })
  void areSentToThoseWhoTakeThem(String line, boolean expected) throws Exception {
    assertEquals(expected ? 1 : 0, get("late", line).trailingFigures().size());
  }

  @Test
  void readsEveryFieldOfTheRequest() throws Exception {
    assertEquals(1, get("late", "TE: deflate", "TE: trailers").trailingFigures().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"with-length", "no-content", "small", "senderror", "redirect", "304"})
  void areNotSentWhereTheAnswerHasALengthOrNoBody(String handler) throws Exception {
    RawAnswer answer = get(handler, "TE: trailers");
    assertEquals(List.of(), answer.trailers());
    assertEquals(List.of(), answer.announced());
    assertFalse(answer.isChunked());
  }

  @Test
  void areNotSentToOldClients() throws Exception {
    RawAnswer answer = RawAnswer.of(late.port(), "GET /t/late HTTP/1.0", "TE: trailers");
    assertTrue(answer.status().endsWith("200 OK") || answer.status().endsWith("200"));
    assertEquals("before after", answer.body());
    assertEquals(List.of(), answer.trailers());
  }

  @Test
  void standBesideThoseThatTheApplicationSetBefore() throws Exception {
    RawAnswer answer = get("trailers-before", "TE: trailers");
    assertTrue(answer.trailers().contains("x-app: mine"), answer::toString);
    assertEquals(2, answer.trailers().size());
    assertFalse(answer.trailingFigures().get(0).partial());
    assertEquals("text true", answer.body());
  }

  /** Only Tomcat lets an application set trailers when the answer has been committed. */
  @Test
  void standBesideThoseThatTheApplicationSetsLater() throws Exception {
    RawAnswer answer = get("trailers-after", "TE: trailers");
    boolean isTomcat = CONTAINER == ContainerKind.TOMCAT10 || CONTAINER == ContainerKind.TOMCAT11;
    assertEquals(isTomcat ? "text true set true" : "text true too late", answer.body());
    assertEquals(isTomcat, answer.trailers().contains("x-app: mine"));
    assertEquals(1, answer.trailingFigures().size());
  }

  @Test
  void areSentWhereTheApplicationSuppliesNone() throws Exception {
    assertEquals(1, get("trailers-null", "TE: trailers").trailers().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"trailers-before", "trailers-after", "trailers-small"})
  void leaveTheApplicationsAloneWhereNobodyAsks(String handler) throws Exception {
    try (Container plain = CONTAINER.start(site())) {
      RawAnswer expected = RawAnswer.of(plain.port(), "GET /t/" + handler + " HTTP/1.1");
      assertEquals(expected.withoutFootprint(), get(handler).withoutFootprint());
    }
  }

  @Test
  void areSentOnlyWhereTheSettingsAllowIt() throws Exception {
    for (Map<String, String> settings :
        List.of(
            Map.of("header.trailer", "false"),
            Map.of("expose", "never"),
            Map.of("expose", "trusted", "expose.secret", "open sesame"))) {
      try (Container container = CONTAINER.start(site().footprint(settings))) {
        RawAnswer answer = RawAnswer.of(container.port(), "GET /t/late HTTP/1.1", "TE: trailers");
        assertTrue(answer.isChunked());
        assertEquals(List.of(), answer.trailers());
      }
    }
  }

  @Test
  void areSentOverHttp2() throws Exception {
    try (Http2Client client = new Http2Client(late.port())) {
      RawAnswer answer = client.send("GET", "/t/late", "te", "trailers");
      assertEquals("before after", answer.body());
      assertEquals(1, answer.trailingFigures().size(), answer::toString);
      Figures trailer = answer.trailingFigures().get(0);
      assertFalse(trailer.partial());
      assertTrue(trailer.cpuMicros() >= TrailerHandlers.BURNT_NANOS / 1_100);
      assertEquals(
          List.of("x-app: mine"),
          client.send("GET", "/t/trailers-before", "te", "trailers").withoutFootprint().trailers());
      assertEquals(List.of("X-Footprint"), answer.announced());
      assertEquals(1, client.send("GET", "/t/big-one", "te", "trailers").trailers().size());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small", "with-length", "no-content", "redirect"})
  void areNotSentOverHttp2BehindSmallAnswers(String handler) throws Exception {
    try (Http2Client client = new Http2Client(late.port())) {
      RawAnswer answer = client.send("GET", "/t/" + handler, "te", "trailers");
      assertEquals(1, answer.leadingFigures().size(), answer::toString);
      assertEquals(List.of(), answer.trailers());
    }
  }

  @Test
  void areNotSentOverHttp2ToThoseWhoDoNotAsk() throws Exception {
    try (Http2Client client = new Http2Client(late.port())) {
      assertEquals(List.of(), client.send("GET", "/t/late").trailers());
    }
  }
}
