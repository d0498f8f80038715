// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.grid.Location;
import io.xfootprint.host.Host;
import io.xfootprint.model.Defaults;
import io.xfootprint.model.Machine;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Every setting, with its unit and its default. Immutable and safe for use by many threads.
 *
 * @param app name under which totals are kept; by default the application's own
 * @param expose who is told; {@link Expose#ALWAYS}
 * @param exposeSecret what trusted requests carry; empty unless {@code expose} is {@link
 *     Expose#TRUSTED}
 * @param headerDigits significant digits in {@code X-Footprint}, 0 for all; 3
 * @param headerTotal whether answers carry {@code X-Footprint-Total}; true
 * @param headerTrailer whether streamed answers end with the final {@code X-Footprint}; true
 * @param headerServerTiming whether answers carry a metric of {@code Server-Timing}; false
 * @param exclude path patterns of requests that are let through untouched; none
 * @param routes templates that name routes, such as {@code /orders/{id}}; none
 * @param routesMax number of routes that get a line of their own; 200
 * @param location place on the grid; {@code world}
 * @param machine kind of machine; the one that was found
 * @param idleWatts power of an idle vCPU at the wall in W; by machine
 * @param maxWatts power of a busy vCPU at the wall in W; by machine
 * @param pue power usage effectiveness, a ratio; by location
 * @param carbonIntensity in gCO2e/kWh; by location
 * @param gridLoss share of the electricity lost on its way; 0
 * @param window how often rates are renewed and books closed; 10 s
 * @param logInterval how often totals are logged, zero for never; 60 s
 * @param logFormat how they are written; {@link LogFormat#LOGFMT}
 */
public record FootprintSettings(
    String app,
    Expose expose,
    String exposeSecret,
    int headerDigits,
    boolean headerTotal,
    boolean headerTrailer,
    boolean headerServerTiming,
    List<String> exclude,
    List<String> routes,
    int routesMax,
    Location location,
    Machine machine,
    OptionalDouble idleWatts,
    OptionalDouble maxWatts,
    double pue,
    OptionalDouble carbonIntensity,
    double gridLoss,
    Duration window,
    Duration logInterval,
    LogFormat logFormat) {

  private static final Pattern PATH_PATTERN = Pattern.compile("/[^*]*|/([^*]*/)?\\*|\\*\\.[^*/]+");
  private static final String PATH_PATTERN_RULE =
      "a comma-separated list of patterns like /health, /static/* or *.png";

  private static final Pattern TEMPLATE =
      Pattern.compile("(/|(/([^/{}*]+|\\{[^/{}*]+\\}))++)(/\\*)?|/\\*");
  private static final String TEMPLATE_RULE =
      "a comma-separated list of templates like /orders/{id} or /files/*";

  /**
   * Reads the settings.
   *
   * @param sources where they stand
   * @param host the machine that was found
   * @throws SettingsException if one breaks its rule
   */
  public static FootprintSettings from(SettingSources sources, Host host) {
    SettingReader read = new SettingReader(sources);
    Location location =
        read.known(Setting.LOCATION, Location::find, "a known place: " + Location.FORMS)
            .or(() -> Location.find("world"))
            .orElseThrow();
    Machine machine =
        read.known(Setting.MACHINE, name -> Machine.find(name, host), "known: " + Machine.FORMS)
            .orElseGet(() -> Machine.of(host));
    return new FootprintSettings(
        read.text(Setting.APP).orElse("/"),
        read.choice(Setting.EXPOSE, Expose.class, Expose.ALWAYS),
        secret(read),
        read.integer(Setting.HEADER_DIGITS, 0, 15, 3),
        read.flag(Setting.HEADER_TOTAL, true),
        read.flag(Setting.HEADER_TRAILER, true),
        read.flag(Setting.HEADER_SERVER_TIMING, false),
        read.list(Setting.EXCLUDE, PATH_PATTERN, PATH_PATTERN_RULE),
        read.list(Setting.ROUTES, TEMPLATE, TEMPLATE_RULE),
        read.integer(Setting.ROUTES_MAX, 1, 1000, 200),
        location,
        machine,
        read.number(Setting.POWER_IDLE_WATTS, 0, 1000),
        read.number(Setting.POWER_MAX_WATTS, 0, 1000),
        read.number(Setting.PUE, 1, 5).orElse(location.pue().orElseGet(Defaults::pue)),
        read.number(Setting.CARBON_INTENSITY, 0, 2000),
        read.number(Setting.GRID_LOSS, 0, 0.5).orElse(0),
        read.duration(
            Setting.WINDOW, Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(10)),
        read.durationOrOff(
            Setting.LOG_INTERVAL,
            Duration.ofMillis(100),
            Duration.ofHours(24),
            Duration.ofSeconds(60)),
        read.choice(Setting.LOG_FORMAT, LogFormat.class, LogFormat.LOGFMT));
  }

  private static String secret(SettingReader read) {
    if (read.choice(Setting.EXPOSE, Expose.class, Expose.ALWAYS) != Expose.TRUSTED) {
      return "";
    }
    String secret =
        read.text(Setting.EXPOSE_SECRET)
            .orElseThrow(() -> read.bad(Setting.EXPOSE_SECRET, "set when 'expose' is 'trusted'"));
    // Containers and clients do not agree on how a header carries any other character.
    if (!secret.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new SettingsException(
          Setting.EXPOSE_SECRET.key(), "ASCII characters only", "(not shown)");
    }
    return secret;
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "FootprintSettings[app=" + app + ", location=" + location.name() + "]";
  }
}
