// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import java.util.ArrayList;
import java.util.List;

/** Takes a header field's value apart, where separators within quotes do not count (RFC 9110). */
final class FieldList {

  private FieldList() {}

  /** Returns the parts between separators, without blanks around them; empty ones are left out. */
  static List<String> split(String value, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && c == separator) {
        add(parts, value.substring(start, i));
        start = i + 1;
      }
    }
    add(parts, value.substring(start));
    return parts;
  }

  private static void add(List<String> parts, String part) {
    String stripped = part.strip();
    if (!stripped.isEmpty()) {
      parts.add(stripped);
    }
  }
}
