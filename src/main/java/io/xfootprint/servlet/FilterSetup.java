// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.FootprintSettings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    OuterFilters outerFilters,
    MissedPasses missedPasses) {

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
    Exposure exposure = new Exposure(settings);
    return new FilterSetup(
        monitor,
        exposure,
        new FootprintHeader(settings.headerDigits()),
        settings.headerTotal(),
        settings.headerTrailer(),
        settings.headerServerTiming(),
        new PathPatterns(settings.exclude()),
        settings.report().counted() ? Set.of() : reports,
        new RouteNames(context.getContextPath(), settings.routes(), settings.routesMax()),
        Buffering.of(context.getClass()),
        new OuterFilters(exposure.possible()),
        new MissedPasses());
  }

  /** Returns whether a request is let through untouched. */
  boolean excludes(HttpServletRequest request, @Nullable HttpServletMapping mapping) {
    return exclude.match(request) || isUncounted(mapping);
  }

  private boolean isUncounted(@Nullable HttpServletMapping mapping) {
    String servlet = mapping == null ? null : mapping.getServletName();
    return servlet != null && uncountedServlets.contains(servlet);
  }
}
