// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

/**
 * A route template of the setting {@code routes}, such as {@code /orders/{id}} or {@code /files/*}.
 * A name in braces matches one part of a path; a star at the end matches any number of parts:
 *
 * <pre>{@code
 * /orders/{id}   matches /orders/17, but neither /orders/ nor /orders/17/items
 * /files/*       matches /files, /files/a and /files/a/b
 * }</pre>
 *
 * <p>Parts are compared one by one, without a regular expression: a path is the client's text, and
 * no choice of it may take long. Immutable.
 */
final class RouteTemplate {

  private final String text;
  private final String[] parts;
  private final boolean open;

  RouteTemplate(String text) {
    this.text = text;
    open = text.endsWith("/*");
    parts = split(open ? text.substring(0, text.length() - 2) : text);
  }

  private static String[] split(String path) {
    // -1 keeps an empty part at the end: /orders/ has one more than /orders.
    return path.split("/", -1);
  }

  /** Returns whether the template fits a path inside the application. */
  boolean matches(String path) {
    String[] given = split(path);
    if (open ? given.length < parts.length : given.length != parts.length) {
      return false;
    }
    for (int i = 0; i < parts.length; i++) {
      boolean variable = parts[i].startsWith("{");
      if (variable ? given[i].isEmpty() : !parts[i].equals(given[i])) {
        return false;
      }
    }
    return true;
  }

  /** Returns the template as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
