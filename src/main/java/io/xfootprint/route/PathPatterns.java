// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of path patterns, written as in web.xml: {@code /health}, {@code /static/*}, {@code *.png}.
 *
 * <p>The setting {@code exclude} is one: a request that matches any of its patterns is let through
 * unmeasured. Immutable and safe for use by many threads.
 */
public final class PathPatterns {

  // Arrays, compared one by one: each request asks, of a few patterns, and a stream for each kind
  // cost it 100 ns and 350 B.
  private final String[] exact;

  /** With the slash at their end, so that {@code /static/*} does not match {@code /statics}. */
  private final String[] prefixes;

  /** With their dot. */
  private final String[] suffixes;

  private final boolean isEmpty;

  /**
   * Creates a set.
   *
   * @param patterns each checked by the settings already: a path without a star, one that ends in
   *     {@code /*}, or {@code *.} and an extension
   */
  public PathPatterns(List<String> patterns) {
    isEmpty = patterns.isEmpty();
    List<String> whole = new ArrayList<>();
    List<String> starts = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    for (String pattern : patterns) {
      if (pattern.endsWith("/*")) {
        starts.add(pattern.substring(0, pattern.length() - 1));
        // As in web.xml, /static/* also matches /static.
        whole.add(pattern.substring(0, pattern.length() - 2));
      } else if (pattern.startsWith("*.")) {
        ends.add(pattern.substring(1));
      } else {
        whole.add(pattern);
      }
    }
    exact = whole.toArray(new String[0]);
    prefixes = starts.toArray(new String[0]);
    suffixes = ends.toArray(new String[0]);
  }

  /** Returns whether a request's path inside the application matches any pattern. */
  public boolean matches(HttpServletRequest request) {
    // Most applications exclude nothing.
    if (isEmpty) {
      return false;
    }
    String info = request.getPathInfo();
    return matches(request.getServletPath(), info == null ? "" : info);
  }

  /**
   * Returns whether a path matches that is given in two parts, as requests have it. To put them
   * together would be a new string for each request.
   */
  boolean matches(String start, String end) {
    int length = start.length() + end.length();
    for (String path : exact) {
      if (path.length() == length && isAt(0, path, start, end)) {
        return true;
      }
    }
    for (String prefix : prefixes) {
      if (prefix.length() <= length && isAt(0, prefix, start, end)) {
        return true;
      }
    }
    for (String suffix : suffixes) {
      if (suffix.length() <= length && isAt(length - suffix.length(), suffix, start, end)) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether a text is at an index of the path, which is long enough for it. */
  private static boolean isAt(int index, String text, String start, String end) {
    int inStart = start.length() - index;
    if (inStart >= text.length()) {
      return start.startsWith(text, index);
    }
    if (inStart <= 0) {
      return end.startsWith(text, -inStart);
    }
    return start.regionMatches(index, text, 0, inStart)
        && end.regionMatches(0, text, inStart, text.length() - inStart);
  }

  /**
   * Returns the path inside the application, decoded and without path parameters: {@code
   * /orders/17} for {@code /shop/orders/17;jsessionid=4?page=2}.
   *
   * <p>Undertow, as WildFly and Spring Boot set it up, leaves a request that was forwarded with the
   * path of the forward, and its own one in two attributes. Others show them to the forward alone.
   */
  static String path(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.FORWARD_SERVLET_PATH) instanceof String start) {
      return request.getAttribute(RequestDispatcher.FORWARD_PATH_INFO) instanceof String info
          ? start + info
          : start;
    }
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }
}
