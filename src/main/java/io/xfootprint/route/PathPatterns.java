// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A set of path patterns, written as in web.xml: {@code /health}, {@code /static/*}, {@code *.png}.
 *
 * <p>The setting {@code exclude} is one: a request that matches any of its patterns is let through
 * unmeasured. Immutable and safe for use by many threads.
 */
public final class PathPatterns {

  private final Set<String> exact = new HashSet<>();

  /** With the slash at their end, so that {@code /static/*} does not match {@code /statics}. */
  private final List<String> prefixes;

  /** With their dot. */
  private final List<String> suffixes;

  private final boolean isEmpty;

  /**
   * Creates a set.
   *
   * @param patterns each checked by the settings already: a path without a star, one that ends in
   *     {@code /*}, or {@code *.} and an extension
   */
  public PathPatterns(List<String> patterns) {
    isEmpty = patterns.isEmpty();
    prefixes =
        patterns.stream()
            .filter(pattern -> pattern.endsWith("/*"))
            .map(pattern -> pattern.substring(0, pattern.length() - 1))
            .toList();
    suffixes =
        patterns.stream()
            .filter(pattern -> pattern.startsWith("*."))
            .map(pattern -> pattern.substring(1))
            .toList();
    patterns.stream().filter(pattern -> !pattern.contains("*")).forEach(exact::add);
    // As in web.xml, /static/* also matches /static.
    prefixes.forEach(prefix -> exact.add(prefix.substring(0, prefix.length() - 1)));
  }

  /** Returns whether a request's path inside the application matches any pattern. */
  public boolean matches(HttpServletRequest request) {
    // Most applications exclude nothing, and a path may be put together from two parts.
    return !isEmpty && matches(path(request));
  }

  boolean matches(String path) {
    return exact.contains(path)
        || prefixes.stream().anyMatch(path::startsWith)
        || suffixes.stream().anyMatch(path::endsWith);
  }

  /**
   * Returns the path inside the application, decoded and without path parameters: {@code
   * /orders/17} for {@code /shop/orders/17;jsessionid=4?page=2}.
   */
  static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }
}
