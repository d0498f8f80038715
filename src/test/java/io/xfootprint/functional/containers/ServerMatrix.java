// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.AsyncCase;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.servers.AppServer;
import io.xfootprint.servers.Application;
import io.xfootprint.servers.ServerKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A cut of the matrix on application servers of their own distributions, one after the other, by
 * {@code mvn -Pservers verify}. Each is asked the same of an application without the filter, with
 * any other filter that wraps, and with ours.
 */
@ParameterizedClass
@EnumSource(ServerKind.class)
class ServerMatrix {

  private static final Set<String> KINDS =
      Set.of(
          "small",
          "nothing",
          "204",
          "304",
          "304-then-200",
          "status500",
          "big-stream",
          "one-20k",
          "at-buffer",
          "over-buffer",
          "big-writer",
          "println-many",
          "flush-mid",
          "flush-empty",
          "osflush",
          "wclose",
          "exact-cl",
          "cl0",
          "senderror",
          "senderror-plain",
          "senderror500",
          "redirect",
          "throw",
          "throw-ioe",
          "reset",
          "reset-buffer",
          "forward",
          "forward-big",
          "forward-error",
          "include",
          "include-flush",
          "include-flush-context");

  private static final Set<String> ASYNC_KINDS =
      Set.of(
          "async",
          "async-noarg",
          "async-noarg-big",
          "async-start",
          "async-flush",
          "complete-before-return",
          "complete-after-return",
          "async-dispatch-path",
          "async-dispatch-forward",
          "async-dispatch-error",
          "async-senderror",
          "async-status500",
          "async-timeout-l",
          "forward-async",
          "nonblocking");

  /** Where a server takes all headers back after an exception, or takes none in an include. */
  private static final Map<ServerKind, Set<String>> WITHOUT_HEADERS =
      Map.of(
          ServerKind.WILDFLY, Set.of("GET /t/throw", "GET async-dispatch-error"),
          ServerKind.OPEN_LIBERTY, Set.of("GET /t/include-flush-context"),
          ServerKind.PAYARA_MICRO, Set.of("GET /t/throw", "GET async-dispatch-error"),
          ServerKind.QUARKUS, Set.of("GET /t/include-flush-context", "GET async-dispatch-error"));

  private static final Set<ServerKind> WITH_TRAILERS = Set.of(ServerKind.WILDFLY);

  private static final Client CLIENT = new Client(AppServer.PATH);
  private static final int REQUESTS = 50;
  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Payara sends its page at times only, in 42 of 60 requests without the filter. */
  private static final String WITH_A_PAGE_AT_TIMES = "GET async-senderror";

  private static final Map<Application, Map<String, Answer>> ANSWERS =
      new EnumMap<>(Application.class);

  private static @Nullable AppServer running;

  @Parameter private ServerKind kind;

  static Stream<String> cases() {
    return Stream.concat(syncCases(), asyncCases()).map(Object::toString);
  }

  private static Stream<SyncCase> syncCases() {
    return SyncCase.all().stream()
        .filter(
            request ->
                request.path().startsWith("/static/small")
                    || KINDS.contains(request.path().substring("/t/".length())));
  }

  private static Stream<AsyncCase> asyncCases() {
    return AsyncCase.all().stream().filter(request -> ASYNC_KINDS.contains(request.name()));
  }

  @BeforeParameterizedClassInvocation
  static void askOfEachApplication(ServerKind kind) throws Exception {
    Path build = Path.of("target").toAbsolutePath();
    running = kind.start(Files.createTempDirectory(build, "server-" + kind + "-"));
    for (Application application : Application.values()) {
      server().deploy(application);
      ANSWERS.put(application, askAll());
    }
  }

  @AfterParameterizedClassInvocation
  static void stop() throws Exception {
    server().close();
  }

  private static AppServer server() {
    return Objects.requireNonNull(running);
  }

  private static Map<String, Answer> askAll() throws Exception {
    Map<String, Answer> answers = new HashMap<>();
    for (SyncCase request : syncCases().toList()) {
      answers.put(request.toString(), CLIENT.send(server().port(), request));
    }
    for (AsyncCase request : asyncCases().toList()) {
      answers.put(request.toString(), CLIENT.send(server().port(), request));
    }
    return answers;
  }

