// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once where a filter outside ours wraps answers. It may change an answer when we have seen
 * the last of it, and nobody could take our headers back: Spring's {@code ShallowEtagHeaderFilter}
 * makes a 304 of it, and a cache writes our headers over those that it has stored.
 */
final class OuterFilters {

  private static final Logger log = LoggerFactory.getLogger(OuterFilters.class);

  private volatile boolean said;

  /** Creates one, for answers that may have our headers or not. */
  OuterFilters(boolean mayHaveHeaders) {
    said = !mayHaveHeaders;
  }

  /** To be called with what the first pass of a request was given. */
  void look(HttpServletRequest request, HttpServletResponse response) {
    if (!said
        && response instanceof ServletResponseWrapper
        // Containers wrap what they forward.
        && request.getDispatcherType() == DispatcherType.REQUEST) {
      said = true;
      log.warn(
          "A filter outside the footprint filter wraps the response in a {}: what it does is not"
              + " measured, and an answer 304 that it makes carries our headers. Register the"
              + " footprint filter first.",
          response.getClass().getName());
    }
  }
}
