// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous context that measures the tasks it starts, and has the headers set before it is
 * completed, if the request is not over by then. Everything else goes to the container's context.
 */
final class FootprintAsyncContext implements AsyncContext {

  private final AsyncContext inner;
  private final FootprintRequest request;
  private final HttpServletResponse response;
  private final Exchange exchange;
  private final AsyncCycle cycle;

  FootprintAsyncContext(
      AsyncContext inner,
      FootprintRequest request,
      HttpServletResponse response,
      Exchange exchange,
      AsyncCycle cycle) {
    this.inner = inner;
    this.request = request;
    this.response = response;
    this.exchange = exchange;
    this.cycle = cycle;
  }

  boolean delegatesTo(AsyncContext context) {
    return inner == context;
  }

  /**
   * Returns our context for one of the container's: this one if it wraps that, in the cycle that it
   * was made for.
   */
  AsyncContext inPlaceOf(AsyncContext context) {
    AsyncCycle current = currentCycle();
    return delegatesTo(context) && current == cycle
        ? this
        : new FootprintAsyncContext(context, request, response, exchange, current);
  }

  /** Returns the current cycle: listeners may have been handed on from one to the next. */
  AsyncCycle currentCycle() {
    AsyncCycle current = exchange.cycle();
    return current == null ? cycle : current;
  }

  /** Returns our wrapper for the request that it wraps, and any other request as it is. */
  @Nullable ServletRequest inPlaceOf(@Nullable ServletRequest given) {
    return given != null && given == request.getRequest() ? request : given;
  }

  /** Returns our wrapper where the container would give its own request, past every wrapper. */
  @Override
  public ServletRequest getRequest() {
    return inner.hasOriginalRequestAndResponse() ? request : inner.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return inner.hasOriginalRequestAndResponse() ? response : inner.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return inner.hasOriginalRequestAndResponse();
  }

  @Override
  public void complete() {
    cycle.beforeComplete();
    inner.complete();
  }

  @Override
  public void start(Runnable task) {
    exchange.account().execute(inner::start, task);
  }

  @Override
  public void dispatch() {
    dispatch(inner::dispatch);
  }

  @Override
  public void dispatch(String path) {
    dispatch(() -> inner.dispatch(path));
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    dispatch(() -> inner.dispatch(context, path));
  }

  private void dispatch(Runnable dispatch) {
    exchange.beforeDispatch(cycle);
    boolean accepted = false;
    try {
      dispatch.run();
      accepted = true;
    } finally {
      if (!accepted) {
        cycle.notDispatched();
      }
    }
  }

  @Override
  public void addListener(AsyncListener listener) {
    inner.addListener(new MeasuredAsyncListener(listener, this, exchange.account()));
  }

  @Override
  public void addListener(
      AsyncListener listener, ServletRequest request, ServletResponse response) {
    inner.addListener(
        new MeasuredAsyncListener(listener, this, exchange.account()), request, response);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return inner.createListener(type);
  }

  @Override
  public void setTimeout(long millis) {
    inner.setTimeout(millis);
  }

  @Override
  public long getTimeout() {
    return inner.getTimeout();
  }
}