  private static Answer small() throws Exception {
    return CLIENT.send(server().port(), new SyncCase("GET", "/t/small", List.of()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sendsEachHeaderOnceUnlessCachesWouldReplayItOrTheServerLosesBoth(String request) {
    Answer answer = answer(Application.FILTERED, request);
    if (answer.updatesStoredHeaders() || lost(request)) {
      assertFalse(answer.hasFootprint(), () -> answer.headers().toString());
    } else {
      assertTrue(answer.figures().complete(), () -> answer.headers().toString());
      assertTrue(answer.total().requests() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesNothingElseButWhatAnyWrapperChanges(String request) {
    Answer original = comparable(Application.ORIGINAL, request);
    Answer wrapped = comparable(Application.WRAPPED, request);
    Answer filtered = comparable(Application.FILTERED, request);
    assertEquals(filtered.equals(wrapped) ? wrapped : original, filtered);
  }

  private static Answer answer(Application application, String request) {
    return Objects.requireNonNull(ANSWERS.get(application).get(request));
  }

  private boolean lost(String request) {
    return WITHOUT_HEADERS.get(kind).contains(request);
  }

  private Answer comparable(Application application, String request) {
    // An application's files are as old as its deployment.
    Answer answer =
        answer(application, request).withoutFootprint().without("last-modified").without("etag");
    if (kind == ServerKind.PAYARA_MICRO && request.equals(WITH_A_PAGE_AT_TIMES)) {
      return new Answer(answer.status(), Map.of(), "", answer.truncated());
    }
    // The servers' own pages hold stack traces, in which filters stand, and numbers of their own.
    return answer.body().contains("Exception") || answer.body().contains("Error id")
        ? answer.withoutBody().without("content-length")
        : answer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"flush-mid", "big-stream", "big-writer", "forward-big"})
  void endsWhatIsSentInPiecesWhereTheServerKeepsTrailersApart(String handler) throws Exception {
    RawAnswer answer = raw(handler);
    assertTrue(answer.isChunked());
    assertEquals(WITH_TRAILERS.contains(kind) ? 1 : 0, answer.trailingFigures().size());
  }

  private static RawAnswer raw(String handler) throws IOException {
    return RawAnswer.of(
        server().port(), "GET " + AppServer.PATH + "/t/" + handler + " HTTP/1.1", "TE: trailers");
  }

  /** Open Liberty still returns to later requests what an application has set before. */
  @Test
  void addsNothingOfOtherRequestsToATrailer() throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      raw("trailers-before");
      assertFalse(raw("wflush").trailers().contains("x-app: mine"));
    }
  }

  @Test
  void leavesNothingWhenAnotherApplicationTakesThePlaceOfItsOwn() throws Exception {
    server().deploy(Application.ORIGINAL);
    // What a server remembers of its last requests is of another application by then.
    for (int i = 0; i < REQUESTS; i++) {
      assertFalse(small().hasFootprint());
    }
    assertEquals(List.of(), lines("Thread.print", "\"x-footprint"));
    awaitCollected("io.xfootprint.FootprintMonitor\n");
    server().deploy(Application.FILTERED);
    assertTrue(small().total().requests() <= REQUESTS);
    assertEquals(1, lines("Thread.print", "\"x-footprint").size());
  }

  /** What is found dead by one collection may hold something until the next. */
  private static void awaitCollected(String text) throws Exception {
    long end = System.nanoTime() + WAIT_NANOS;
    List<String> left = lines("GC.class_histogram", text);
    while (!left.isEmpty() && System.nanoTime() < end) {
      left = lines("GC.class_histogram", text);
    }
    assertEquals(List.of(), left);
  }

  private static List<String> lines(String command, String text) throws Exception {
    return server()
        .diagnose(command)
        .lines()
        .filter(line -> (line.strip() + '\n').contains(text))
        .toList();
  }

  @Test
  void runsWithTheDescriptorOfTheReadme() throws Exception {
    String readme = withoutBlanks(Files.readString(Path.of("README.md")));
    String descriptor = withoutBlanks(Files.readString(Application.FILTERED.descriptor()));
    String filter =
        descriptor.substring(descriptor.indexOf("<filter>"), descriptor.indexOf("<listener>"));
    assertTrue(readme.contains(filter), filter);
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s", "");
  }
}
