// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;

/** Header fields as RFC 9110 writes them. */
public final class HeaderFields {

  private HeaderFields() {}

  /**
   * Returns the parts of a value between separators, without blanks around them; leaves empty ones
   * out. A separator within quotes does not count.
   */
  public static List<String> split(String value, char separator) {
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

  /** Removes a header. Tomcat 10.1 has no way to, so there it is left without a value. */
  static void remove(HttpServletResponse response, String name) {
    if (response.containsHeader(name)) {
      response.setHeader(name, null);
      if (response.containsHeader(name)) {
        response.setHeader(name, "");
      }
    }
  }
}
