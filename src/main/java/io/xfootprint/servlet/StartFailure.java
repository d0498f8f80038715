// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import org.slf4j.LoggerFactory;

/**
 * The message that says why a filter does not start, put where people look: into the application's
 * log, into the container's log, and into the exception. Of a failed start Tomcat and Spring Boot
 * show the last cause alone, or only that some filter has failed.
 *
 * <pre>{@code
 * X-Footprint: filter 'footprint' does not start: 'location' must be a known place: aws/REGION, ...
 * }</pre>
 */
final class StartFailure {

  private StartFailure() {}

  /**
   * Writes the message to both logs, and returns the exception to throw. It has no cause, so that
   * it is the last one itself, and its message names X-Footprint.
   *
   * @param failure kept as suppressed, for its stack trace
   */
  static ServletException of(FilterConfig config, String reason, Throwable failure) {
    String message =
        "X-Footprint: filter '%s' does not start: %s".formatted(config.getFilterName(), reason);
    try {
      LoggerFactory.getLogger(FootprintFilter.class).error(message);
    } catch (LinkageError e) {
      // SLF4J may be what is missing.
      failure.addSuppressed(e);
    }
    config.getServletContext().log(message);
    ServletException thrown = new ServletException(message);
    thrown.addSuppressed(failure);
    return thrown;
  }
}
