// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings, each given once, that the filter is registered so that it misses work or answers.
 *
 * <p>Safe for use by many threads.
 */
final class RegistrationWarnings {

  private static final Logger log = LoggerFactory.getLogger(RegistrationWarnings.class);

  private final AtomicBoolean warnedOfMissedPass = new AtomicBoolean();

  /** Whether an outer wrapper is still worth a warning: read for each request, written once. */
  private volatile boolean checksWrapper;

  /**
   * Creates the warnings of one filter.
   *
   * @param mayHaveHeaders whether answers may have our headers; without them a wrapper outside does
   *     no harm
   */
  RegistrationWarnings(boolean mayHaveHeaders) {
    checksWrapper = mayHaveHeaders;
  }

  /**
   * Warns if a filter outside ours wraps the answer. It may change an answer after we have seen the
   * last of it, and nobody could take our headers back: Spring's {@code ShallowEtagHeaderFilter}
   * makes a 304 of it, and a cache writes our headers over those that it has stored.
   */
  void checkFirstPass(HttpServletRequest request, HttpServletResponse response) {
    if (checksWrapper
        && response instanceof ServletResponseWrapper
        // In a forward or an include it is the container that may wrap.
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      checksWrapper = false;
      log.warn(
          "A filter outside the footprint filter wraps the response in a {}: what it does is not"
              + " measured, and an answer 304 that it makes carries our headers. Register the"
              + " footprint filter first.",
          response.getClass().getName());
    }
  }

  /** Warns that a dispatched request came back past the filter, as if mapped for REQUEST alone. */
  void passMissed() {
    if (warnedOfMissedPass.compareAndSet(false, true)) {
      log.warn(
          "A request that AsyncContext.dispatch() sent on came back past the footprint filter: its"
              + " further work counts as background, and its headers say partial. Map the filter"
              + " for the dispatcher ASYNC too (web.xml: <dispatcher>ASYNC</dispatcher>, and best"
              + " REQUEST, FORWARD, INCLUDE, ERROR with it; Spring Boot: a FilterRegistrationBean"
              + " with setDispatcherTypes(EnumSet.allOf(DispatcherType.class))), for all paths that"
              + " requests are dispatched to");
    }
  }
}
