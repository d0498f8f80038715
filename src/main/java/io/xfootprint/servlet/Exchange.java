// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.ledger.Route;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, over all passes through the filter.
 *
 * <p>Stands in a request attribute from the first pass on. What an application with classes of its
 * own finds there is a {@link Runnable}, to be run at the end of its nested pass.
 */
final class Exchange implements Runnable {

  /** Keyed by the filter's class, so that a second filter finds what the outer one began. */
  static final String ATTRIBUTE = FootprintFilter.class.getName() + ".exchange";

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);
  private static final int STATUS_NOT_KNOWN = 0;

  /** Its name on Jetty, Tomcat and Undertow. */
  private static final String DEFAULT_SERVLET = "default";

  private final FilterSetup setup;
  private final RequestAccount account;
  private final CostHeaders headers;

  /** What an answer in pieces ends with; null if this one cannot. */
  private final @Nullable FootprintTrailer trailer;

  /** As the first pass found it: a forward may change it. */
  private final @Nullable HttpServletMapping mapping;

  /** What our wrapper stands around: it would take headers set on itself for the application's. */
  private @Nullable HttpServletResponse unwrapped;

  /** The request of the pass that is under way; containers use it again when it is over. */
  private @Nullable HttpServletRequest passing;

  private boolean errorSent;
  private boolean included;

  /** How deep in includes the container's thread is. */
  private int includes;

  /** Whether the pass that is under way on the container's thread has given the answer away. */
  private boolean asyncStarted;

  private Exchange(FilterSetup setup, HttpServletRequest request) {
    this.setup = setup;
    account = setup.monitor().begin();
    boolean exposed = setup.exposure().allows(request);
    headers = new CostHeaders(setup, account, this::likelyRoute, exposed);
    trailer =
        exposed && setup.showsTrailer() && TrailerWish.of(request)
            ? new FootprintTrailer(setup.header(), account, this::likelyRoute)
            : null;
    mapping = request.getHttpServletMapping();
  }

  /** Begins the exchange of a request that is seen for the first time. */
  static Exchange begin(FilterSetup setup, HttpServletRequest request) {
    Exchange exchange = new Exchange(setup, request);
    request.setAttribute(ATTRIBUTE, exchange);
    return exchange;
  }

  RequestAccount account() {
    return account;
  }

  /** Returns what the request has cost so far, for a page that shows it. */
  RequestFigures figures() {
    return new RequestFigures(account.told(this::likelyRoute), setup.monitor().ledger().total());
  }

  CostHeaders headers() {
    return headers;
  }

  @Nullable FootprintTrailer trailer() {
    return trailer;
  }

  /** Tells whether the answer is written by an included resource, whose flushes some ignore. */
  boolean isIncluding() {
    return includes > 0;
  }

  /** Begins a pass that is not inside another one. */
  void beginPass(HttpServletRequest request) {
    asyncStarted = false;
    passing = request;
  }

  /**
   * Returns the request to hand on: a wrapper that follows it to other threads, unless there is one
   * already. Jetty's servlet for files stays on its thread, and answers 416 without its page when
   * the request is wrapped.
   */
  HttpServletRequest wrap(HttpServletRequest request, HttpServletResponse wrapped) {
    return isForPartOfFile(request) || FootprintRequest.isIn(request)
        ? request
        : new FootprintRequest(request, wrapped, this);
  }

  private boolean isForPartOfFile(HttpServletRequest request) {
    return mapping != null
        && mapping.getMappingMatch() == MappingMatch.DEFAULT
        && DEFAULT_SERVLET.equals(mapping.getServletName())
        && request.getHeader("Range") != null;
  }

  /**
   * Returns the response to hand on: a wrapper that tells us before it is committed, unless there
   * is one already or nobody is to be told.
   */
  HttpServletResponse wrap(HttpServletResponse response) {
    if (FootprintResponse.isIn(response)) {
      return response;
    }
    unwrapped = response;
    return setup.exposure().possible() ? new FootprintResponse(response, this) : response;
  }

  /**
   * Puts the cost so far into the headers, as the answer may be committed next. A later call
   * replaces an earlier one.
   */
  void beforeCommit(HttpServletResponse response) {
    headers.mark(response, true);
  }

  /**
   * Notes that the answer is about to be given to other threads. What is set here is the last that
   * is sure to be free of races, and stays where nothing later can be set.
   *
   * @param mayBeNotModified whether the answer may yet be a 304, which must not carry our headers;
   *     Tomcat 10.1 cannot take them back
   */
  void beforeAsync(boolean mayBeNotModified) {
    HttpServletResponse response = unwrapped;
    if (!mayBeNotModified) {
      markIfPossible(true);
    } else if (response != null && !response.isCommitted()) {
      headers.vary(response);
    }
    asyncStarted = true;
  }

  /** To be called before the answer is completed, on the thread that owns it. */
  void beforeComplete() {
    HttpServletResponse response = unwrapped;
    if (response == null) {
      return;
    }
    // Work of a thread that is not measured went unseen, so the figure may lack some.
    markIfPossible(!account.isMeasuredHere() || account.mayGrow());
    if (trailer != null) {
      trailer.beforeComplete();
    }
    if (response.getStatus() >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
      account.fail();
    }
  }

  /** To be called before a listener that may complete the answer. */
  void beforeListener() {
    markIfPossible(true);
  }

  /** To be called before an include; the first one of a request is enough to have the headers. */
  void beforeInclude() {
    includes++;
    if (!included) {
      included = true;
      markIfPossible(true);
    }
  }

  void afterInclude() {
    includes--;
  }

  private void markIfPossible(boolean partial) {
    HttpServletResponse response = unwrapped;
    if (response != null && !response.isCommitted()) {
      headers.mark(response, partial);
    }
  }

  /** Notes that the container will write an error page when this pass is over. */
  void errorSent() {
    errorSent = true;
  }

  /** Notes that all headers are gone. */
  void headersReset() {
    errorSent = false;
  }

  /** Begins a pass inside another one. */
  void beginNestedPass(HttpServletRequest nested) {
    if (nested.getDispatcherType() == DispatcherType.INCLUDE) {
      includes++;
    }
  }

  /**
   * Ends a pass inside another one, unless it is an include. Tomcat 11 closes a forwarded response
   * as soon as this returns, past every wrapper; Jetty's default servlet runs an error page inside
   * its own pass, and sends it likewise.
   */
  @Override
  public void run() {
    if (!asyncStarted) {
      markIfPossible(true);
    }
  }

  /** Ends a pass inside another one. */
  void endNestedPass(HttpServletRequest nested) {
    if (nested.getDispatcherType() == DispatcherType.INCLUDE) {
      includes--;
    } else {
      run();
    }
  }

  /** Ends a pass on the thread that began it, when its segment is closed. */
  void endPass(HttpServletRequest request, HttpServletResponse response, boolean completed) {
    try {
      if (asyncStarted || request.isAsyncStarted()) {
        // From here on the response may belong to another thread, so its status is not read.
        account.update();
        account.bookTo(setup.routes().of(request, mapping, STATUS_NOT_KNOWN));
        if (!completed || isErrorPage(request)) {
          account.fail();
        }
        return;
      }
      account.update();
      // After sendError the response counts as committed, yet on Jetty headers can still be set:
      // where it does not work, what was set before stays.
      if (!response.isCommitted() || errorSent) {
        // An asynchronous dispatch may bring our wrapper, inside one of the application's.
        headers.mark(unwrapped == null ? response : unwrapped, account.mayGrow());
        errorSent = false;
      }
      int status = response.getStatus();
      account.bookTo(setup.routes().of(request, mapping, status));
      if (!completed || status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
        account.fail();
      }
    } catch (RuntimeException e) {
      log.debug("A request could not be booked", e);
    } finally {
      passing = null;
    }
  }

  /** After a timeout Tomcat and Undertow write their page while the request is still started. */
  private static boolean isErrorPage(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
        && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        && status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns the route as far as it is known: a framework may tell more when it has found it. */
  private @Nullable Route likelyRoute() {
    HttpServletRequest request = passing;
    return request == null ? null : setup.routes().of(request, mapping, STATUS_NOT_KNOWN);
  }
}
