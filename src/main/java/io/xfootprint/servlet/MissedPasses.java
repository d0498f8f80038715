// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that dispatched requests come back past the filter, as where it is mapped for REQUEST
 * alone. Safe for use by many threads.
 */
final class MissedPasses {

  private static final Logger log = LoggerFactory.getLogger(MissedPasses.class);

  private final AtomicBoolean reported = new AtomicBoolean();

  void report() {
    if (reported.compareAndSet(false, true)) {
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
