// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A segment of the path inside the application, as the container has decoded it: the second of
 * {@code /t/acme/orders} is {@code acme}. Immutable.
 */
final class PathSegment {

  private final int number;

  /** Creates the segment of a number, counted from 1. */
  PathSegment(int number) {
    this.number = number;
  }

  /** Returns the segment of a request's path; null if the path is shorter. */
  @Nullable String of(HttpServletRequest request) {
    // Undertow, as WildFly and Spring Boot set it up, leaves a request that was forwarded with the
    // path of the forward, and in these attributes its own. Others show them to the forward alone.
    if (request.getAttribute(RequestDispatcher.FORWARD_SERVLET_PATH) instanceof String path) {
      return of(path, request.getAttribute(RequestDispatcher.FORWARD_PATH_INFO));
    }
    return of(request.getServletPath(), request.getPathInfo());
  }

  /** The second part of a path begins with a slash, so no segment is in both. */
  private @Nullable String of(@Nullable String start, @Nullable Object end) {
    String path = start == null ? "" : start;
    String found = segment(path, number);
    return found == null && end instanceof String info
        ? segment(info, number - slashes(path))
        : found;
  }

  private static int slashes(String path) {
    int slashes = 0;
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '/') {
        slashes++;
      }
    }
    return slashes;
  }

  private static @Nullable String segment(String path, int number) {
    int begin = 0;
    for (int i = 0; i < number; i++) {
      begin = path.indexOf('/', begin) + 1;
      if (begin == 0) {
        return null;
      }
    }
    int end = path.indexOf('/', begin);
    return path.substring(begin, end < 0 ? path.length() : end);
  }
}
