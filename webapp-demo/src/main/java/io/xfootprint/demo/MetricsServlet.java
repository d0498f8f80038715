// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.xfootprint.micrometer.FootprintMetrics;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes what the shop has cost as Prometheus reads it: {@code /metrics}. */
final class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private MetricsServlet() {}

  /** Adds the meters and the path to an application that is starting. */
  static void addTo(ServletContext context) {
    MetricsServlet servlet = new MetricsServlet();
    new FootprintMetrics(context).bindTo(servlet.registry);
    context.addServlet("metrics", servlet).addMapping("/metrics");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain; version=0.0.4; charset=utf-8");
    response.getWriter().write(registry.scrape());
  }
}
