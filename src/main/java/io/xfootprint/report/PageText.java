// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times on the pages, alike in every locale. */
final class PageText {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private PageText() {}

  static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Returns a number with two decimals. */
  static String hundredths(double number) {
    return format("%.2f", number);
  }

  /** Returns a time in UTC. */
  static String minute(Instant time) {
    return MINUTE.format(time);
  }

  /** Returns a time of the day in UTC. */
  static String second(Instant time) {
    return SECOND.format(time);
  }

  /**
   * Returns a percentage with one decimal; one that would look like nothing is told as less than
   * the least.
   */
  static String percent(double percent) {
    return percent > 0 && percent < 0.05 ? "< 0.1 %" : format("%.1f %%", percent);
  }

  /** Returns a change, given as a part of what was before, with its sign; a dash if not known. */
  static String change(double part) {
    return Double.isFinite(part) ? format("%+.1f %%", 100 * part).replace('-', '−') : "–";
  }
}
