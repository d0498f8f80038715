// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.List;
import java.util.Optional;

/**
 * Which headers answers carry, and to whom. Its text never holds the secret.
 *
 * <p>The headers reveal more than time does: CPU time and bytes have no network noise. So a public
 * service should use {@code trusted} or {@code never}.
 *
 * @param expose who gets them
 * @param secret what trusted requests carry; empty unless {@code expose} is {@link Expose#TRUSTED}
 * @param digits significant digits in {@code X-Footprint}, 0 for all
 * @param total whether answers carry {@code X-Footprint-Total}
 * @param trailer whether streamed answers end with the final {@code X-Footprint}
 * @param serverTiming whether answers carry a metric of {@code Server-Timing}
 */
public record HeaderSettings(
    Expose expose,
    String secret,
    int digits,
    boolean total,
    boolean trailer,
    boolean serverTiming) {

  private static final Setting<Expose> EXPOSE =
      Setting.choice(
          "expose",
          Expose.class,
          "always",
          "who gets the headers: `always`; `trusted`, requests that carry `X-Footprint-Key` equal"
              + " to `expose.secret`, which nothing behind the filter sees; `never`");

  private static final Setting<String> SECRET =
      new Setting<>(
              "expose.secret",
              "ASCII characters only",
              HeaderSettings::secret,
              "",
              "the secret; never logged")
          .shownAs(text -> text.isEmpty() ? "" : "(not shown)");

  private static final Setting<Integer> DIGITS =
      Setting.integer("header.digits", 0, 15, 3, "significant digits in `X-Footprint`, 0 for all");

  private static final Setting<Boolean> TOTAL =
      Setting.flag("header.total", true, "whether answers carry `X-Footprint-Total`");

  private static final Setting<Boolean> TRAILER =
      Setting.flag(
          "header.trailer",
          true,
          "whether answers in pieces end with the final `X-Footprint`, for clients that take"
              + " trailers");

  private static final Setting<Boolean> SERVER_TIMING =
      Setting.flag(
          "header.server-timing", false, "whether answers carry a metric of `Server-Timing`");

  static final List<Setting<?>> SETTINGS =
      List.of(EXPOSE, SECRET, DIGITS, TOTAL, TRAILER, SERVER_TIMING);

  /** Reads and checks the settings of this subject. */
  static HeaderSettings read(SettingSources sources) {
    Expose expose = sources.value(EXPOSE);
    if (expose == Expose.TRUSTED && !sources.has(SECRET)) {
      throw SECRET.bad("set when 'expose' is 'trusted'", sources.given(SECRET));
    }
    return new HeaderSettings(
        expose,
        // A secret that nobody needs is not kept.
        expose == Expose.TRUSTED ? sources.value(SECRET) : "",
        sources.value(DIGITS),
        sources.value(TOTAL),
        sources.value(TRAILER),
        sources.value(SERVER_TIMING));
  }

  /**
   * Returns a secret of visible ASCII characters and blanks. Containers and clients do not agree on
   * how a header carries any other character.
   */
  private static Optional<String> secret(String text) {
    return Optional.of(text).filter(all -> all.chars().allMatch(c -> c >= ' ' && c <= '~'));
  }

  @Override
  public String toString() {
    return "HeaderSettings[expose=" + expose + "]";
  }
}
