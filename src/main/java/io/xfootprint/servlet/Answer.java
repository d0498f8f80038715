// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.body.BodyChecksum;
import io.xfootprint.body.CommitListener;
import io.xfootprint.body.CommitTracker;
import io.xfootprint.header.CostHeaders;
import io.xfootprint.header.CostSource;
import io.xfootprint.header.Finality;
import io.xfootprint.header.TrailerSupport;
import io.xfootprint.model.Footprint;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request over all passes. It decides when our headers are set, and whether the
 * application has failed.
 *
 * <p>Headers are set early wherever that may be the last chance, and again until the commit. A
 * small answer gets them at its end. One that is flushed gets them before the flush:
 *
 * <pre>{@code
 * beginPass -> handler writes 2 kB                        -> endPass: cpu-us=203, ...
 * beginPass -> handler writes 2 of 2 kB: cpu-us=198, ..., early       -> endPass: too late
 * beginPass -> handler flushes: cpu-us=96, ..., partial   -> endPass: too late, see FootprintTrailer
 * }</pre>
 *
 * <p>Called by the thread that has the response: the container's within a pass, one of the
 * application's in an {@link AsyncCycle}. {@link OwnResponse} keeps other threads away.
 */
final class Answer implements CommitListener {

  private final CostHeaders headers;
  private final CostSource cost;
  private final OwnResponse response;

  /** Null where no span is told the cost. */
  private final @Nullable RequestSpan span;

  /** Whether the client asks for the headers alone. */
  private final boolean isHead;

  /** Null if the client takes no trailer, or may not see the cost. */
  private final @Nullable FootprintTrailer trailer;

  /** Counts what all passes write; null before there is a response of ours. */
  private @Nullable CommitTracker tracker;

  /** Null until something has happened to it: to set it here would cost each request a fence. */
  private volatile @Nullable Outcome outcome;

  /** Whether {@code sendError} was called in this pass, so that an error page is still to come. */
  private boolean errorSent;

  /** Whether headers were set before an include. */
  private boolean included;

  /** Whether headers were set before a forward. */
  private boolean forwarded;

  /** Whether a forward or an error page has ended inside this pass, and nothing is added to it. */
  private boolean ended;

  /** Number of includes that the container's thread is in, one inside the other. */
  private int includes;

  /** Creates the answer to a request. It shows the cost if the client may see it. */
  Answer(
      HttpServletRequest request,
      FilterConfiguration configuration,
      CostSource cost,
      RequestAccount account,
      OwnResponse response) {
    boolean exposed = configuration.policy().allows(request);
    headers = configuration.headers(exposed);
    this.cost = cost;
    this.response = response;
    span = configuration.spanOf(cost);
    isHead = "HEAD".equals(request.getMethod());
    trailer =
        exposed && configuration.showsTrailer() && TrailerSupport.isAccepted(request)
            ? new FootprintTrailer(configuration.header(), cost, account, response)
            : null;
  }

  /** Returns the trailer; null if the client takes none, or may not see the cost. */
  @Nullable FootprintTrailer trailer() {
    return trailer;
  }

  /**
   * Begins a pass that is not inside another one.
   *
   * @param pass the dispatcher that the container calls the filter for
   */
  void beginPass(DispatcherType pass) {
    response.beginPass(pass);
    errorSent = false;
    ended = false;
    // Containers drop what was written before the error page, which this pass writes.
    if (pass == DispatcherType.ERROR && tracker != null) {
      tracker.beforeErrorPage();
    }
  }

  /**
   * Returns the tracker of this answer's bytes, one for all passes.
   *
   * @param unwrapped the response to which the bytes go from here on
   */
  CommitTracker track(
      HttpServletRequest request,
      HttpServletResponse unwrapped,
      FilterConfiguration configuration) {
    if (tracker == null) {
      tracker =
          new CommitTracker(
              unwrapped,
              this,
              configuration.buffering(),
              trailer != null,
              configuration.bodies().begin(request));
    } else {
      tracker.continueOn(unwrapped);
    }
    return tracker;
  }

