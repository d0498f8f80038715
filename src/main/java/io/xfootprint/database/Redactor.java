// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import io.xfootprint.settings.StoreSettings;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the secrets of a store's address in a text. Secrets are the password, everything before an
 * {@code @} in the address, and every parameter that may be secret. They are hidden in plain,
 * encoded and decoded form. Each of their words is hidden too, because drivers cut addresses
 * anywhere.
 */
final class Redactor {

  private static final String INSTEAD = "***";
  private static final Pattern NAME =
      Pattern.compile("(?i)[?;&][^=?;&]*(?:pass|pwd|secr|key|token)[^=?;&]*=");

  /** A value in an address like PostgreSQL's, up to the next parameter or the end. */
  private static final Pattern VALUE = Pattern.compile("(?s)(.*?)(?:&[\\w.]+=.*)?");

  /** A value in an address like H2's, where a backslash may escape a semicolon in it. */
  private static final Pattern ESCAPED_VALUE =
      Pattern.compile("(?s)((?:\\\\.|.)*?)(?:;[\\w.]+=.*)?");

  /** The shortest secret to hide inside words. Shorter ones are part of unrelated words. */
  private static final int LONG_ENOUGH = 4;

  private final List<Pattern> patterns = new ArrayList<>();

  private Redactor(Set<String> secrets, Set<String> words) {
    for (String secret : secrets) {
      patterns.add(secret.length() < LONG_ENOUGH ? word(secret) : anywhere(Pattern.quote(secret)));
    }
    words.forEach(word -> patterns.add(word(word)));
  }

  private static Pattern anywhere(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static Pattern word(String text) {
    return anywhere("(?<![\\p{L}\\p{N}])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}])");
  }

  static Redactor of(StoreSettings settings) {
    Set<String> secrets = new LinkedHashSet<>();
    addForms(secrets, settings.password());
    if (!settings.isJndiName()) {
      addForms(secrets, settings.userInfo());
      // A piece that looks like a parameter may be part of a password.
      addForms(secrets, beforeLastAt(settings.address()));
      addParameters(secrets, settings.address().substring(settings.userInfo().length()));
    }
    Set<String> words = new LinkedHashSet<>();
    for (String secret : secrets) {
      for (String word : secret.split("[^\\p{L}\\p{N}]+", -1)) {
        if (word.length() > 1) {
          words.add(word);
        }
      }
    }
    if (!settings.isJndiName()) {
      secrets.add(settings.address());
    }
    return new Redactor(secrets, words);
  }

  private static String beforeLastAt(String address) {
    int start = address.indexOf("//") + 1;
    return address.substring(start, Math.max(start, address.lastIndexOf('@')));
  }

  private static void addParameters(Set<String> secrets, String address) {
    boolean isEscaped = address.replaceAll("(?s)[^?;]", "").startsWith(";");
    Matcher name = NAME.matcher(address);
    while (name.find()) {
      Matcher value = (isEscaped ? ESCAPED_VALUE : VALUE).matcher(address.substring(name.end()));
      if (value.matches()) {
        addForms(secrets, value.group(1));
      }
    }
  }

  private static void addForms(Set<String> secrets, String text) {
    if (text.isEmpty()) {
      return;
    }
    secrets.add(text);
    secrets.add(text.replaceAll("(?s)\\\\(.)", "$1"));
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
    secrets.add(encoded);
    secrets.add(encoded.replace("+", "%20"));
    try {
      secrets.add(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      // The text was not encoded.
    }
  }

  /** Returns a text with each secret replaced. */
  String hide(String text) {
    BitSet hidden = new BitSet();
    for (Pattern pattern : patterns) {
      Matcher matcher = pattern.matcher(text);
      for (int from = 0; from <= text.length() && matcher.find(from); from = matcher.start() + 1) {
        hidden.set(matcher.start(), matcher.end());
      }
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!hidden.get(i)) {
        shown.append(text.charAt(i));
      } else if (i == 0 || !hidden.get(i - 1)) {
        shown.append(INSTEAD);
      }
    }
    return shown.toString();
  }
}
