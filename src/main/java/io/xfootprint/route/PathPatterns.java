// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Path patterns as in web.xml: {@code /health}, {@code /static/*}, {@code *.png}. */
public final class PathPatterns {

  private final Set<String> exact = new HashSet<>();
  private final List<String> prefixes;
  private final List<String> suffixes;
  private final boolean none;

  public PathPatterns(List<String> patterns) {
    none = patterns.isEmpty();
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
    // As in web.xml, /static/* is also /static.
    prefixes.forEach(prefix -> exact.add(prefix.substring(0, prefix.length() - 1)));
  }

  public boolean match(HttpServletRequest request) {
    return !none && match(path(request));
  }

  boolean match(String path) {
    return exact.contains(path)
        || prefixes.stream().anyMatch(path::startsWith)
        || suffixes.stream().anyMatch(path::endsWith);
  }

  /** Returns the path inside the application, decoded and without path parameters. */
  static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return info == null ? request.getServletPath() : request.getServletPath() + info;
  }
}
