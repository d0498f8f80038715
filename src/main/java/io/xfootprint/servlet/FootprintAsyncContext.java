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
 * An asynchronous context that measures the tasks it starts, and sets our headers before it is
 * completed, if the request is not over by then. Everything else goes to the container's context.
 *
 * <p>Applications keep it and call it from any thread, also when the request is long over. So it
 * holds the cycle in which it was handed out: a late {@code complete()} finds that ended, and
 * touches nothing of the next request on the connection.
 */
final class FootprintAsyncContext implements AsyncContext {

  private final AsyncContext inner;
  private final FootprintRequest request;
  private final HttpServletResponse response;
  private final Exchange exchange;

  /** The cycle in which this was handed out. */
  private final AsyncCycle cycle;

  /**
   * Creates a context.
   *
   * @param inner the container's
   * @param request our wrapper, whose request has started it
   * @param response our wrapper that goes with it
   */
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

  /** Returns whether calls go to this context of the container's. */
  boolean delegatesTo(AsyncContext context) {
    return inner == context;
  }

  /**
   * Returns our context for the container's in an event. It is this one if it delegates to that, in
   * the cycle in which it was handed out.
   */
  AsyncContext inPlaceOf(AsyncContext context) {
    AsyncCycle current = currentCycle();
    return delegatesTo(context) && current == cycle
        ? this
        : new FootprintAsyncContext(context, request, response, exchange, current);
  }

  /** Returns the current cycle: a listener may have registered itself again in the next one. */
  AsyncCycle currentCycle() {
    AsyncCycle current = exchange.cycle();
    return current == null ? cycle : current;
  }

  /** Returns our wrapper in place of the request that it wraps, and any other request as it is. */
  @Nullable ServletRequest inPlaceOf(@Nullable ServletRequest given) {
    return given != null && given == request.getRequest() ? request : given;
  }

  /**
   * {@inheritDoc}
   *
   * <p>After {@code startAsync()} without arguments a container gives its own objects here, past
   * every wrapper, as the specification says. What is written to that response would commit without
   * our headers, so this gives our wrappers instead.
   */
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
    // The last chance: the answer may be sent, and the response used again, before inner returns.
    cycle.beforeComplete();
    exchange.beforeHandOver();
    inner.complete();
  }

  /** {@inheritDoc} The task is charged to the request that starts it. */
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
    // Noted before: the next pass may begin on another thread before the container's call returns.
    exchange.beforeDispatch(cycle);
    exchange.beforeHandOver();
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

  /** {@inheritDoc} Not wrapped here: the application hands it to {@code addListener}. */
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
