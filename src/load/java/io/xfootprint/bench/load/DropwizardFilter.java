// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A timer, a counter of requests in work and a meter by status of Dropwizard Metrics: what its own
 * filter for servlets keeps. One of all routes, not one for each.
 */
final class DropwizardFilter implements Filter {

  private final MetricRegistry registry = new MetricRegistry();
  private final Timer timer = registry.timer("requests");
  private final Counter active = registry.counter("active");
  private final Map<Integer, Meter> byStatus = new ConcurrentHashMap<>();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse wrapped = new HttpServletResponseWrapper((HttpServletResponse) response);
    active.inc();
    try (Timer.Context running = timer.time()) {
      chain.doFilter(request, wrapped);
    } finally {
      active.dec();
      byStatus
          .computeIfAbsent(wrapped.getStatus(), status -> registry.meter("responses." + status))
          .mark();
    }
  }
}
