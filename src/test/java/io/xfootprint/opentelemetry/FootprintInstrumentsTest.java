// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.model.Footprint;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.reading.ApplicationMonitor;
import io.xfootprint.reading.CounterInstrument;
import io.xfootprint.reading.GaugeInstrument;
import io.xfootprint.reading.MetricsSource;
import jakarta.servlet.ServletContext;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The instruments in the real SDK, of books that the test writes. */
class FootprintInstrumentsTest {

  private static final long SECOND = 1_000_000_000;
  private static final Route ORDERS = new Route("GET", "/orders/{id}");

  private final AtomicLong nanoTime = new AtomicLong(5 * SECOND);
  private final AtomicLong cpuNanos = new AtomicLong();

  /** Number of windows that were closed; each reading closes one. */
  private final AtomicInteger readings = new AtomicInteger();

  private final ServletContext context = new ServletContextHandler().getServletContext();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final InMemoryMetricReader deltas = InMemoryMetricReader.createDelta();
  private final OpenTelemetrySdk openTelemetry =
      OpenTelemetrySdk.builder()
          .setMeterProvider(
              SdkMeterProvider.builder()
                  .registerMetricReader(reader)
                  .registerMetricReader(deltas)
                  .build())
          .build();
  private FootprintMonitor monitor = monitor();

  private FootprintMonitor monitor() {
    return TestMonitor.start(
        Map.of(
            "carbon-intensity",
            "400",
            "pue",
            "1.2",
            "location",
            "country/DEU",
            "machine",
            "aws/m5.large"),
        () -> {
          readings.incrementAndGet();
          return new ProcessUse(cpuNanos.get(), 0, cpuNanos.get());
        },
        () -> Instant.parse("2026-11-30T10:00:00Z"),
        nanoTime::get);
  }

  @AfterEach
  void close() {
    monitor.close();
    openTelemetry.close();
  }

  private void start() {
    FootprintInstruments.register(context, openTelemetry);
    ApplicationMonitor.start(context, monitor);
  }

  private void serve(Route route, long requests) {
    for (long i = 0; i < requests; i++) {
      monitor.ledger().add(route, new Footprint(1_000_000, 2_000, 3_000_000, 4_000_000_000L));
      monitor.ledger().countRequest(route, true, true, false);
    }
  }

  private void pass(long seconds) {
    nanoTime.addAndGet(seconds * SECOND);
    cpuNanos.addAndGet(seconds * SECOND / 2);
  }

  /** The points of a collection, by name and attributes. */
  private static final class Points {

    private final Map<String, Double> points = new TreeMap<>();

    static Points of(InMemoryMetricReader reader) {
      Points all = new Points();
      for (MetricData metric : reader.collectAllMetrics()) {
        if (metric.getType() == MetricDataType.LONG_GAUGE) {
          metric
              .getLongGaugeData()
              .getPoints()
              .forEach(point -> all.put(metric, point.getAttributes(), (double) point.getValue()));
        } else {
          Stream.concat(
                  metric.getDoubleSumData().getPoints().stream(),
                  metric.getDoubleGaugeData().getPoints().stream())
              .forEach(point -> all.put(metric, point.getAttributes(), point.getValue()));
        }
      }
      return all;
    }

    private void put(MetricData metric, Attributes attributes, double value) {
      points.put(metric.getName() + attributes, value);
    }

    double value(String name, Attributes attributes) {
      return Objects.requireNonNull(
          points.get(name + attributes), () -> name + attributes + " in " + points);
    }

    double value(String name) {
      return value(name, Attributes.empty());
    }

    double sum(String name) {
      return points.entrySet().stream()
          .filter(point -> point.getKey().startsWith(name + "{"))
          .mapToDouble(Map.Entry::getValue)
          .sum();
    }

    boolean has(String name, Attributes attributes) {
      return points.containsKey(name + attributes);
    }
  }

