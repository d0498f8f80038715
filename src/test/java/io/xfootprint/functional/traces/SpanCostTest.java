// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What spans of the SDK are told, by a filter in front of ours and by one behind it. */
class SpanCostTest {

  private static final Map<String, String> EXACT = Map.of("header.digits", "0");

  private static final SpanQueue ENDED = new SpanQueue();
  private static final SdkTracerProvider PROVIDER =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(ENDED)).build();
  private static final Tracer TRACER = PROVIDER.get("test");

  /** Those beside the first, which end with the container only if they are stopped. */
  private static final List<AutoCloseable> APPLICATIONS = new ArrayList<>();

  @TempDir private static Path folder;

  private static Container container;

  private final Client client = new Client();

  @BeforeAll
  static void start() throws Exception {
    container = ContainerKind.ofThisRun().start(site("/", EXACT));
    APPLICATIONS.add(container.deploy(site("/hidden", Map.of("expose", "never"))));
    APPLICATIONS.add(container.deploy(site("/off", Map.of("spans", "false"))));
    APPLICATIONS.add(
        container.deploy(
            TracedSite.handlers(Site.of(folder).at("/behind").footprint(EXACT))
                .filter(new TracingFilter(TRACER))));
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable application : APPLICATIONS) {
      application.close();
    }
    container.close();
    PROVIDER.close();
  }

  private static Site site(String path, Map<String, String> settings) {
    return TracedSite.handlers(
            Site.of(folder).at(path).filter(new TracingFilter(TRACER)).footprint(settings))
        .servlet("/inner", SpanCostTest::streamInSpan);
  }

  private static void streamInSpan(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Span inner = TRACER.spanBuilder("inner").startSpan();
    try (Scope scope = inner.makeCurrent()) {
      response.flushBuffer();
    }
    inner.end();
  }

  private Answer get(String path) throws Exception {
    return client.send(container.port(), new SyncCase("GET", path, List.of()));
  }

  private static Map<String, Object> attributes(SpanData span) {
    Map<String, Object> byName = new HashMap<>();
    span.getAttributes().forEach((key, value) -> byName.put(key.getKey(), value));
    return byName;
  }

  private static SpanFigures told() throws Exception {
    return SpanFigures.of(attributes(ENDED.next()));
  }

  private static SpanFigures header(Answer answer) {
    return SpanFigures.ofHeader(answer.all("x-footprint").get(0));
  }

  @Test
  void areToldWhatTheHeaderSays() throws Exception {
    SpanFigures header = header(get("/small"));
    assertEquals(header, told());
    assertFalse(header.partial());
  }

  @Test
  void areToldTheWholeCostOfAnAnswerThatIsSentBefore() throws Exception {
    RawAnswer answer =
        RawAnswer.of(container.port(), "GET /streamed HTTP/1.1", "TE: trailers", "Connection: TE");
    SpanFigures told = told();
    String prefix = "x-footprint: ";
    SpanFigures header =
        SpanFigures.ofHeader(
            answer.fields().stream()
                .filter(field -> field.startsWith(prefix))
                .findFirst()
                .orElseThrow()
                .substring(prefix.length()));
    assertTrue(header.partial());
    assertFalse(told.partial());
    assertTrue(told.isMoreThan(header));
    assertEquals(SpanFigures.ofHeader(answer.trailers().get(0).substring(prefix.length())), told);
  }

  @Test
  void areThoseAroundTheFilterAndNoneInside() throws Exception {
    get("/inner");
    assertEquals(Map.of(), attributes(ENDED.next()));
    assertFalse(told().partial());
  }

  /** No context is on that thread, and its work is not measured. */
  @Test
  void areToldByTheThreadThatCompletesAnAsyncRequest() throws Exception {
    SpanFigures header = header(get("/async"));
    assertEquals(header, told());
    assertTrue(header.partial());
  }

  @Test
  void areToldTheCostOfAllPasses() throws Exception {
    SpanFigures header = header(get("/dispatched"));
    assertEquals(header, told());
    assertTrue(header.cpuMicros() >= TracedSite.BURNT_MICROS);
    assertFalse(header.partial());
  }

  @Test
  void areToldOfAnErrorAndOfAnAnswerWithoutHeaders() throws Exception {
    assertEquals(header(get("/failing")), told());
    assertFalse(get("/unmodified").hasFootprint());
    assertTrue(told().cpuMicros() > 0);
  }

  @Test
  void areToldWhatNoClientMaySee() throws Exception {
    assertFalse(get("/hidden/streamed").hasFootprint());
    SpanFigures streamed = told();
    assertTrue(streamed.cpuMicros() >= TracedSite.BURNT_MICROS);
    assertFalse(streamed.partial());
    assertFalse(get("/hidden/async").hasFootprint());
    assertTrue(told().partial());
  }

  @Test
  void areToldNothingWhereThatIsSwitchedOff() throws Exception {
    assertTrue(get("/off/small").hasFootprint());
    assertEquals(Map.of(), attributes(ENDED.next()));
  }

  /** They have ended when a small answer is committed, and miss what follows the commit. */
  @Test
  void areToldTheCostSoFarWhereTheyBeginBehindTheFilter() throws Exception {
    assertEquals(header(get("/behind/streamed")), told());
    assertTrue(get("/behind/small").hasFootprint());
    assertEquals(Map.of(), attributes(ENDED.next()));
  }
}
