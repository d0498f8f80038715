// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Statement;
import io.xfootprint.model.Footprint;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.reading.ApplicationMonitor;
import jakarta.servlet.ServletContext;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters in registries of the real library, of books that the test writes. */
class FootprintMetricsTest {

  private static final long SECOND = 1_000_000_000;
  private static final Route ORDERS = new Route("GET", "/orders/{id}");

  private static final Footprint COST = new Footprint(1_000_000, 2_000, 3_000_000, 4_000_000_000L);

  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^(footprint_\\w+?)(?:\\{(.*)\\})? (\\S+)$");

  private final AtomicLong nanoTime = new AtomicLong(5 * SECOND);
  private final AtomicLong cpuNanos = new AtomicLong();
  private final ServletContext context = new ServletContextHandler().getServletContext();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
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
        () -> new ProcessUse(cpuNanos.get(), 0, cpuNanos.get()),
        () -> Instant.parse("2026-11-30T10:00:00Z"),
        nanoTime::get);
  }

  @AfterEach
  void close() {
    monitor.close();
    registry.close();
  }

  private void serve(Route route, long requests) {
    for (long i = 0; i < requests; i++) {
      monitor.ledger().add(route, COST);
      monitor.ledger().countRequest(route, true, true, false);
    }
  }

  private void pass(long seconds) {
    nanoTime.addAndGet(seconds * SECOND);
    cpuNanos.addAndGet(seconds * SECOND / 2);
  }

  /** Returns the samples of a scrape by name and labels. */
  private Map<String, Double> scrape() {
    Map<String, Double> samples = new TreeMap<>();
    for (MatchResult sample : SAMPLE.matcher(registry.scrape()).results().toList()) {
      String labels = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
      samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3)));
    }
    return samples;
  }

  private static double value(Map<String, Double> samples, String series) {
    return Objects.requireNonNull(samples.get(series), () -> series + " in " + samples);
  }

  private static double sum(Map<String, Double> samples, String name) {
    return samples.entrySet().stream()
        .filter(sample -> sample.getKey().matches(name + "(\\{.*)?"))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static String series(String name, String line, String method, String route) {
    return "%s{http_request_method=\"%s\",http_route=\"%s\",line=\"%s\"}"
        .formatted(name, method, route, line);
  }

  private static double joules(Statement statement) {
    return statement.full().get(Metric.ENERGY_NANOJOULES).doubleValue() / 1e9;
  }

  @Test
  void addUpToTheBooks() {
    new FootprintMetrics(context).bindTo(registry);
    ApplicationMonitor.start(context, monitor);
    serve(ORDERS, 3);
    serve(new Route("POST", "/orders"), 2);
    monitor.ledger().countError(ORDERS);
    pass(100);
    Map<String, Double> samples = scrape();

    Statement books = monitor.ledger().snapshot().sinceStart();
    assertEquals(joules(books), sum(samples, "footprint_energy_joules_total"), 1e-9);
    double embodied =
        books.line(CostCategory.EMBODIED).get(Metric.EMISSIONS_PICOGRAMS).doubleValue() / 1e12;
    assertTrue(embodied > 0);
    assertEquals(embodied, sum(samples, "footprint_embodied_grams_total"), 1e-12);
    assertEquals(
        books.full().get(Metric.EMISSIONS_PICOGRAMS).doubleValue() / 1e12 - embodied,
        sum(samples, "footprint_co2e_grams_total"),
        1e-9);
    assertEquals(50, sum(samples, "footprint_cpu_time_seconds_total"), 1e-9);
    assertEquals(50 * SECOND, sum(samples, "footprint_allocated_bytes_total"));
    assertEquals(5, sum(samples, "footprint_requests_total"));
    assertEquals(1, sum(samples, "footprint_errors_total"));
    assertEquals(
        3, value(samples, series("footprint_requests_total", "route", "GET", "/orders/{id}")));
    assertEquals(
        0.009,
        value(samples, series("footprint_energy_joules_total", "route", "GET", "/orders/{id}")));
    assertEquals(
        books.coverage(), value(samples, "footprint_coverage"), 1e-12, "coverage of the log");
    assertEquals(1.2, value(samples, "footprint_pue"));
    assertEquals(400, value(samples, "footprint_carbon_intensity_grams_per_kilowatt_hour"), 1e-9);
    assertEquals(joules(books) / 100, value(samples, "footprint_power_watts"), 1e-9);
    assertEquals(
        1,
        value(
            samples,
            "footprint_build_info{location=\"country/DEU\",method=\"model-vm\","
                + "service_version=\"unknown\",version=\"unknown\"}"));
  }

  /** Each line has its own series; idle power takes no CPU time, and no request is one of it. */
  @Test
  void haveASeriesForEachLineThatCanHaveIt() {
    new FootprintMetrics(context).bindTo(registry);
    ApplicationMonitor.start(context, monitor);
    pass(10);
    List<String> names = new ArrayList<>(scrape().keySet());
    names.removeIf(name -> !name.contains("line=") || name.contains("(other)"));
    assertEquals(
        List.of(
            series("footprint_allocated_bytes_total", "background", "none", "none"),
            series("footprint_co2e_grams_total", "background", "none", "none"),
            series("footprint_co2e_grams_total", "idle", "none", "none"),
            series("footprint_co2e_grams_total", "memory", "none", "none"),
            series("footprint_cpu_time_seconds_total", "background", "none", "none"),
            series("footprint_energy_joules_total", "background", "none", "none"),
            series("footprint_energy_joules_total", "idle", "none", "none"),
            series("footprint_energy_joules_total", "memory", "none", "none")),
        names);
  }

  @Test
  void agreeWithEachOtherWhileRequestsGoOn() throws Exception {
    new FootprintMetrics(context).bindTo(registry);
    ApplicationMonitor.start(context, monitor);
    AtomicBoolean ends = new AtomicBoolean();
    ExecutorService servers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> serving = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Route route = new Route("GET", "/" + thread);
        serving.add(
            servers.submit(
                () -> {
                  while (!ends.get()) {
                    serve(route, 1);
                  }
                }));
      }
      double before = -1;
      for (int scrape = 0; scrape < 300; scrape++) {
        Map<String, Double> samples = scrape();
        double cpuSeconds = 0;
        for (int thread = 0; thread < 4; thread++) {
          String route = "/" + thread;
          double seconds = of(samples, "footprint_cpu_time_seconds_total", route);
          // At most the request that its thread adds, if that thread does not get to run.
          assertEquals(seconds * 3, of(samples, "footprint_energy_joules_total", route), 0.0031);
          assertEquals(seconds * 4, of(samples, "footprint_co2e_grams_total", route), 0.0041);
          cpuSeconds += seconds;
        }
        assertTrue(cpuSeconds >= before, "counters never fall");
        before = cpuSeconds;
      }
      ends.set(true);
      for (Future<?> one : serving) {
        one.get();
      }
      assertTrue(before > 0);
    } finally {
      servers.shutdownNow();
    }
  }

  private static double of(Map<String, Double> samples, String name, String route) {
    return samples.getOrDefault(series(name, "route", "GET", route), 0.0);
  }

  /** The background takes what a long request has used until it ends. */
  @Test
  void neverFallWhenARequestTakesItsCostFromTheBackground() {
    new FootprintMetrics(context).bindTo(registry);
    ApplicationMonitor.start(context, monitor);
    pass(10);
    String background = series("footprint_cpu_time_seconds_total", "background", "none", "none");
    assertEquals(5, value(scrape(), background));
    monitor.ledger().add(ORDERS, new Footprint(4 * SECOND, 0, 1, 1));
    assertEquals(5, value(scrape(), background));
    pass(12);
    Map<String, Double> later = scrape();
    assertEquals(7, value(later, background));
    assertEquals(11, sum(later, "footprint_cpu_time_seconds_total"));
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
    new FootprintMetrics(context).bindTo(registry);
    ApplicationMonitor.start(context, monitor);
    monitor.ledger().add(ORDERS, Footprint.UNKNOWN);
    monitor.ledger().countRequest(ORDERS, false, false, false);
    pass(10);
    Map<String, Double> samples = scrape();
    assertEquals(Double.NaN, of(samples, "footprint_energy_joules_total", "/orders/{id}"));
    assertEquals(Double.NaN, of(samples, "footprint_allocated_bytes_total", "/orders/{id}"));
    assertEquals(1, of(samples, "footprint_requests_total", "/orders/{id}"));
    assertEquals(
        Double.NaN,
        value(samples, series("footprint_cpu_time_seconds_total", "background", "none", "none")));
    assertEquals(Double.NaN, value(samples, "footprint_coverage"));
    assertEquals(Double.NaN, value(samples, "footprint_power_watts"));
  }

  @Test
  void tellNewRoutesInTheScrapeThatFindsThem() {
    new FootprintMetrics(context).bindTo(registry);
    ApplicationMonitor.start(context, monitor);
    serve(ORDERS, 1);
    registry.get("footprint.power").gauge().value();
    assertEquals(1, of(scrape(), "footprint_requests_total", "/orders/{id}"));
  }

  @Test
  void nameTheRoutesBeyondTheBound() {
    monitor.close();
    monitor =
        TestMonitor.start(
            Map.of("routes.max", "1"), () -> Instant.parse("2026-11-30T10:00:00Z"), nanoTime::get);
    ApplicationMonitor.start(context, monitor);
    new FootprintMetrics(context).bindTo(registry);
    serve(ORDERS, 1);
    serve(new Route("GET", "/other"), 2);
    Map<String, Double> samples = scrape();
    assertEquals(3, sum(samples, "footprint_requests_total"));
    assertEquals(2, value(samples, series("footprint_requests_total", "route", "none", "(other)")));
  }

  @Test
  void comeAndGoWithTheApplication() {
    MeterRegistry simple = new SimpleMeterRegistry();
    CompositeMeterRegistry all = new CompositeMeterRegistry();
    all.add(simple);
    all.add(registry);
    FootprintMetrics metrics = new FootprintMetrics(context);
    metrics.bindTo(all);
    assertEquals(List.of(), all.getMeters());
    ApplicationMonitor.start(context, monitor);
    serve(ORDERS, 1);
    assertEquals(1, sum(scrape(), "footprint_requests_total"));
    assertFalse(simple.getMeters().isEmpty());
    ApplicationMonitor.stop(context);
    assertEquals(List.of(), all.getMeters());
    assertEquals(List.of(), simple.getMeters());
    assertFalse(registry.scrape().contains("footprint"));
  }

  /** A registry of the container outlives the application, and must not keep its classes. */
  @Test
  void leaveNothingInARegistryThatOutlivesAHundredApplications() throws Exception {
    List<WeakReference<FootprintMetrics>> gone = new ArrayList<>();
    for (int deployment = 0; deployment < 100; deployment++) {
      ServletContext own = new ServletContextHandler().getServletContext();
      FootprintMetrics metrics = new FootprintMetrics(own, Tags.of("app", "shop"));
      metrics.bindTo(registry);
      gone.add(new WeakReference<>(metrics));
      try (FootprintMonitor one = monitor()) {
        ApplicationMonitor.start(own, one);
        one.ledger().countRequest(ORDERS, true, true, false);
        assertTrue(registry.scrape().contains("/orders/{id}"), "deployment " + deployment);
        ApplicationMonitor.stop(own);
      }
      assertEquals(List.of(), registry.getMeters());
    }
    for (int tries = 0; tries < 50 && anyLeft(gone); tries++) {
      System.gc();
    }
    assertFalse(anyLeft(gone));
  }

  private static boolean anyLeft(List<WeakReference<FootprintMetrics>> references) {
    return references.stream().limit(99).anyMatch(reference -> reference.get() != null);
  }

  @Test
  void sayWhenTwoApplicationsCannotBeToldApart() {
    ServletContext other = new ServletContextHandler().getServletContext();
    new FootprintMetrics(context).bindTo(registry);
    ApplicationMonitor.start(context, monitor);
    try (CapturedLog log = CapturedLog.of("io.xfootprint.micrometer", Level.WARN);
        FootprintMonitor second = monitor()) {
      FootprintMetrics refused = new FootprintMetrics(other);
      refused.bindTo(registry);
      ApplicationMonitor.start(other, second);
      assertEquals(1, log.messages().size());
      assertTrue(log.messages().get(0).contains("give each application a tag of its own"));
      second.ledger().countRequest(ORDERS, true, true, false);
      pass(10);
      refused.addNewRoutes();
      assertEquals(
          Statement.NONE.line(CostCategory.IDLE),
          second.ledger().snapshot().sums().line(CostCategory.IDLE),
          "no reading is taken");
      ApplicationMonitor.stop(other);
      serve(ORDERS, 1);
      assertEquals(1, sum(scrape(), "footprint_requests_total"));
      new FootprintMetrics(other, Tags.of("app", "second")).bindTo(new SimpleMeterRegistry());
    }
  }

  @Test
  void areReadTogetherInOtherRegistriesToo() {
    SimpleMeterRegistry simple = new SimpleMeterRegistry();
    ApplicationMonitor.start(context, monitor);
    new FootprintMetrics(context).bindTo(simple);
    serve(ORDERS, 2);
    pass(10);
    simple.get("footprint.coverage").gauge().value();
    double joules =
        simple.get("footprint.energy").functionCounters().stream()
            .mapToDouble(FunctionCounter::count)
            .sum();
    LedgerSnapshot books = monitor.ledger().snapshot();
    assertEquals(joules(books.sinceStart()), joules, 1e-9);
  }
}
