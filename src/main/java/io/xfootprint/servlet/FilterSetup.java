// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.FootprintSettings;
import jakarta.servlet.ServletContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one filter needs for each request, made from its settings when it starts.
 *
 * @param buffering how the container sends answers; null if that is not known
 */
record FilterSetup(
    FootprintMonitor monitor,
    Exposure exposure,
    FootprintHeader header,
    boolean showsTotal,
    boolean showsTrailer,
    boolean showsServerTiming,
    PathPatterns exclude,
    RouteNames routes,
    @Nullable Buffering buffering,
    AtomicBoolean missingPassReported) {

  private static final Logger log = LoggerFactory.getLogger(FilterSetup.class);

  static FilterSetup of(
      FootprintSettings settings, FootprintMonitor monitor, ServletContext context) {
    return new FilterSetup(
        monitor,
        new Exposure(settings),
        new FootprintHeader(settings.headerDigits()),
        settings.headerTotal(),
        settings.headerTrailer(),
        settings.headerServerTiming(),
        new PathPatterns(settings.exclude()),
        new RouteNames(context.getContextPath(), settings.routes(), settings.routesMax()),
        Buffering.of(context.getClass()),
        new AtomicBoolean());
  }

  /** Says once that dispatched requests come back past the filter. */
  void reportMissingPass() {
    if (missingPassReported.compareAndSet(false, true)) {
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
