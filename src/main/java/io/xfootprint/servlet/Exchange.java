// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.body.BodyChecksum;
import io.xfootprint.header.CostSource;
import io.xfootprint.header.Finality;
import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.upstream.UpstreamSum;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponse;
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
 * <p>A pass is one call of our filter that is not inside another one for the same request: {@code
 * REQUEST}, and later {@code ASYNC} or {@code ERROR}. Each pass is measured by a segment of its own
 * and booked when it ends, so nothing is lost if no further one comes. What a request costs is in
 * its {@link RequestAccount}, what its answer shows in its {@link Answer}; this ties the two.
 *
 * <p>Kept in a request attribute from the first pass on. Passes follow one another, each on one
 * thread of the container; what other threads may call says so.
 */
final class Exchange implements CostSource, NestedPassEnd, AsyncCycle.Listener {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /** Takes the place of a status that must not be read, as another thread may have the response. */
  private static final int STATUS_NOT_KNOWN = 0;

  private final FilterConfiguration configuration;
  private final RequestAccount account;

  /** Mapping of the first pass, which names the route: a forward changes the request's. */
  private final @Nullable HttpServletMapping mapping;

  private final OwnResponse response = new OwnResponse();
  private final Answer answer;

  /**
   * The request of the pass that is under way; null between passes, as the container may use its
   * object for another request by then.
   */
  private @Nullable HttpServletRequest currentRequest;

  /** Begins the exchange of a request that is seen for the first time. */
  Exchange(
      FilterConfiguration configuration,
      HttpServletRequest request,
      @Nullable HttpServletMapping mapping) {
    this.configuration = configuration;
    this.mapping = mapping;
    account = configuration.monitor().begin();
    account.confine();
    answer = new Answer(request, configuration, this, account, response);
  }

  RequestAccount account() {
    return account;
  }

  Answer answer() {
    return answer;
  }

