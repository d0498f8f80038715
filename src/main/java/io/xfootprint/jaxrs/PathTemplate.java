// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

/**
 * A path with parameters in braces, put together from the values of annotations.
 *
 * <pre>{@code
 * join("orders/", "/{id: [0-9]+}")   /orders/{id}
 * join("", "")                       /
 * }</pre>
 */
final class PathTemplate {

  private PathTemplate() {}

  /**
   * Joins paths by single slashes, with one at the start and none at the end. Of parameters their
   * names stay, without expressions.
   */
  static String join(String... paths) {
    StringBuilder joined = new StringBuilder();
    for (String path : paths) {
      joined.append('/');
      appendWithoutExpressions(path, joined);
    }
    return withSingleSlashes(joined);
  }

  private static void appendWithoutExpressions(String path, StringBuilder to) {
    // Braces that are open: an expression may have a pair itself, as [0-9]{2}.
    int depth = 0;
    boolean inExpression = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '{') {
        depth++;
      } else if (c == '}') {
        depth--;
      } else if (c == ':' && depth == 1) {
        inExpression = true;
      }
      inExpression = inExpression && depth > 0;
      boolean isBlank = depth > 0 && Character.isWhitespace(c);
      if (!inExpression && !isBlank) {
        to.append(c);
      }
    }
  }

  private static String withSingleSlashes(StringBuilder path) {
    StringBuilder single = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '/' || single.isEmpty() || single.charAt(single.length() - 1) != '/') {
        single.append(c);
      }
    }
    int last = single.length() - 1;
    if (last > 0 && single.charAt(last) == '/') {
      single.setLength(last);
    }
    return single.toString();
  }
}
