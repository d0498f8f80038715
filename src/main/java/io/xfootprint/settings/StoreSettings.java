// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where totals are kept. Its text never holds a secret.
 *
 * @param address a JDBC URL, or the JNDI name of a DataSource
 * @param user of the database; empty if the address says it, or none is needed
 * @param password of that user; empty likewise
 * @param interval how often totals are written, and those of others read
 * @param retention for how long hours and days are kept, zero for ever; totals always are
 */
public record StoreSettings(
    String address, String user, String password, Duration interval, Duration retention) {

  static final String RULE =
      "a JDBC URL like jdbc:postgresql://db/shop, or the JNDI name of a DataSource like"
          + " java:comp/env/jdbc/footprint";

  private static final Pattern SCHEME = Pattern.compile("(?:jdbc:)?(?:[a-zA-Z0-9+]*:)?/*");

  /**
   * Scheme, and what stands before the last at sign that is not in a parameter: passwords may have
   * at signs of their own, and whatever else should have been encoded.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("(?s)" + SCHEME + "((?:(?![?;&][a-zA-Z_.]+=).)*)@.*");

  private static final Pattern MAYBE_SECRET = Pattern.compile("(?i)pass|pwd|secr|key|token");

  /** Tells whether the address is the name of a DataSource that the container has. */
  public boolean isJndiName() {
    return isJndiName(address);
  }

  static boolean isAddress(String text) {
    return text.startsWith("jdbc:") || isJndiName(text);
  }

  private static boolean isJndiName(String text) {
    return text.startsWith("java:");
  }

  /** Returns what the address has before its host: a user and a password; empty if it has not. */
  public String userInfo() {
    Matcher matcher = USER_INFO.matcher(address);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Returns the address without users, passwords and parameters. */
  @Override
  public String toString() {
    return shown(address);
  }

  /** Returns what of an address, or of what was meant to be one, may be shown to anybody. */
  static String shown(String address) {
    Matcher scheme = SCHEME.matcher(address);
    // Who stands before an @ may have a password, and that may look like a parameter.
    if (address.contains("@") && scheme.lookingAt()) {
      return scheme.group() + "***";
    }
    String path = address.split("[?;]", 2)[0];
    return MAYBE_SECRET.matcher(path).find() ? "(not shown)" : path;
  }
}
