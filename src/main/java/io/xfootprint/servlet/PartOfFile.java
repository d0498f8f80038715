// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/**
 * Requests for a part of a file that Jetty's servlet for files answers, such as {@code Range:
 * bytes=0-99}. That servlet answers 416 without its page if the request is wrapped. It stays on its
 * thread, so there is nothing that a wrapper would have to follow.
 */
final class PartOfFile {

  /** Name of Jetty's servlet for files. */
  private static final String DEFAULT_SERVLET = "default";

  /** End of the class name of the chain that Jetty hands to the last filter. */
  private static final String JETTYS_LAST_CHAIN = ".servlet.ServletHandler$ChainEnd";

  private PartOfFile() {}

  /**
   * Returns whether that servlet answers a request. Ours must be the last filter: another one
   * behind it may answer itself, by asynchronous work, whatever the mapping.
   *
   * @param mapping of the request's first pass; null if unknown
   * @param chain that the container has handed to our filter
   */
  static boolean isAskedFor(
      HttpServletRequest request, @Nullable HttpServletMapping mapping, FilterChain chain) {
    return mapping != null
        && mapping.getMappingMatch() == MappingMatch.DEFAULT
        && DEFAULT_SERVLET.equals(mapping.getServletName())
        && request.getHeader("Range") != null
        && chain.getClass().getName().endsWith(JETTYS_LAST_CHAIN);
  }
}
