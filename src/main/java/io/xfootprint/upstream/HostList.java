// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of hosts, as a setting writes it: {@code orders.example.org}, {@code *.example.org} for
 * all below it, {@code [::1]:8080} with a port. Without a port all are meant. Immutable.
 */
final class HostList {

  /** The form of one entry. */
  static final Pattern ENTRY =
      Pattern.compile(
          "((?:\\*\\.)?[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+\\])(?::([0-9]{1,5}))?");

  private static final int ANY_PORT = -1;

  private record Entry(String host, boolean isBelow, int port) {

    boolean allows(String name, int given) {
      return (port == ANY_PORT || port == given)
          && (isBelow ? isBelow(name) : name.equalsIgnoreCase(host));
    }

    /** The host of an entry such as {@code *.example.org} is {@code .example.org}. */
    private boolean isBelow(String name) {
      int start = name.length() - host.length();
      return start > 0 && name.regionMatches(true, start, host, 0, host.length());
    }
  }

  private final List<Entry> entries = new ArrayList<>();

  /** Reads entries, which have been checked against {@link #ENTRY}. */
  HostList(List<String> texts) {
    for (String text : texts) {
      Matcher entry = ENTRY.matcher(text);
      if (!entry.matches()) {
        throw new IllegalArgumentException("Not a host: " + text);
      }
      String host = entry.group(1).toLowerCase(Locale.ROOT);
      boolean isBelow = host.startsWith("*");
      int port = entry.group(2) == null ? ANY_PORT : Integer.parseInt(entry.group(2));
      entries.add(new Entry(isBelow ? host.substring(1) : host, isBelow, port));
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Returns whether a host is in the list.
   *
   * @param host as an address has it, an IPv6 address with or without brackets; null is in no list
   */
  boolean allows(@Nullable String host, int port) {
    if (host == null || host.isEmpty()) {
      return false;
    }
    boolean isBareIpv6 = host.indexOf(':') >= 0 && host.charAt(0) != '[';
    String name = isBareIpv6 ? "[" + host + "]" : host;
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).allows(name, port)) {
        return true;
      }
    }
    return false;
  }
}
