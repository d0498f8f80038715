// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A name for requests that are alike, such as {@code GET /orders/*}.
 *
 * <p>It is safe in log lines: method and pattern hold only visible ASCII characters other than
 * {@code "}, {@code \}, {@code =} and {@code ,}, and the whole has at most {@value #MAX_LENGTH}
 * characters. Everything else is percent-encoded as UTF-8, and a longer name is cut.
 *
 * @param method HTTP method
 * @param pattern a template, never a raw path
 */
public record Route(String method, String pattern) implements Comparable<Route> {

  /** Longest label in characters. */
  public static final int MAX_LENGTH = 120;

  /** The route of all requests whose own route is beyond the bound. */
  public static final Route OTHER = new Route("", "(other)");

  /** Pattern of paths that no part of the application answers. */
  public static final String UNMATCHED = "(unmatched)";

  /** Pattern of requests that the container refuses before it knows their path. */
  public static final String BAD_REQUEST = "(bad-request)";

  private static final int MAX_METHOD_LENGTH = 20;

  /** Makes both parts safe. */
  public Route {
    method = safe(method, MAX_METHOD_LENGTH);
    pattern = safe(pattern, MAX_LENGTH - 1 - method.length());
  }

  /** Returns the label, such as {@code GET /orders/*}. */
  public String label() {
    return method.isEmpty() ? pattern : method + " " + pattern;
  }

  /** Returns whether a label is that of paths that nobody has. */
  public static boolean isOfNobody(String label) {
    return label.endsWith(UNMATCHED) || label.endsWith(BAD_REQUEST);
  }

  // Written by hand: the methods that the compiler makes for records keep the class, and so its
  // loader, alive in the JDK after an application is undeployed.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Route route
        && method.equals(route.method)
        && pattern.equals(route.pattern);
  }

  @Override
  public int hashCode() {
    return 31 * method.hashCode() + pattern.hashCode();
  }

  @Override
  public int compareTo(Route other) {
    return label().compareTo(other.label());
  }

  private static String safe(String text, int maxLength) {
    if (text.length() <= maxLength && isSafe(text)) {
      return text;
    }
    // A text of any length costs no more than its first maxLength characters.
    String start = text.substring(0, Math.min(text.length(), maxLength));
    StringBuilder safe = new StringBuilder(maxLength);
    for (byte octet : start.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = isSafe(octet);
      if (safe.length() + (plain ? 1 : 3) > maxLength) {
        break;
      }
      if (plain) {
        safe.append((char) octet);
      } else {
        safe.append('%');
        safe.append(Character.toUpperCase(Character.forDigit((octet >> 4) & 0xF, 16)));
        safe.append(Character.toUpperCase(Character.forDigit(octet & 0xF, 16)));
      }
    }
    return safe.toString();
  }

  /** A loop: beyond the bound each request makes a route, and a stream cost it 40 ns and 200 B. */
  private static boolean isSafe(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isSafe(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSafe(int character) {
    return character > ' '
        && character < 0x7F
        && character != '"'
        && character != '\\'
        && character != '='
        && character != ',';
  }
}
