// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.ChildJvm;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.reading.CounterInstrument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the real agent exports of a server with the filter, as OTLP. Run on one container alone, as
 * a JVM with the agent takes seconds to start.
 */
class AgentSpans {

  @TempDir private static Path folder;

  private static OtlpReceiver receiver;
  private static ChildJvm server;
  private static int port;

  private final Client client = new Client();

  @BeforeAll
  static void start() throws Exception {
    receiver = OtlpReceiver.start();
    server =
        ChildJvm.start(
            AgentServer.class,
            List.of(
                "-XX:+UseSerialGC",
                "-javaagent:" + agent(),
                "-Dotel.exporter.otlp.endpoint=" + receiver.endpoint(),
                "-Dotel.exporter.otlp.protocol=http/protobuf",
                "-Dotel.logs.exporter=none",
                "-Dotel.bsp.schedule.delay=20",
                "-Dotel.metric.export.interval=200"),
            folder);
    port = Integer.parseInt(server.line(line -> line.matches("\\d+")));
  }

  private static Path agent() throws Exception {
    try (Stream<Path> libraries = Files.list(Path.of(System.getProperty("libraries")))) {
      return libraries
          .filter(file -> file.getFileName().toString().startsWith("opentelemetry-javaagent"))
          .findFirst()
          .orElseThrow();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    receiver.close();
  }

  private Answer get(String path) throws Exception {
    return client.send(port, new SyncCase("GET", path, List.of()));
  }

  private static Map<String, Object> told() throws Exception {
    return OtlpReceiver.byName(receiver.nextOfServer().getAttributesList());
  }

  /** The thread that completes the asynchronous one has no context. */
  @ParameterizedTest
  @ValueSource(strings = {"/small", "/async", "/dispatched"})
  void haveTheFiguresOfTheHeader(String path) throws Exception {
    Answer answer = get(path);
    assertEquals(SpanFigures.ofHeader(answer.all("x-footprint").get(0)), SpanFigures.of(told()));
  }

  @Test
  void haveTheWholeCostOfAStreamedAnswer() throws Exception {
    SpanFigures header = SpanFigures.ofHeader(get("/streamed").all("x-footprint").get(0));
    SpanFigures told = SpanFigures.of(told());
    assertTrue(header.partial());
    assertFalse(told.partial());
    assertTrue(told.isMoreThan(header));
  }

  /** The agent's span lasts until the page is written. */
  @Test
  void haveTheCostOfAnErrorPageThatTheFilterSees() throws Exception {
    assertEquals("some more", get("/failing").body());
    SpanFigures told = SpanFigures.of(told());
    assertTrue(told.cpuMicros() >= TracedSite.BURNT_MICROS);
    assertFalse(told.partial());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/small", "/async", "/dispatched", "/streamed", "/unmodified"})
  void changeNothingElseOfAnAnswer(String path) throws Exception {
    Answer bare = get("/bare" + path);
    assertFalse(told().keySet().stream().anyMatch(name -> name.startsWith("footprint.")));
    Answer measured = get(path);
    assertTrue(told().containsKey("footprint.energy"));
    assertEquals(bare.withoutFootprint(), measured.withoutFootprint());
  }

  @Test
  void comeWithTheTotals() throws Exception {
    get("/small");
    told();
    List<Metric> metrics;
    do {
      metrics = receiver.nextMetrics();
    } while (joules(metrics) == 0);
    Set<String> names = metrics.stream().map(Metric::getName).collect(Collectors.toSet());
    for (CounterInstrument counter : CounterInstrument.values()) {
      assertTrue(
          names.contains(counter.instrument().id()),
          () -> counter.instrument().id() + " in " + names);
    }
  }

  /** Returns the energy of the route, 0 before it is exported. */
  private static double joules(List<Metric> metrics) {
    return metrics.stream()
        .filter(metric -> metric.getName().equals("footprint.energy"))
        .flatMap(metric -> metric.getSum().getDataPointsList().stream())
        .filter(point -> OtlpReceiver.byName(point.getAttributesList()).containsValue("/small"))
        .mapToDouble(NumberDataPoint::getAsDouble)
        .sum();
  }
}
