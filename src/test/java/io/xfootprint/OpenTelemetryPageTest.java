// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.MetricDataType;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.opentelemetry.FootprintInstruments;
import io.xfootprint.opentelemetry.RequestSpans;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.reading.ApplicationMonitor;
import jakarta.servlet.ServletContext;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;

/** The page on OpenTelemetry, held against what the SDK exports. */
class OpenTelemetryPageTest {

  private final MarkdownPage page = MarkdownPage.read("src/site/markdown/opentelemetry.md");

  private Map<String, String> described(String heading, String name, String kind) {
    Map<String, String> described = new TreeMap<>();
    page.table(heading).forEach(row -> described.put(row.text(name), row.text(kind)));
    return described;
  }

  @Test
  void namesEachAttributeOfASpan() {
    InMemorySpanExporter exported = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build()) {
      Span span = provider.get("test").spanBuilder("request").startSpan();
      try (Scope scope = span.makeCurrent()) {
        Objects.requireNonNull(new RequestSpans().get()).costs(new Footprint(1, 1, 1, 1), true);
      }
      span.end();
      Map<String, String> told = new TreeMap<>();
      exported
          .getFinishedSpanItems()
          .get(0)
          .getAttributes()
          .forEach(
              (key, value) ->
                  told.put(
                      key.getKey(), value.getClass().getSimpleName().toLowerCase(Locale.ROOT)));
      assertEquals(told, described("## Spans", "attribute", "type"));
    }
  }

  @Test
  void namesEachInstrumentWithItsUnit() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    OpenTelemetry openTelemetry =
        OpenTelemetrySdk.builder()
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
            .build();
    ServletContext context = new ServletContextHandler().getServletContext();
    AtomicLong nanoTime = new AtomicLong();
    AtomicLong cpuNanos = new AtomicLong();
    try (FootprintMonitor monitor =
        TestMonitor.start(
            Map.of("machine", "aws/m5.large", "location", "country/GBR", "grid", "uk"),
            () -> new ProcessUse(cpuNanos.get(), 0, cpuNanos.get()),
            InstantSource.system(),
            nanoTime::get)) {
      FootprintInstruments.register(context, openTelemetry);
      ApplicationMonitor.start(context, monitor);
      nanoTime.addAndGet(100_000_000_000L);
      cpuNanos.addAndGet(1_000_000_000L);
      monitor.ledger().add(new Route("GET", "/orders/*"), new Footprint(1_000, 1_000, 1_000, 1));
      Map<String, String> kinds = new TreeMap<>();
      Map<String, String> units = new TreeMap<>();
      for (MetricData metric : reader.collectAllMetrics()) {
        kinds.put(
            metric.getName(), metric.getType() == MetricDataType.DOUBLE_SUM ? "counter" : "gauge");
        units.put(metric.getName(), metric.getUnit());
      }
      assertEquals(kinds, described("## Metrics", "instrument", "kind"));
      assertEquals(units, described("## Metrics", "instrument", "unit"));
      ApplicationMonitor.stop(context);
    }
  }
}