  /** Returns the same as {@link FilterConfiguration#closesForwarded}. */
  boolean closesForwarded(ServletResponse forwarded) {
    return configuration.closesForwarded(forwarded);
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

  @Override
  public boolean mayGrow() {
    return account.mayGrow();
  }

  @Override
  public UpstreamSum upstream() {
    return account.upstream();
  }

  /** Returns the cost of the request so far, for a page that shows it. */
  RequestFigures figures() {
    return new RequestFigures(cost(), configuration.monitor().ledger().total());
  }

  /**
   * Returns the route as far as it is known while the request is handled; null between passes. It
   * may change until the pass ends, when a framework has set its attribute and the status is known.
   */
  private @Nullable Route likelyRoute() {
    HttpServletRequest request = currentRequest;
    return request == null ? null : route(request, STATUS_NOT_KNOWN);
  }

  private Route route(HttpServletRequest request, int status) {
    return configuration.routes().of(request, mapping, status);
  }

  /**
   * Returns what the request has cost, in the words of the header. A pattern of an access log names
   * the request attribute that holds this, and the container asks for its text at the end.
   */
  @Override
  public String toString() {
    Finality finality = mayGrow() ? Finality.PARTIAL : Finality.FINAL;
    String text = configuration.header().value(cost(), finality, isEstimated(), upstream());
    return text == null ? "-" : text;
  }

  /**
   * Begins a pass that is not inside another one.
   *
   * @return the response to hand on: a wrapper that gives notice before it is committed, unless
   *     there is one already or no answer may show the cost
   */
  HttpServletResponse beginPass(HttpServletRequest request, HttpServletResponse given) {
    answer.beginPass(request.getDispatcherType());
    currentRequest = request;
    // An asynchronous dispatch brings the response that startAsync was given: our wrapper, mostly.
    if (FootprintResponse.isIn(given)) {
      return given;
    }
    response.set(given);
    return configuration.policy().exposesAny()
        ? new FootprintResponse(given, answer, answer.track(request, given, configuration), account)
        : given;
  }

  /** Ends a pass inside another one, of this application or of one with a jar of its own. */
  @Override
  public void run() {
    answer.endNestedPass();
  }

  /**
   * Ends a pass on the thread that began it, when its segment is closed and its use is booked.
   *
   * <p>Throws nothing: the application's own exception may be on its way through the filter.
   *
   * @param thrown the exception that left the filters behind ours, if any did
   */
  void endPass(HttpServletRequest request, HttpServletResponse given, @Nullable Throwable thrown) {
    try {
      AsyncCycle cycle = response.cycle();
      // Our own note first: on Undertow isAsyncStarted() is false again as soon as another thread
      // has completed the request, while this pass still runs.
      if (cycle != null || request.isAsyncStarted()) {
        endAsyncPass(request, cycle, thrown);
      } else {
        // After an exception the container writes a page, by a pass that may go past the filter.
        answer.endPass(given, thrown != null || account.mayGrow());
        int status = given.getStatus();
        book(request, status);
        failOn(thrown, status);
        judge(given, status);
      }
    } catch (RuntimeException e) {
      log.debug("A request could not be booked", e);
    } finally {
      currentRequest = null;
      response.endPass(thrown == null);
    }
  }

  /** Books the request at the end of its first pass: only then both names are asked for. */
  private void book(HttpServletRequest request, int status) {
    if (!account.isBooked()) {
      account.bookTo(route(request, status), configuration.tenants().of(request));
    }
  }

  /** Ends a pass whose response may belong to another thread, so that its status is not read. */
  private void endAsyncPass(
      HttpServletRequest request, @Nullable AsyncCycle cycle, @Nullable Throwable thrown) {
    account.share();
    book(request, STATUS_NOT_KNOWN);
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
    // Read once: another thread may note a hang-up between the questions.
    Outcome now = answer.outcome();
    if (now.isFailure(thrown) || now.isFailure(status)) {
      account.fail();
    }
  }

  /**
   * Begins asynchronous processing, which the container has allowed, while no other thread can have
   * its context.
   *
   * @param mayBeNotModified as for {@link Answer#beforeAsync}
   * @return null if the request is over, so that the context belongs to another one
   */
  @Nullable AsyncCycle startAsync(AsyncContext context, boolean mayBeNotModified) {
    AsyncCycle before = response.cycle();
    // Dispatched, and started again in a pass that the filter is not mapped for.
    boolean pastFilter = before != null && before.awaitsPass();
    if (currentRequest == null && !pastFilter) {
      return null;
    }
    account.share();
    answer.beforeAsync(mayBeNotModified);
    AsyncCycle next = new AsyncCycle(this, context);
    response.beginCycle(next);
    if (pastFilter) {
      response.passMissed();
      // No pass of ours will end.
      next.listen();
    }
    return next;
  }

  /**
   * Returns the cycle that a context of the container's belongs to. It is a new one where the
   * application has started it on the container's own request, past our wrapper. If the request is
   * over, it is null or one that has ended.
   */
  @Nullable AsyncCycle cycle(AsyncContext context) {
    AsyncCycle current = response.cycle();
    if (current == null && currentRequest != null) {
      account.share();
      current = new AsyncCycle(this, context);
      response.beginCycle(current);
    }
    return current;
  }

  /** Returns the cycle of the last {@code startAsync}; null in a pass that has not called it. */
  @Nullable AsyncCycle cycle() {
    return response.cycle();
  }

  /** Called before the application dispatches the request, on any of its threads. */
  void beforeDispatch(AsyncCycle cycle) {
    cycle.beforeDispatch();
    // Within the pass, which is the last time to listen: a dispatch may come back past the filter.
    if (isInPass()) {
      cycle.listen();
    }
  }

  /**
   * Books what a thread of the application has used before it hands the request to the container.
   * That may end the answer, and write its access log, before this thread leaves its task, and
   * there its work may be most of the request's. A pass is booked when it ends, before the
   * container goes on.
   */
  void beforeHandOver() {
    if (!isInPass()) {
      account.checkpoint();
    }
  }

  private boolean isInPass() {
    return response.isPassThread() && currentRequest != null;
  }

  /** Sets the last headers, on any thread of the application, which has acquired the response. */
  @Override
  public void beforeComplete() {
    HttpServletResponse own = response.get();
    if (own != null) {
      // A thread that is not measured completes it, so what it did before is missing.
      boolean partial = response.lacksPass() || !account.isMeasuredHere() || account.mayGrow();
      answer.beforeComplete(own, partial);
      failOn(null, own.getStatus());
      judge(own, own.getStatus());
    }
  }

  /** Notes that an answer that is over was for nothing: nobody got it, or had it already. */
  private void judge(HttpServletResponse ended, int status) {
    BodyChecksum body = answer.checksum();
    if (answer.outcome().isWithoutClient()) {
      if (!isEndless(ended)) {
        account.avoid(Avoidable.GONE);
      }
    } else if (body != null
        && status == HttpServletResponse.SC_OK
        && configuration.bodies().isRepeated(body)) {
      account.avoid(Avoidable.UNCHANGED);
    }
  }

  /** Returns whether an answer ends when its client has had enough of it. */
  private static boolean isEndless(HttpServletResponse ended) {
    String type = ended.getContentType();
    return type != null && type.startsWith("text/event-stream");
  }

  /** Where the client goes, the container may be faster to end the answer than the application. */
  @Override
  public void endedByContainer() {
    if (answer.outcome().isWithoutClient()) {
      account.avoid(Avoidable.GONE);
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
