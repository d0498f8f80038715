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
 * A request that is followed to where it leaves its thread: asynchronous processing, listeners of
 * its body, includes. Otherwise transparent, but for the secret that {@link KeylessRequest} hides.
 */
final class FootprintRequest extends KeylessRequest {

  /** Servlet 6.1 removes a header that is set to null. */
  private static final int FIRST_WITH_REMOVAL = 61;

  private final Exchange exchange;
  private final HttpServletResponse response;
  private @Nullable TrackedInputStream input;
  private @Nullable FootprintAsyncContext async;

  /** Creates a wrapper; the response is the one that goes with it, already ours. */
  private FootprintRequest(
      HttpServletRequest request, HttpServletResponse response, Exchange exchange) {
    super(request);
    this.exchange = exchange;
    this.response = response;
  }

  /**
   * Returns the request to hand on: a wrapper that follows it to other threads, unless there is one
   * already. Jetty's servlet for files stays on its thread, and answers 416 without its page when
   * the request is wrapped.
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

  /** Makes our own attribute when it is asked for, so that it costs nothing where it is not. */
  @Override
  public @Nullable Object getAttribute(String name) {
    Object value = super.getAttribute(name);
    return value == null && RequestFigures.ATTRIBUTE.equals(name) && !isInWiderScope(name)
        ? exchange.figures()
        : value;
  }

  /** Pages look into the request first, so ours would hide what the application has elsewhere. */
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
    // Not startAsync(this, response): that would change the target of a later dispatch.
    return started(super.startAsync());
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return started(super.startAsync(request, response));
  }

  /** Not reached where the container refuses: then nothing has begun. */
  private AsyncContext started(AsyncContext inner) {
    AsyncCycle cycle = exchange.startAsync(inner, isConditional());
    return cycle == null ? inner : ours(inner, cycle);
  }

  private boolean isConditional() {
    return getHeader("If-None-Match") != null || getHeader("If-Modified-Since") != null;
  }

  /** Returns whether a header may stay on a 304: Tomcat 10.1, of Servlet 6.0, takes none back. */
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
    exchange.answer().beforeInterim();
    return super.upgrade(type);
  }

  @Override
  public @Nullable RequestDispatcher getRequestDispatcher(String path) {
    RequestDispatcher inner = super.getRequestDispatcher(path);
    return inner == null ? null : new MeasuredDispatcher(inner, this, exchange.answer());
  }
}
