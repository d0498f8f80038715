// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.body.CommitListener;
import io.xfootprint.body.CommitTracker;
import io.xfootprint.body.ContainerBuffering;
import io.xfootprint.header.CostHeaders;
import io.xfootprint.header.CostSource;
import io.xfootprint.header.TrailerSupport;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one request over all passes: when its headers are set, and whether it is a failure.
 *
 * <p>Headers are set early wherever that may be the last chance, and again until the commit.
 */
final class Answer implements CommitListener {

  private final CostHeaders headers;
  private final CostSource cost;
  private final OwnResponse response;

  /** Null if the client takes no trailer, or may not see the cost. */
  private final @Nullable FootprintTrailer trailer;

  /** Counts what all passes write; null before there is a response of ours. */
  private @Nullable CommitTracker tracker;

  private volatile Outcome outcome = Outcome.FINE;

  private boolean errorSent;
  private boolean included;
  private boolean forwarded;

  /** How deep in includes the container's thread is. */
  private int includes;

  Answer(
      CostHeaders headers,
      CostSource cost,
      OwnResponse response,
      @Nullable FootprintTrailer trailer) {
    this.headers = headers;
    this.cost = cost;
    this.response = response;
    this.trailer = trailer;
  }

  /** Returns the answer to a request. It shows the cost if the client may see it. */
  static Answer to(
      HttpServletRequest request,
      FilterConfiguration configuration,
      CostSource cost,
      RequestAccount account,
      OwnResponse response) {
    boolean exposed = configuration.policy().allows(request);
    boolean takesTrailer =
        exposed && configuration.showsTrailer() && TrailerSupport.isAccepted(request);
    return new Answer(
        configuration.headers(exposed),
        cost,
        response,
        takesTrailer
            ? new FootprintTrailer(configuration.header(), cost, account, response)
            : null);
  }

  @Nullable FootprintTrailer trailer() {
    return trailer;
  }

  /** Begins a pass that is not inside another one. */
  void beginPass(DispatcherType pass) {
    response.beginPass(pass);
    if (pass == DispatcherType.ERROR && tracker != null) {
      tracker.beforeErrorPage();
    }
  }

  /** Returns what counts the bytes of this answer, which go to this response from here on. */
  CommitTracker track(HttpServletResponse unwrapped, @Nullable ContainerBuffering buffering) {
    if (tracker == null) {
      tracker = new CommitTracker(unwrapped, this, trailer == null ? null : buffering);
    } else {
      tracker.continueOn(unwrapped);
    }
    return tracker;
  }

  @Override
  public boolean beforeCommit() {
    return response.touch(this, Answer::writeHeaders);
  }

  private void writeHeaders(HttpServletResponse own) {
    headers.write(own, cost, true);
  }

  /** Also before another protocol takes the connection, as Jetty sends what is set by then. */
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

  @Override
  public void headersReset() {
    errorSent = false;
    included = false;
    forwarded = false;
    answered(HttpServletResponse.SC_OK);
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
    outcome = outcome.failed(failure);
    return failure;
  }

  /** Notes the status that the application has chosen. */
  void answered(int status) {
    outcome = outcome.answered(status);
  }

  /** Notes that the container will write an error page when this pass is over. */
  void errorSent(int status) {
    answered(status);
    errorSent = true;
  }

  /**
   * Sets the last headers that are sure to be free of races, before asynchronous processing. They
   * stay where nothing later can be set.
   *
   * @param mayBeNotModified whether the answer may yet be a 304, which must not carry our headers:
   *     Tomcat 10.1 cannot take them back
   */
  void beforeAsync(boolean mayBeNotModified) {
    if (mayBeNotModified) {
      mayBeNotModified();
    } else {
      beforeCommit();
    }
  }

  private void mayBeNotModified() {
    response.touch(headers, CostHeaders::addVary);
  }

  /**
   * Sets the headers before the first forward, after which Tomcat 11 takes none. Where the filter
   * is mapped for forwards too, its nested pass sets them once more.
   *
   * @param mayBeNotModified as for {@link #beforeAsync}
   */
  void beforeForward(boolean mayBeNotModified) {
    if (!forwarded && !mayBeNotModified) {
      forwarded = true;
      beforeCommit();
    }
  }

  /** Sets the headers before the first include, which is enough to have them. */
  void beforeInclude() {
    beginInclude();
    if (!included) {
      included = true;
      beforeCommit();
    }
  }

  void beginInclude() {
    includes++;
  }

  void endInclude() {
    includes--;
  }

  /**
   * Sets the headers at the end of a nested pass, unless it is an include. Tomcat 11 closes a
   * forwarded response as soon as this returns, past every wrapper; Jetty's default servlet runs an
   * error page inside its own pass, and sends it in the same way.
   */
  void endNestedPass() {
    if (response.cycle() == null) {
      beforeCommit();
    }
  }

  /**
   * Sets the headers at the end of a pass.
   *
   * @param given what the container gave the filter
   */
  void endPass(HttpServletResponse given, boolean partial) {
    // After sendError the response counts as committed, yet on Jetty headers can still be set:
    // where it does not work, what was set before stays.
    if (!given.isCommitted() || errorSent) {
      // An asynchronous dispatch may bring our wrapper, inside one of the application's.
      HttpServletResponse own = response.get();
      headers.write(own == null ? given : own, cost, partial);
      errorSent = false;
    }
  }

  /** Sets the last headers of an asynchronous answer, which this thread has claimed. */
  void beforeComplete(HttpServletResponse own, boolean partial) {
    if (!own.isCommitted()) {
      headers.write(own, cost, partial);
    }
    if (trailer != null) {
      trailer.beforeComplete();
    }
  }

  /** Returns whether an exception or a status is a failure of the application. */
  boolean isFailure(@Nullable Throwable thrown, int status) {
    Outcome now = outcome;
    return now.isFailure(thrown) || now.isFailure(status);
  }
}