  private static Attributes attributes(String line, String method, String route) {
    return Attributes.of(
        AttributeKey.stringKey("line"),
        line,
        AttributeKey.stringKey("http.request.method"),
        method,
        AttributeKey.stringKey("http.route"),
        route);
  }

  private static Attributes of(Route route) {
    return attributes("route", route.method(), route.pattern());
  }

  private static double joules(Statement statement) {
    return statement.full().get(Metric.ENERGY_NANOJOULES).doubleValue() / 1e9;
  }

  @Test
  void addUpToTheBooks() {
    start();
    serve(ORDERS, 3);
    serve(new Route("POST", "/orders"), 2);
    monitor.ledger().countError(ORDERS);
    pass(100);
    Points points = Points.of(reader);

    Statement books = monitor.ledger().snapshot().sinceStart();
    assertEquals(joules(books), points.sum("footprint.energy"), 1e-9);
    double embodied =
        books.line(CostCategory.EMBODIED).get(Metric.EMISSIONS_PICOGRAMS).doubleValue() / 1e12;
    assertTrue(embodied > 0);
    assertEquals(embodied, points.value("footprint.embodied"), 1e-12);
    assertEquals(
        books.full().get(Metric.EMISSIONS_PICOGRAMS).doubleValue() / 1e12 - embodied,
        points.sum("footprint.co2e"),
        1e-9);
    assertEquals(50, points.sum("footprint.cpu.time"), 1e-9);
    assertEquals(50 * SECOND, points.sum("footprint.allocated"));
    assertEquals(5, points.sum("footprint.requests"));
    assertEquals(1, points.sum("footprint.errors"));
    assertEquals(3, points.value("footprint.requests", of(ORDERS)));
    assertEquals(0.009, points.value("footprint.energy", of(ORDERS)));
    assertEquals(books.coverage(), points.value("footprint.coverage"), 1e-12);
    assertEquals(1.2, points.value("footprint.pue"));
    assertEquals(400, points.value("footprint.carbon.intensity.grams.per.kilowatt.hour"), 1e-9);
    assertEquals(joules(books) / 100, points.value("footprint.power"), 1e-9);
    assertEquals(
        1,
        points.value(
            "footprint.build.info",
            Attributes.of(
                AttributeKey.stringKey("service.version"),
                "unknown",
                AttributeKey.stringKey("location"),
                "country/DEU",
                AttributeKey.stringKey("method"),
                "model-vm",
                AttributeKey.stringKey("version"),
                "unknown")));
  }

