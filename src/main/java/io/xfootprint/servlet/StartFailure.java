// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import org.slf4j.LoggerFactory;

/**
 * Says why a filter does not start, where people look: in the application's log, in the
 * container's, and in the exception. Tomcat and Spring Boot show the last cause of a failed start
 * alone, or that a filter failed and not why.
 */
final class StartFailure {

  private StartFailure() {}

  /** Returns what to throw; it is its own last cause, and names X-Footprint. */
  static ServletException of(FilterConfig config, String reason, Throwable failure) {
    String message =
        "X-Footprint: filter '%s' does not start: %s".formatted(config.getFilterName(), reason);
    try {
      LoggerFactory.getLogger(FootprintFilter.class).error(message);
    } catch (LinkageError e) {
      failure.addSuppressed(e);
    }
    config.getServletContext().log(message);
    ServletException thrown = new ServletException(message);
    thrown.addSuppressed(failure);
    return thrown;
  }
}
