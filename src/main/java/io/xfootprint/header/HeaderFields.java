// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations on header fields, as RFC 9110 writes them: several fields of one name, each a list.
 * Values come from clients and applications, so nothing here throws for any text.
 */
public final class HeaderFields {

  private HeaderFields() {}

  /**
   * Returns the parts of a value between separators, without blanks around them. Empty parts are
   * left out, as RFC 9110 asks of who reads a list. A separator within quotes does not count:
   *
   * <pre>{@code
   * split("db;desc=\"a, b\", cache", ',') -> [db;desc="a, b", cache]
   * }</pre>
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
        // The next character is escaped; a quote there does not end the quotes.
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

  /**
   * Removes a header. Servlet 6.1 does so for the value null. Tomcat 10.1, of Servlet 6.0, ignores
   * null and has no other way, so there the header stays with an empty value.
   */
  static void remove(HttpServletResponse response, String name) {
    if (response.containsHeader(name)) {
      response.setHeader(name, null);
      if (response.containsHeader(name)) {
        response.setHeader(name, "");
      }
    }
  }
}