  @Test
  void haveTheUnitsAndKindsOfTheStandard() {
    start();
    serve(ORDERS, 1);
    pass(10);
    Map<String, String> told = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      told.put(metric.getName(), metric.getUnit() + " " + metric.getType());
      assertEquals("io.xfootprint", metric.getInstrumentationScopeInfo().getName());
      if (metric.getType() == MetricDataType.DOUBLE_SUM) {
        assertTrue(metric.getDoubleSumData().isMonotonic(), metric.getName());
        assertEquals(
            AggregationTemporality.CUMULATIVE,
            metric.getDoubleSumData().getAggregationTemporality());
      }
    }
    Map<String, String> meant = new TreeMap<>();
    for (CounterInstrument counter : CounterInstrument.values()) {
      meant.put(counter.instrument().id(), counter.instrument().ucum() + " DOUBLE_SUM");
    }
    for (GaugeInstrument gauge : GaugeInstrument.values()) {
      meant.put(gauge.instrument().id(), gauge.instrument().ucum() + " DOUBLE_GAUGE");
    }
    // No service is asked here, and what is not known is no point.
    meant.remove(GaugeInstrument.CARBON_INTENSITY_AGE.instrument().id());
    meant.put("footprint.build.info", " LONG_GAUGE");
    assertEquals(meant, told);
  }

  @Test
  void areAllOfOneReadingOfTheBooks() {
    start();
    serve(ORDERS, 1);
    for (int collection = 0; collection < 3; collection++) {
      int before = readings.get();
      assertFalse(reader.collectAllMetrics().isEmpty());
      assertEquals(before + 1, readings.get());
    }
  }

  /** The background takes what a long request has used until it ends. */
  @Test
  void areNeverNegativeForThoseWhoTakeDifferences() {
    start();
    pass(10);
    Attributes background = attributes("background", "none", "none");
    assertEquals(5, Points.of(deltas).value("footprint.cpu.time", background));
    monitor.ledger().add(ORDERS, new Footprint(4 * SECOND, 0, 1, 1));
    assertEquals(0, Points.of(deltas).value("footprint.cpu.time", background));
    pass(12);
    Points later = Points.of(deltas);
    assertEquals(2, later.value("footprint.cpu.time", background));
    assertEquals(11, Points.of(reader).sum("footprint.cpu.time"));
  }

  @Test
  void tellNothingThatIsNotKnown() {
    monitor.close();
    monitor =
        TestMonitor.start(
            Map.of(),
            () -> new ProcessUse(-1, -1, -1),
            () -> Instant.parse("2026-11-30T10:00:00Z"),
            nanoTime::get);
    start();
    monitor.ledger().add(ORDERS, Footprint.UNKNOWN);
    monitor.ledger().countRequest(ORDERS, false, false, false);
    pass(10);
    Points points = Points.of(reader);
    assertEquals(1, points.value("footprint.requests", of(ORDERS)));
    assertFalse(points.has("footprint.energy", of(ORDERS)));
    assertFalse(points.has("footprint.allocated", of(ORDERS)));
    assertFalse(points.has("footprint.cpu.time", attributes("background", "none", "none")));
    assertFalse(points.has("footprint.coverage", Attributes.empty()));
    assertFalse(points.has("footprint.power", Attributes.empty()));
    assertTrue(points.has("footprint.pue", Attributes.empty()));
  }

  @Test
  void comeAndGoWithTheApplication() {
    FootprintInstruments.register(context, openTelemetry);
    assertEquals(List.of(), List.copyOf(reader.collectAllMetrics()));
    ApplicationMonitor.start(context, monitor);
    serve(ORDERS, 1);
    assertEquals(1, Points.of(reader).sum("footprint.requests"));
    ApplicationMonitor.stop(context);
    assertEquals(List.of(), List.copyOf(reader.collectAllMetrics()));
  }

  @Test
  void mayBeAskedForWhenTheFilterHasStarted() {
    ApplicationMonitor.start(context, monitor);
    FootprintInstruments.register(context, openTelemetry);
    serve(ORDERS, 2);
    assertEquals(2, Points.of(reader).sum("footprint.requests"));
  }

  @Test
  void doNothingWhereNoSdkIs() {
    FootprintInstruments.register(context, OpenTelemetry.noop());
    ApplicationMonitor.start(context, monitor);
    serve(ORDERS, 1);
    ApplicationMonitor.stop(context);
  }

  /**
   * An SDK of the container or the agent outlives the application, and must not keep its classes.
   */
  @Test
  void leaveNothingInAnSdkThatOutlivesAHundredApplications() {
    monitor.ledger().countRequest(ORDERS, true, true, false);
    List<WeakReference<MeterInstruments>> gone = new ArrayList<>();
    for (int deployment = 0; deployment < 100; deployment++) {
      MeterInstruments instruments =
          MeterInstruments.register(
              openTelemetry, new MetricsSource(monitor, InstantSource.system()));
      gone.add(new WeakReference<>(instruments));
      assertEquals(1, Points.of(reader).value("footprint.requests", of(ORDERS)));
      instruments.close();
      assertEquals(List.of(), List.copyOf(reader.collectAllMetrics()));
    }
    for (int tries = 0; tries < 50 && anyLeft(gone); tries++) {
      System.gc();
    }
    assertFalse(anyLeft(gone));
  }

  private static boolean anyLeft(List<WeakReference<MeterInstruments>> references) {
    return references.stream().limit(99).anyMatch(reference -> reference.get() != null);
  }
}
