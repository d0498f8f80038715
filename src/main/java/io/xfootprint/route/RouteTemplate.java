// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.route;

/**
 * A template such as {@code /orders/{id}} or {@code /files/*}: a name in braces matches one part of
 * a path, a star at the end any number of parts.
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
    return path.split("/", -1);
  }

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
