// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** A span for each request, as an application makes it that has no agent. */
final class TracingFilter implements Filter {

  private static final String SPAN = TracingFilter.class.getName();

  private final Tracer tracer;

  TracingFilter(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean isFirst = request.getAttribute(SPAN) == null;
    if (isFirst) {
      request.setAttribute(SPAN, tracer.spanBuilder("request").startSpan());
    }
    Span span = (Span) request.getAttribute(SPAN);
    try (Scope scope = span.makeCurrent()) {
      chain.doFilter(request, response);
    } finally {
      if (!isFirst) {
        // The listener ends it.
      } else if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new Ending(span));
      } else {
        span.end();
      }
    }
  }

  private record Ending(Span span) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      span.end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
