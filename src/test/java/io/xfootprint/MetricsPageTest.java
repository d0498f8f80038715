// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.xfootprint.micrometer.FootprintMetrics;
import io.xfootprint.reading.ApplicationMonitor;
import jakarta.servlet.ServletContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;

/** The page on metrics, held against a scrape. */
class MetricsPageTest {

  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) (\\w+)$");

  @Test
  void namesEachMeterAsPrometheusDoes() {
    List<MarkdownPage.Cells> rows =
        MarkdownPage.read("src/site/markdown/metrics.md").table("## Meters");
    Map<String, String> described = new TreeMap<>();
    rows.forEach(row -> described.put(row.text("Prometheus"), row.text("kind")));
    List<String> meters = rows.stream().map(row -> row.text("meter")).sorted().toList();

    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    ServletContext context = new ServletContextHandler().getServletContext();
    try (FootprintMonitor monitor =
        TestMonitor.start(Map.of(), InstantSource.system(), System::nanoTime)) {
      new FootprintMetrics(context).bindTo(registry);
      ApplicationMonitor.start(context, monitor);
      Map<String, String> scraped = new TreeMap<>();
      TYPE.matcher(registry.scrape())
          .results()
          .forEach(type -> scraped.put(type.group(1), type.group(2)));
      assertEquals(scraped, described);
      assertEquals(
          registry.getMeters().stream()
              .map(meter -> meter.getId().getName())
              .distinct()
              .sorted()
              .toList(),
          meters);
      ApplicationMonitor.stop(context);
    }
  }
}