  @Override
  public boolean beforeCommit(boolean bodyComplete) {
    return response.touch(this, bodyComplete ? Answer::writeAtEnd : Answer::writeSoFar);
  }

  private void writeSoFar(HttpServletResponse own) {
    if (ended || isHead || hasNoBody(own.getStatus())) {
      writeAtEnd(own);
    } else {
      writePartial(own);
    }
  }

  private static boolean hasNoBody(int status) {
    return status == HttpServletResponse.SC_NO_CONTENT
        || status == HttpServletResponse.SC_RESET_CONTENT;
  }

  /** Nothing of the body follows, but the code that made it still runs. */
  private void writeAtEnd(HttpServletResponse own) {
    boolean partial =
        errorSent || response.cycle() != null || response.lacksPass() || cost.mayGrow();
    write(own, partial ? Finality.PARTIAL : Finality.EARLY);
  }

  private void writePartial(HttpServletResponse own) {
    write(own, Finality.PARTIAL);
  }

  private void write(HttpServletResponse own, Finality finality) {
    tell(headers.write(own, cost, finality), finality);
  }

  /** Tells the span what the headers show, or, where they show nothing, what the cost is. */
  private void tell(@Nullable Footprint shown, Finality finality) {
    if (span != null) {
      span.tell(shown, finality);
    }
  }

