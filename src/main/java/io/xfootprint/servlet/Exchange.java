// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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

  private final FilterConfiguration configuration;
  private final RequestAccount account;
  private final CostHeaders headers;

  /** What an answer in pieces ends with; null if this one cannot. */
  private final @Nullable FootprintTrailer trailer;

  /** As the first pass found it: a forward may change it. */
  private final @Nullable HttpServletMapping mapping;

  private final OwnResponse response = new OwnResponse();

  /** The request of the pass that is under way; containers use it again when it is over. */
  private @Nullable HttpServletRequest passing;

  /** Counts what all passes write; none before there is a response of ours. */
  private @Nullable CommitTracker tracker;

  private volatile Outcome outcome = Outcome.FINE;

  private boolean errorSent;
  private boolean included;
  private boolean forwarded;

  /** How deep in includes the container's thread is. */
  private int includes;

  /** Whether a dispatch came back past the filter. */
  private volatile boolean missedPass;

  private Exchange(
      FilterConfiguration configuration,
      HttpServletRequest request,
      @Nullable HttpServletMapping mapping) {
    this.configuration = configuration;
    account = configuration.monitor().begin();
    boolean exposed = configuration.policy().allows(request);
    headers = configuration.headers(exposed);
    trailer =
        exposed && configuration.showsTrailer() && TrailerSupport.of(request)
            ? new FootprintTrailer(configuration.header(), this, response)
            : null;
    this.mapping = mapping;
  }

  /** Begins the exchange of a request that is seen for the first time. */
  static Exchange begin(
      FilterConfiguration configuration,
      HttpServletRequest request,
      @Nullable HttpServletMapping mapping) {
    Exchange exchange = new Exchange(configuration, request, mapping);
    request.setAttribute(ATTRIBUTE, exchange);
    return exchange;
  }

  RequestAccount account() {
    return account;
  }

  /** Notes the status that the application has chosen. */
  void answered(int status) {
    outcome = outcome.answered(status);
  }

  /** Notes that the container could not send or read, and returns with what it failed. */
  IOException failed(IOException failure) {
    outcome = outcome.failed(failure);
    return failure;
  }

  @Nullable HttpServletMapping mapping() {
    return mapping;
  }

  /** Returns what the request has cost so far, as it can best be told. */
  Footprint cost() {
    return account.bestEstimate(this::likelyRoute);
  }

  /** Returns what the request has cost so far, for a page that shows it. */
  RequestFigures figures() {
    return new RequestFigures(cost(), configuration.monitor().ledger().total());
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
    response.beginPass(request.getDispatcherType());
    passing = request;
    if (request.getDispatcherType() == DispatcherType.ERROR && tracker != null) {
      tracker.beforeErrorPage();
    }
  }

  /**
   * Returns the response to hand on: a wrapper that tells us before it is committed, unless there
   * is one already or nobody is to be told.
   */
  HttpServletResponse wrap(HttpServletResponse unwrapped) {
    if (FootprintResponse.isIn(unwrapped)) {
      return unwrapped;
    }
    response.set(unwrapped);
    return configuration.policy().possible()
        ? new FootprintResponse(unwrapped, tracker(unwrapped), this)
        : unwrapped;
  }

  private CommitTracker tracker(HttpServletResponse unwrapped) {
    if (tracker == null) {
      tracker =
          new CommitTracker(
              unwrapped, this, ChunkingTracker.of(unwrapped, this, configuration.buffering()));
    } else {
      tracker.goOn(unwrapped);
    }
    return tracker;
  }

  /**
   * Puts the cost so far into the headers, as the answer may be committed next. A later call
   * replaces an earlier one. Returns whether later calls may still do so.
   */
  boolean beforeCommit() {
    return response.touch(this, Exchange::writeHeaders);
  }

  /**
   * Takes the headers back: before an interim answer, which would carry them, and before another
   * protocol takes the connection, as Jetty sends what is set by then.
   */
  void removeHeaders() {
    response.touch(headers, CostHeaders::remove);
  }

  /** Takes the headers back before an answer 304, which a cache would take new headers from. */
  void removeHeadersForNotModified() {
    response.touch(headers, CostHeaders::addVary);
    response.touch(headers, CostHeaders::remove);
  }

  private void writeHeaders(HttpServletResponse own) {
    headers.write(own, this, true);
  }

  /**
   * Begins asynchronous processing, which the container has allowed, while nobody else has its
   * context. What is set here is the last that is sure to be free of races, and stays where nothing
   * later can be set.
   *
   * @param mayBeNotModified whether the answer may yet be a 304, which must not carry our headers;
   *     Tomcat 10.1 cannot take them back
   * @return null if the request is over, so that the context is another one's
   */
  @Nullable AsyncCycle startAsync(AsyncContext context, boolean mayBeNotModified) {
    AsyncCycle before = response.cycle();
    boolean pastFilter = before != null && before.awaitsPass();
    if (passing == null && !pastFilter) {
      return null;
    }
    if (mayBeNotModified) {
      response.touch(headers, CostHeaders::addVary);
    } else {
      response.touch(this, Exchange::writeHeaders);
    }
    AsyncCycle next = new AsyncCycle(this, context);
    response.give(next);
    if (pastFilter) {
      missedPass = true;
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

  /** Returns what the last {@code startAsync} began; null in a pass that has not called it. */
  @Nullable AsyncCycle cycle() {
    return response.cycle();
  }

  /** To be called before the application completes the answer, by who has claimed it. */
  void beforeComplete() {
    HttpServletResponse own = response.get();
    if (own == null) {
      return;
    }
    // Work of a thread that is not measured went unseen, so the figure may lack some.
    boolean partial = missedPass || !account.isMeasuredHere() || account.mayGrow();
    if (!own.isCommitted()) {
      headers.write(own, this, partial);
    }
    if (trailer != null) {
      trailer.beforeComplete();
    }
    failOn(null, own.getStatus());
  }

  /** Counts the request as failed, if an exception or a status is a failure of the application. */
  void failOn(@Nullable Throwable thrown, int status) {
    if (outcome.isFailure(thrown) || outcome.isFailure(status)) {
      account.fail();
    }
  }

  /** To be called before the application dispatches the request. */
  void beforeDispatch(AsyncCycle async) {
    async.beforeDispatch();
    if (passing != null && response.isPassThread()) {
      async.listen();
    }
  }

  /** Returns whether work of the request goes past the filter, where nothing measures it. */
  boolean isUnseen() {
    AsyncCycle async = response.cycle();
    return missedPass || (async != null && async.awaitsPass());
  }

  /** Says once that dispatched requests come back past the filter. */
  void reportMissingPass() {
    missedPass = true;
    configuration.missedPasses().report();
  }

  /**
   * To be called before a forward, after which Tomcat 11 takes no headers. Where the filter is
   * mapped for forwards too, its nested pass sets them once more.
   *
   * @param mayBeNotModified as for {@link #startAsync}
   */
  void beforeForward(boolean mayBeNotModified) {
    if (!forwarded && !mayBeNotModified) {
      forwarded = true;
      response.touch(this, Exchange::writeHeaders);
    }
  }

  /** To be called before an include; the first one of a request is enough to have the headers. */
  void beforeInclude() {
    includes++;
    if (!included) {
      included = true;
      response.touch(this, Exchange::writeHeaders);
    }
  }

  void afterInclude() {
    includes--;
  }

  /** Returns whether nothing of ours may touch the response, on this thread. */
  boolean isOver() {
    return response.isOver();
  }

  /** Notes that the container will write an error page when this pass is over. */
  void errorSent() {
    errorSent = true;
  }

  /** Notes that all headers are gone. */
  void headersReset() {
    errorSent = false;
    included = false;
    forwarded = false;
    answered(HttpServletResponse.SC_OK);
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
    if (response.cycle() == null) {
      response.touch(this, Exchange::writeHeaders);
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

  /**
   * Ends a pass on the thread that began it, when its segment is closed.
   *
   * @param thrown what left the filters behind ours, if anything did
   */
  void endPass(HttpServletRequest request, HttpServletResponse given, @Nullable Throwable thrown) {
    try {
      account.update();
      AsyncCycle async = response.cycle();
      if (async != null || request.isAsyncStarted()) {
        // From here on the response may belong to another thread, so its status is not read.
        account.bookTo(configuration.routes().of(request, mapping, STATUS_NOT_KNOWN));
        failOn(thrown, Outcome.ofErrorPage(request));
        AsyncCycle started = async == null ? startedPastUs(request) : async;
        if (started != null) {
          started.endPass(thrown == null, configuration.listensAfterExceptions());
        }
        return;
      }
      // After sendError the response counts as committed, yet on Jetty headers can still be set:
      // where it does not work, what was set before stays.
      if (!given.isCommitted() || errorSent) {
        // An asynchronous dispatch may bring our wrapper, inside one of the application's.
        HttpServletResponse own = response.get();
        headers.write(own == null ? given : own, this, account.mayGrow());
        errorSent = false;
      }
      int status = given.getStatus();
      account.bookTo(configuration.routes().of(request, mapping, status));
      failOn(thrown, status);
    } catch (RuntimeException e) {
      log.debug("A request could not be booked", e);
    } finally {
      passing = null;
      response.endPass(thrown == null);
    }
  }

  /** Returns a cycle that the application started on the container's own request; null if none. */
  private @Nullable AsyncCycle startedPastUs(HttpServletRequest request) {
    // Tomcat and Undertow write the page after a timeout while the request is still started.
    return request.getDispatcherType() == DispatcherType.ERROR
        ? null
        : cycle(request.getAsyncContext());
  }

  /** Returns the route as far as it is known: a framework may tell more when it has found it. */
  private @Nullable Route likelyRoute() {
    HttpServletRequest request = passing;
    return request == null ? null : configuration.routes().of(request, mapping, STATUS_NOT_KNOWN);
  }
}
