// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintContext;
import io.xfootprint.MarkdownPage;
import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.functional.handlers.SyncHandlers;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.handlers.TrailerHandlers;
import io.xfootprint.functional.harness.AccessLog;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.Http2Client;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import jakarta.servlet.AsyncContext;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** The page's pattern for the one container of this JVM, and what its access log has. */
class AccessLogIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final MarkdownPage PAGE = MarkdownPage.read("src/site/markdown/access-logs.md");
  private static final Pattern JAVA_TEXT = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*)\"");
  private static final String HEADER = "x-footprint: ";
  private static final int ROUNDS = 5;

  private static final long BURNT_NANOS = 20_000_000;

  /** The work of requests waits until their lines were read. */
  private static final BlockingQueue<CountDownLatch> WAITING = new LinkedBlockingQueue<>();

  @TempDir private static Path folder;
  private static AccessLog log;
  private static Container container;
  private static Site exact;

  /** A line's fields between quotes. */
  private record Logged(String request, String told, String cost) {

    static Logged of(String line) {
      String[] parts = line.split("\"", -1);
      assertEquals(7, parts.length, line);
      return new Logged(parts[1], parts[3], parts[5]);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    log = AccessLog.of(pattern());
    container = CONTAINER.start(site(Map.of()).http2().accessLog(log));
    container.deploy(site(Map.of("expose", "never", "exclude", "/t/big-stream")).at("/hidden"));
    exact = site(Map.of("header.digits", "0")).at("/exact");
    container.deploy(exact);
    container.deploy(Site.of(folder).at("/plain").servlet("/t/*", (request, response) -> {}));
  }

  @AfterAll
  static void stop() throws Exception {
    container.close();
  }

  private static Site site(Map<String, String> settings) {
    Map<String, Handler> all = new HashMap<>(SyncHandlers.all());
    all.putAll(AsyncHandlers.all());
    all.putAll(TrailerHandlers.all());
    all.put("pending", (request, response) -> elsewhere(AccessLogIT::waitToBeRead));
    all.put("dispatch-and-go-on", handingOver(AsyncContext::dispatch));
    all.put("complete-and-go-on", handingOver(AsyncContext::complete));
    return Site.of(folder).gate().servlet("/t/*", HandlerServlet.byName(all)).footprint(settings);
  }

  private static void elsewhere(Runnable task) {
    FootprintContext.current().wrap((Executor) ForkJoinPool.commonPool()).execute(task);
  }

  private static void waitToBeRead() {
    CountDownLatch isRead = new CountDownLatch(1);
    WAITING.add(isRead);
    ReturnGate.await(isRead);
  }

  private static Handler handingOver(Consumer<AsyncContext> handOver) {
    return (request, response) -> {
      if (AsyncHandlers.pass(request) > 1) {
        return;
      }
      CountDownLatch left = ReturnGate.of(request);
      AsyncContext context = request.startAsync();
      elsewhere(
          () -> {
            ReturnGate.await(left);
            ThreadClock.burn(BURNT_NANOS);
            handOver.accept(context);
            waitToBeRead();
          });
    };
  }

  private static String pattern() throws Exception {
    return switch (CONTAINER) {
      case TOMCAT10, TOMCAT11 ->
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(PAGE.block("## Tomcat", "xml"))))
              .getDocumentElement()
              .getAttribute("pattern");
      case UNDERTOW ->
          JAVA_TEXT
              .matcher(PAGE.block("## Undertow", "java"))
              .results()
              .map(MatchResult::group)
              .map(text -> text.substring(1, text.length() - 1).translateEscapes())
              .findFirst()
              .orElseThrow();
      case JETTY_EE9, JETTY_EE10, JETTY_EE11 -> {
        Properties file = new Properties();
        file.load(new StringReader(PAGE.block("## Jetty", "properties")));
        yield file.getProperty("jetty.requestlog.formatString");
      }
    };
  }

  private static RawAnswer get(String path, String... lines) throws Exception {
    return RawAnswer.of(container.port(), "GET " + path + " HTTP/1.1", lines);
  }

  private static Logged logged(String path) throws InterruptedException {
    Logged logged = Logged.of(log.next());
    assertTrue(logged.request().startsWith("GET " + path + " HTTP/"), logged.request());
    return logged;
  }

  private static Optional<String> value(List<String> fields) {
    return fields.stream()
        .filter(field -> field.startsWith(HEADER))
        .map(field -> field.substring(HEADER.length()))
        .findFirst();
  }

  /** What a container writes where there is no such header. */
  private static String absent() {
    return CONTAINER.name().startsWith("JETTY") ? "" : "-";
  }

  private static void assertHasWhatTheClientGot(RawAnswer answer, Logged logged) {
    assertEquals(value(answer.fields()).orElse(absent()), logged.told());
    Figures cost = Figures.parse(logged.cost());
    assertTrue(cost.complete(), logged.cost());
    for (Figures told : answer.leadingFigures()) {
      assertTrue(cost.cpuMicros() >= told.cpuMicros(), logged::toString);
      assertTrue(cost.allocatedBytes() >= told.allocatedBytes(), logged::toString);
      if (told.isFinal()) {
        assertEquals(logged.told(), logged.cost());
      }
    }
  }

  /** Short answers, long and flushed ones, failed and asynchronous ones, and one without ours. */
  private static final List<String> ANSWERS =
      List.of(
          "small",
          "status500",
          "senderror500",
          "throw",
          "flush-mid",
          "big-stream",
          "304",
          "async",
          "async-flush",
          "async-dispatch");

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void hasTheHeaderOfEachRequestAndItsFinalCost(String name) throws Exception {
    String path = "/t/" + name;
    RawAnswer answer = get(path, "TE: trailers");
    Logged logged = logged(path);
    assertHasWhatTheClientGot(answer, logged);
    assertTrue(Figures.parse(logged.cost()).isFinal(), logged::toString);
  }

  @Test
  void hasTheTrailerOfAnAnswerThatWasFlushed() throws Exception {
    RawAnswer answer = get("/t/flush-mid", "TE: trailers");
    Logged logged = logged("/t/flush-mid");
    assertTrue(Figures.parse(logged.told()).partial(), logged::toString);
    assertEquals(Optional.of(logged.cost()), value(answer.trailers()));
  }

  @Test
  void hasTheCostSoFarOfARequestThatWorksOn() throws Exception {
    get("/t/pending");
    Logged logged = logged("/t/pending");
    WAITING.take().countDown();
    assertTrue(Figures.parse(logged.cost()).partial(), logged::toString);
  }

  /**
   * The thread that makes an answer may go on when it has handed it to the container. Jetty has
   * written the line of a completed answer by then, on that thread.
   */
  @ParameterizedTest
  @ValueSource(strings = {"/t/dispatch-and-go-on", "/t/complete-and-go-on"})
  void hasWhatAThreadHasUsedUpToItsHandOver(String path) throws Exception {
    boolean writtenByIt = path.contains("complete") && CONTAINER.name().startsWith("JETTY");
    for (String application : List.of("", "/hidden")) {
      get(application + path);
      Logged logged = logged(application + path);
      WAITING.take().countDown();
      Figures cost = Figures.parse(logged.cost());
      assertEquals(writtenByIt, cost.isFinal(), logged::toString);
      assertTrue(cost.cpuMicros() >= BURNT_NANOS / 1_000, logged::toString);
    }
  }

  @Test
  void hasTheCostThatNoClientMaySee() throws Exception {
    RawAnswer answer = get("/hidden/t/small");
    assertEquals(Optional.empty(), value(answer.fields()));
    Logged logged = logged("/hidden/t/small");
    assertEquals(absent(), logged.told());
    assertTrue(Figures.parse(logged.cost()).complete(), logged::toString);
  }

  @Test
  void hasNothingOfARequestThatNoFilterMeasures() throws Exception {
    for (String path : List.of("/hidden/t/big-stream", "/plain/t/small")) {
      get(path);
      assertEquals(new Logged("GET " + path + " HTTP/1.1", absent(), "-"), logged(path));
    }
  }

  /** A line that is written before the cost is final would be missing something. */
  @Test
  void addsUpToTheTotals() throws Exception {
    BigDecimal cpuMicros = BigDecimal.ZERO;
    BigDecimal bytes = BigDecimal.ZERO;
    for (int i = 0; i < ROUNDS; i++) {
      for (String name : ANSWERS) {
        get("/exact/t/" + name);
        Logged logged = logged("/exact/t/" + name);
        cpuMicros = cpuMicros.add(Figures.decimal(logged.cost(), "cpu-us"));
        bytes = bytes.add(Figures.decimal(logged.cost(), "alloc-b"));
      }
    }
    exact.awaitIdle();
    assertEquals(exact.totals().allocatedBytes(), bytes.longValueExact());
    // Each line is rounded to whole microseconds.
    double rounding = 0.5 * ROUNDS * ANSWERS.size();
    assertEquals(exact.totals().cpuNanos() / 1e3, cpuMicros.doubleValue(), rounding);
  }

  @Test
  void hasTheHeaderOfHttp2() throws Exception {
    try (Http2Client client = new Http2Client(container.port())) {
      RawAnswer answer = client.send("GET", "/t/flush-mid");
      Logged logged = logged("/t/flush-mid");
      assertTrue(logged.request().endsWith(" HTTP/2.0"), logged.request());
      assertHasWhatTheClientGot(answer, logged);
    }
  }
}
