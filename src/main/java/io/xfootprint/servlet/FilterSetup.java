// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.FootprintSettings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
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
    Set<String> uncountedServlets,
    RouteNames routes,
    @Nullable Buffering buffering,
    AtomicBoolean missingPassReported) {

  private static final Logger log = LoggerFactory.getLogger(FilterSetup.class);

  /**
   * Returns the setup of a filter.
   *
   * @param reports names of the servlets that show the report
   */
  static FilterSetup of(
      FootprintSettings settings,
      FootprintMonitor monitor,
      ServletContext context,
      Set<String> reports) {
    return new FilterSetup(
        monitor,
        new Exposure(settings),
        new FootprintHeader(settings.headerDigits()),
        settings.headerTotal(),
        settings.headerTrailer(),
        settings.headerServerTiming(),
        new PathPatterns(settings.exclude()),
        settings.report().counted() ? Set.of() : reports,
        new RouteNames(context.getContextPath(), settings.routes(), settings.routesMax()),
        Buffering.of(context.getClass()),
        new AtomicBoolean());
  }

  /** Returns whether a request is let through untouched. */
  boolean excludes(HttpServletRequest request, @Nullable HttpServletMapping mapping) {
    return exclude.match(request) || isUncounted(mapping);
  }

  private boolean isUncounted(@Nullable HttpServletMapping mapping) {
    String servlet = mapping == null ? null : mapping.getServletName();
    return servlet != null && uncountedServlets.contains(servlet);
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
