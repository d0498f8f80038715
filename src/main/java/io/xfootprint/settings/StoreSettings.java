// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where totals are kept. Its text never holds a secret: URLs are shown up to their parameters, and
 * without what stands before an at sign.
 *
 * @param address a JDBC URL, or the JNDI name of a DataSource
 * @param user of the database; empty if the address says it, or none is needed
 * @param password of that user; empty for the same reasons
 * @param interval how often totals are written, and those of others read
 * @param retention for how long hours and days are kept, zero for ever; totals always are
 * @param origin where the address was set, for messages
 */
public record StoreSettings(
    String address,
    String user,
    String password,
    Duration interval,
    Duration retention,
    String origin) {

  private static final Setting<String> ADDRESS =
      new Setting<>(
              "store",
              "a JDBC URL like jdbc:postgresql://db/shop, or the JNDI name of a DataSource like"
                  + " java:comp/env/jdbc/footprint",
              text -> Optional.of(text).filter(StoreSettings::isAddress),
              "none: in memory",
              "where totals are kept: a JDBC URL, or the JNDI name of a DataSource such as"
                  + " `java:comp/env/jdbc/footprint`")
          .shownAs(StoreSettings::shown);

  private static final Setting<String> USER =
      Setting.text("store.user", "as in the URL", "user of the database");

  private static final Setting<String> PASSWORD =
      Setting.text("store.password", "as in the URL", "password of that user; never logged");

  private static final Setting<Duration> INTERVAL =
      Setting.duration(
          "store.interval",
          "100ms",
          "1h",
          "10s",
          "how often totals are written, and those of other instances read");

  private static final Setting<Duration> RETENTION =
      Setting.durationOrOff(
          "store.retention",
          "7d",
          "36500d",
          "1096d",
          "for how long hours and days are kept, from 7d; 0 = for ever. Totals always are");

  static final List<Setting<?>> SETTINGS = List.of(ADDRESS, USER, PASSWORD, INTERVAL, RETENTION);

  /** The part before the first secret that an address may hold: {@code jdbc:postgresql://}. */
  private static final Pattern SCHEME = Pattern.compile("(?:jdbc:)?(?:[a-zA-Z0-9+]*:)?/*");

  /**
   * Scheme, and the text before the last at sign that is not in a parameter. Passwords may have at
   * signs of their own, and other characters that should have been encoded.
   */
  private static final Pattern USER_INFO =
      Pattern.compile("(?s)" + SCHEME + "((?:(?![?;&][a-zA-Z_.]+=).)*)@.*");

  /** Words in the path of an address that may be followed by a secret. */
  private static final Pattern MAYBE_SECRET = Pattern.compile("(?i)pass|pwd|secr|key|token");

  /** Reads and checks the settings of this subject; empty if no address is set. */
  static Optional<StoreSettings> read(SettingSources sources) {
    // Checked without an address too, so that a mistake shows at once.
    Duration interval = sources.value(INTERVAL);
    Duration retention = sources.value(RETENTION);
    return sources
        .find(ADDRESS)
        .map(
            address ->
                new StoreSettings(
                    address,
                    sources.find(USER).orElse(""),
                    sources.find(PASSWORD).orElse(""),
                    interval,
                    retention,
                    sources.given(ADDRESS).origin()));
  }

  /**
   * Returns what to throw where the address keeps its form and can never work, for example because
   * there is no driver for it.
   *
   * @param rule what it must be, to be read after "must be"
   */
  public SettingsException bad(String rule) {
    return new SettingsException(ADDRESS.key(), rule, toString(), origin);
  }

  /** Returns whether the address is the name of a DataSource that the container has. */
  public boolean isJndiName() {
    return isJndiName(address);
  }

  private static boolean isAddress(String text) {
    return text.startsWith("jdbc:") || isJndiName(text);
  }

  private static boolean isJndiName(String text) {
    return text.startsWith("java:");
  }

  /** Returns the user and password before the host of the address; empty if there are none. */
  public String userInfo() {
    Matcher matcher = USER_INFO.matcher(address);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** Returns the address without users, passwords and parameters. */
  @Override
  public String toString() {
    return shown(address);
  }

  /** Returns the part of an address, or of a mistyped one, that holds no secret. */
  static String shown(String address) {
    Matcher scheme = SCHEME.matcher(address);
    // The part before an @ may hold a password, and a password may look like a parameter.
    if (address.contains("@") && scheme.lookingAt()) {
      return scheme.group() + "***";
    }
    String path = address.split("[?;]", 2)[0];
    return MAYBE_SECRET.matcher(path).find() ? "(not shown)" : path;
  }
}