  /** Sets the headers before work that is sure to follow, such as an error page. */
  void beforeMore() {
    response.touch(this, Answer::writePartial);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Called also before another protocol takes the connection, as Jetty sends what is set by
   * then.
   */
  @Override
  public void beforeInterim() {
    response.touch(headers, CostHeaders::remove);
  }

  @Override
  public void beforeNotModified() {
    mayBeNotModified();
    response.touch(headers, CostHeaders::remove);
  }

  @Override
  public void beforeChunks() {
    if (trailer != null) {
      trailer.offer();
    }
  }

  /** Begins again: the container has dropped status and headers, and ours with them. */
  @Override
  public void headersReset() {
    errorSent = false;
    included = false;
    forwarded = false;
    ended = false;
    statusSet(HttpServletResponse.SC_OK);
  }

  @Override
  public boolean isMarkedAtEnd() {
    return response.cycle() == null;
  }

  @Override
  public boolean isIncluding() {
    return includes > 0;
  }

  @Override
  public boolean isOver() {
    return response.isOver();
  }

  @Override
  public IOException failed(IOException failure) {
    outcome = outcome().withFailure(failure);
    return failure;
  }

  Outcome outcome() {
    Outcome now = outcome;
    return now == null ? Outcome.FINE : now;
  }

  /** Notes the status that the application has set. */
  void statusSet(int status) {
    outcome = outcome().withStatus(status);
  }

  /** Notes that the container will write an error page when this pass is over. */
  void errorSent(int status) {
    statusSet(status);
    errorSent = true;
  }

  /**
   * Sets the headers within {@code startAsync}: the last point at which no other thread can have
   * the response. If nothing can be set later, as where a container answers a timeout by itself,
   * these remain.
   *
   * @param mayBeNotModified whether the answer may yet be a 304, as the request is conditional. It
   *     must not carry our headers, and Tomcat 10.1 cannot remove them
   */
  void beforeAsync(boolean mayBeNotModified) {
    if (mayBeNotModified) {
      mayBeNotModified();
    } else {
      beforeMore();
    }
  }

  /** Sets nothing but {@code Vary}, which a 304 repeats from the answer that is stored. */
  private void mayBeNotModified() {
    response.touch(headers, CostHeaders::addVary);
  }

  /**
   * Sets the headers before the first forward. Tomcat 11 suspends the response when a forward
   * returns, past every wrapper, and takes no header from then on. Where the filter is mapped for
   * {@code FORWARD} too, its nested pass sets them once more, with the cost of the forward in them.
   *
   * @param mayBeNotModified as for {@link #beforeAsync}
   */
  void beforeForward(boolean mayBeNotModified) {
    if (!forwarded && !mayBeNotModified) {
      forwarded = true;
      beforeMore();
    }
  }

  /**
   * Begins an include by a dispatcher, and sets the headers before the first one: Jetty ee9 and
   * Undertow take none while they include, and what is included may fill the buffer or flush.
   */
  void beforeInclude() {
    beginInclude();
    if (!included) {
      included = true;
      beforeMore();
    }
  }

  /** Notes that an included resource writes from here on, for {@link #isIncluding()}. */
  void beginInclude() {
    includes++;
  }

  /** Ends what {@link #beginInclude()} or {@link #beforeInclude()} began. */
  void endInclude() {
    includes--;
  }

  /**
   * Begins a pass inside another one.
   *
   * @param type the dispatcher that the container calls the filter for
   */
  void beginNestedPass(DispatcherType type) {
    if (type == DispatcherType.INCLUDE) {
      beginInclude();
    }
  }

  /**
   * Ends a pass inside another one. What was forwarded, and an error page, the container sends now:
   * nothing can be added to it. Undertow does so by a flush. Where the filter is registered twice
   * nothing is sent before the outer pass ends, which sets the headers.
   *
   * @param completed whether no exception has ended it
   * @param closedNext whether the container closes what was forwarded by a call of our wrapper,
   *     which sets the headers then. Setting them twice would take 1 us more
   */
  void endNestedPass(DispatcherType type, boolean completed, boolean closedNext) {
    if (type == DispatcherType.INCLUDE) {
      endInclude();
    } else if (type == DispatcherType.FORWARD || type == DispatcherType.ERROR) {
      ended |= completed;
      if (type == DispatcherType.ERROR || !closedNext) {
        endNestedPass();
      }
    }
  }

  /**
   * Sets the headers at the end of a nested pass that is not an include. Tomcat 11 suspends a
   * forwarded response as soon as this returns, past every wrapper; Jetty's default servlet runs an
   * error page inside its own pass, and sends it in the same way.
   */
  void endNestedPass() {
    // After startAsync the response may belong to another thread by now.
    if (response.cycle() == null) {
      beforeCommit(false);
    }
  }

  /**
   * Sets the headers at the end of a pass that was not handed to another thread.
   *
   * @param given the response that the container gave the filter
   * @param partial whether more cost is to come
   */
  void endPass(HttpServletResponse given, boolean partial) {
    // After sendError the error page is still to come. If the filter is mapped for ERROR, that pass
    // writes again.
    Finality finality = partial || errorSent ? Finality.PARTIAL : Finality.FINAL;
    // By the specification a response then counts as committed. On Jetty headers can be set all the
    // same; where they cannot, those that were set before sendError stay.
    if (!given.isCommitted() || errorSent) {
      // An asynchronous dispatch may bring our wrapper, inside one of the application's. It would
      // take our headers for copies of another service's, and drop them.
      HttpServletResponse own = response.get();
      write(own == null ? given : own, finality);
      errorSent = false;
    } else {
      tell(null, finality);
    }
  }

  /**
   * Sets the last headers of an asynchronous answer. They are never final, as the code that
   * completes it still runs.
   *
   * @param own the response inside our wrapper, which the calling thread has acquired
   * @param partial whether the cost of some work may be missing
   */
  void beforeComplete(HttpServletResponse own, boolean partial) {
    Finality finality = partial ? Finality.PARTIAL : Finality.EARLY;
    if (own.isCommitted()) {
      tell(null, finality);
    } else {
      write(own, finality);
    }
    if (trailer != null) {
      trailer.beforeComplete();
    }
  }

  /** Returns the checksum of the body; null if nobody asks for it. */
  @Nullable BodyChecksum checksum() {
    return tracker == null ? null : tracker.checksum();
  }
}
