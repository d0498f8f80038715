// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.body.TrackedInputStream;
import io.xfootprint.body.TrackedReader;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The request that applications get. It follows their work to where it leaves the thread or the
 * response goes to another resource: asynchronous processing, listeners of the body, forwards and
 * includes. Otherwise it is transparent, but for the secret that {@link KeylessRequest} hides.
 *
 * <p>Used by the thread that serves the request, as the container's own.
 */
final class FootprintRequest extends KeylessRequest {

  /** First version of the servlet API, times ten, in which setting a header to null removes it. */
  private static final int FIRST_WITH_REMOVAL = 61;

  private final Exchange exchange;
  private final HttpServletResponse response;

  /** Given to the application before; null if it has not asked. */
  private @Nullable TrackedInputStream input;

  /** Given to the application before; null if it has not asked. */
  private @Nullable FootprintAsyncContext async;

  /**
   * Creates a wrapper of a request and of the response that goes with it, which is ours already.
   */
  private FootprintRequest(
      HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
    super(request);
    this.exchange = exchange;
    this.response = response;
  }

  /**
   * Returns the request to hand on: a wrapper, unless there is one already or the request is for
   * {@link PartOfFile}.
   */
  static HttpServletRequest of(
      HttpServletRequest request,
      HttpServletResponse wrapped,
      Exchange exchange,
      FilterChain chain) {
    return PartOfFile.isAskedFor(request, exchange.mapping(), chain) || isIn(request)
        ? request
        : new FootprintRequest(request, wrapped, exchange);
  }

  /** Returns whether one of ours is in a chain of wrappers. */
  static boolean isIn(ServletRequest request) {
    return request instanceof FootprintRequest
        || (request instanceof HttpServletRequestWrapper wrapper
            && wrapper.isWrapperFor(FootprintRequest.class));
  }

  /** {@inheritDoc} Ours is made when it is asked for, so it costs other requests nothing. */
  @Override
  public @Nullable Object getAttribute(String name) {
    Object value = super.getAttribute(name);
    return value == null && RequestFigures.ATTRIBUTE.equals(name) && !isInWiderScope(name)
        ? exchange.figures()
        : value;
  }

  /**
   * Returns whether the application has an attribute of our name in its session or servlet context.
   * Pages look into the request first, so ours would hide it.
   */
  private boolean isInWiderScope(String name) {
    if (getServletContext().getAttribute(name) != null) {
      return true;
    }
    try {
      HttpSession session = getSession(false);
      return session != null && session.getAttribute(name) != null;
    } catch (IllegalStateException e) {
      // The session has just ended.
      return false;
    }
  }

  @Override
  public AsyncContext startAsync() {
    // Not startAsync(this, response): after a forward that would change the target of a later
    // dispatch(), and hasOriginalRequestAndResponse().
    return started(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return started(super.startAsync(request, response));
  }

  /** Returns our context for one just started. Where the container refuses, nothing has begun. */
  private AsyncContext started(AsyncContext inner) {
    AsyncCycle cycle = exchange.startAsync(inner, isConditional());
    return cycle == null ? inner : ours(inner, cycle);
  }

  /** Returns whether the answer may be a 304. */
  private boolean isConditional() {
    return getHeader("If-None-Match") != null || getHeader("If-Modified-Since") != null;
  }

  /**
   * Returns whether a header that is set now could stay on a 304, as containers before Servlet 6.1,
   * such as Tomcat 10.1, may be unable to remove it.
   */
  boolean mayKeepHeadersNotModified() {
    ServletContext context = getServletContext();
    return isConditional()
        && context.getMajorVersion() * 10 + context.getMinorVersion() < FIRST_WITH_REMOVAL;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext inner = super.getAsyncContext();
    if (async != null && async.delegatesTo(inner)) {
      return async;
    }
    AsyncCycle cycle = exchange.cycle(inner);
    return cycle == null ? inner : ours(inner, cycle);
  }

  private AsyncContext ours(AsyncContext inner, AsyncCycle cycle) {
    async = new FootprintAsyncContext(inner, this, response, exchange, cycle);
    return async;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    ServletInputStream inner = super.getInputStream();
    // The same object each time, as the container does.
    if (input == null || !input.wraps(inner)) {
      input = new TrackedInputStream(inner, exchange.answer(), exchange.account());
    }
    return input;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    return new TrackedReader(super.getReader(), exchange.answer());
  }

  @Override
  public <T extends HttpUpgradeHandler> T upgrade(Class<T> type)
      throws IOException, ServletException {
    // Its 101 must carry no header of ours, and Jetty sends it within this call.
    exchange.answer().beforeInterim();
    return super.upgrade(type);
  }

  @Override
  public @Nullable RequestDispatcher getRequestDispatcher(String path) {
    RequestDispatcher inner = super.getRequestDispatcher(path);
    return inner == null ? null : new MeasuredDispatcher(inner, this, exchange);
  }
}
