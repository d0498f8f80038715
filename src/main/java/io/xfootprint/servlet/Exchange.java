// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.header.CostSource;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, over all passes through the filter.
 *
 * <pre>{@code
 * new Exchange -> beginPass -> endPass                                 most requests
 *                 beginPass -> startAsync -> endPass ... beforeComplete     asynchronous ones
 *                                            endPass ... beforeDispatch -> beginPass -> endPass
 * }</pre>
 *
 * <p>Kept in a request attribute from the first pass on.
 */
final class Exchange implements CostSource, NestedPassEnd, AsyncCycle.Listener {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);
  private static final int STATUS_NOT_KNOWN = 0;

  private final FilterConfiguration configuration;
  private final RequestAccount account;

  /** From the first pass: a forward may change it. */
  private final @Nullable HttpServletMapping mapping;

  private final OwnResponse response = new OwnResponse();
  private final Answer answer;

  /** The request of the pass that is under way; containers use it again when it is over. */
  private @Nullable HttpServletRequest passing;

  /** Begins the exchange of a request that is seen for the first time. */
  Exchange(
      FilterConfiguration configuration,
      HttpServletRequest request,
      @Nullable HttpServletMapping mapping) {
    this.configuration = configuration;
    this.mapping = mapping;
    account = configuration.monitor().begin();
    answer = Answer.to(request, configuration, this, account, response);
  }

  RequestAccount account() {
    return account;
  }

  Answer answer() {
    return answer;
  }

  @Nullable HttpServletMapping mapping() {
    return mapping;
  }

  @Override
  public Footprint cost() {
    return account.bestEstimate(this::likelyRoute);
  }

  @Override
  public boolean isEstimated() {
    return account.isEstimated();
  }

  /** Returns the cost of the request so far, for a page that shows it. */
  RequestFigures figures() {
    return new RequestFigures(cost(), configuration.monitor().ledger().total());
  }

  /** Returns the route as far as it is known: a framework may tell more when it has found it. */
  private @Nullable Route likelyRoute() {
    HttpServletRequest request = passing;
    return request == null ? null : route(request, STATUS_NOT_KNOWN);
  }

  private Route route(HttpServletRequest request, int status) {
    return configuration.routes().of(request, mapping, status);
  }

  /**
   * Begins a pass that is not inside another one.
   *
   * @return the response to hand on: a wrapper that gives notice before it is committed, unless
   *     there is one already or no answer may show the cost
   */
  HttpServletResponse beginPass(HttpServletRequest request, HttpServletResponse given) {
    answer.beginPass(request.getDispatcherType());
    passing = request;
    if (FootprintResponse.isIn(given)) {
      return given;
    }
    response.set(given);
    return configuration.policy().exposesAny()
        ? new FootprintResponse(
            given, answer, answer.track(given, configuration.buffering()), account)
        : given;
  }

  /** Ends a pass inside another one, of this application or of one with a jar of its own. */
  @Override
  public void run() {
    answer.endNestedPass();
  }

  /**
   * Ends a pass on the thread that began it, when its segment is closed.
   *
   * @param thrown the exception that left the filters behind ours, if any did
   */
  void endPass(HttpServletRequest request, HttpServletResponse given, @Nullable Throwable thrown) {
    try {
      AsyncCycle cycle = response.cycle();
      if (cycle != null || request.isAsyncStarted()) {
        endAsyncPass(request, cycle, thrown);
      } else {
        answer.endPass(given, account.mayGrow());
        int status = given.getStatus();
        account.bookTo(route(request, status));
        failOn(thrown, status);
      }
    } catch (RuntimeException e) {
      log.debug("A request could not be booked", e);
    } finally {
      passing = null;
      response.endPass(thrown == null);
    }
  }

  /** From here on the response may belong to another thread, so its status is not read. */
  private void endAsyncPass(
      HttpServletRequest request, @Nullable AsyncCycle cycle, @Nullable Throwable thrown) {
    account.bookTo(route(request, STATUS_NOT_KNOWN));
    failOn(thrown, Outcome.ofErrorPage(request));
    AsyncCycle started = cycle == null ? startedPastUs(request) : cycle;
    if (started != null) {
      started.endPass(thrown == null, configuration.listensAfterExceptions());
    }
  }

  /** Returns a cycle that the application started on the container's own request; null if none. */
  private @Nullable AsyncCycle startedPastUs(HttpServletRequest request) {
    // Tomcat and Undertow write the page after a timeout while the request is still started.
    return request.getDispatcherType() == DispatcherType.ERROR
        ? null
        : cycle(request.getAsyncContext());
  }

  /** Counts the request as failed, if an exception or a status is a failure of the application. */
  private void failOn(@Nullable Throwable thrown, int status) {
    if (answer.isFailure(thrown, status)) {
      account.fail();
    }
  }

  /**
   * Begins asynchronous processing, which the container has allowed, while nobody else has its
   * context.
   *
   * @param mayBeNotModified as for {@link Answer#beforeAsync}
   * @return null if the request is over, so that the context belongs to another one
   */
  @Nullable AsyncCycle startAsync(AsyncContext context, boolean mayBeNotModified) {
    AsyncCycle before = response.cycle();
    boolean pastFilter = before != null && before.awaitsPass();
    if (passing == null && !pastFilter) {
      return null;
    }
    answer.beforeAsync(mayBeNotModified);
    AsyncCycle next = new AsyncCycle(this, context);
    response.give(next);
    if (pastFilter) {
      response.passMissed();
      // No pass of ours will end.
      next.listen();
    }
    return next;
  }

  /**
   * Returns the cycle that a context of the container's belongs to: a new one where a pass has
   * started it past our wrapper. If the request is over, null or one that has ended.
   */
  @Nullable AsyncCycle cycle(AsyncContext context) {
    AsyncCycle current = response.cycle();
    if (current == null && passing != null) {
      current = new AsyncCycle(this, context);
      response.give(current);
    }
    return current;
  }

  /** Returns the cycle of the last {@code startAsync}; null in a pass that has not called it. */
  @Nullable AsyncCycle cycle() {
    return response.cycle();
  }

  /** Called before the application dispatches the request. */
  void beforeDispatch(AsyncCycle cycle) {
    cycle.beforeDispatch();
    if (passing != null && response.isPassThread()) {
      cycle.listen();
    }
  }

  @Override
  public void beforeComplete() {
    HttpServletResponse own = response.get();
    if (own != null) {
      // Work of a thread that is not measured went unseen, so the figure may lack some.
      boolean partial = response.lacksPass() || !account.isMeasuredHere() || account.mayGrow();
      answer.beforeComplete(own, partial);
      failOn(null, own.getStatus());
    }
  }

  @Override
  public void timedOut() {
    failOn(null, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }

  @Override
  public void passMissed() {
    response.passMissed();
    configuration.warnings().passMissed();
  }
}
