// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.http.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** A timer of Micrometer by method, route, status and outcome, as frameworks set one up. */
final class MicrometerFilter implements Filter {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Timer.Sample sample = Timer.start(registry);
    try {
      chain.doFilter(request, response);
    } finally {
      HttpServletRequest http = (HttpServletRequest) request;
      int status = ((HttpServletResponse) response).getStatus();
      sample.stop(
          Timer.builder("http.server.requests")
              .tag("method", http.getMethod())
              .tag("uri", http.getServletPath())
              .tag("status", Integer.toString(status))
              .tags(List.of(Outcome.forStatus(status).asTag()))
              .register(registry));
    }
  }
}
