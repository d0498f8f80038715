// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/**
 * Requests for a part of a file that Jetty's servlet for files answers. It answers 416 without its
 * page if the request is wrapped, and stays on its thread, so that there is nothing to follow.
 */
final class PartOfFile {

  private static final String DEFAULT_SERVLET = "default";

  /** Class of the chain that Jetty hands to the last filter. */
  private static final String JETTYS_LAST_CHAIN = ".servlet.ServletHandler$ChainEnd";

  private PartOfFile() {}

  /**
   * Returns whether that servlet answers a request. Another filter behind ours may answer itself,
   * by asynchronous work, whatever the mapping.
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
