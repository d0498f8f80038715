// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.FootprintSettings;

/** What one filter needs for each request, made from its settings when it starts. */
record FilterSetup(
    FootprintMonitor monitor,
    Exposure exposure,
    FootprintHeader header,
    boolean showsTotal,
    boolean showsTrailer,
    boolean showsServerTiming,
    PathPatterns exclude,
    RouteNames routes) {

  static FilterSetup of(FootprintSettings settings, FootprintMonitor monitor, String contextPath) {
    return new FilterSetup(
        monitor,
        new Exposure(settings),
        new FootprintHeader(settings.headerDigits()),
        settings.headerTotal(),
        settings.headerTrailer(),
        settings.headerServerTiming(),
        new PathPatterns(settings.exclude()),
        new RouteNames(contextPath, settings.routes(), settings.routesMax()));
  }
}
