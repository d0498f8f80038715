// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.grid.Location;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.Host;
import io.xfootprint.model.Coefficients;
import io.xfootprint.model.Machine;
import io.xfootprint.powermeter.EnergyMeter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
 * @param location place on the grid; the cloud region that was detected, else {@code world}
 * @param locationBasis what says that it is this place, for the log
 * @param machine kind of machine; the instance type that was detected, else the processor found
 * @param machineBasis what says that it is this machine, for the log
 * @param cloud what was found around the machine, for the log
 * @param idleWatts power of an idle vCPU at the wall in W; by machine
 * @param maxWatts power of a busy vCPU at the wall in W; by machine
 * @param pue power usage effectiveness, a ratio; by location
 * @param pueBasis what says so, for the log
 * @param carbonIntensity in gCO2e/kWh; by location
 * @param gridLoss share of the electricity lost on its way; 0
 * @param embodiedGramsPerCpuHour emissions of making one vCPU in gCO2e for each hour that it is
 *     held; by machine
 * @param raplPath root of a powercap tree, or a file with watts; {@code /sys/class/powercap}, or
 *     none where machine or watts are set
 * @param window how often rates are renewed and books closed; 10 s
 * @param logInterval how often totals are logged, zero for never; 60 s
 * @param logFormat how they are written; {@link LogFormat#LOGFMT}
 * @param store where totals are kept; in memory alone
 * @param report what of them is shown; nothing
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
    String locationBasis,
    Machine machine,
    String machineBasis,
    Cloud cloud,
    OptionalDouble idleWatts,
    OptionalDouble maxWatts,
    double pue,
    String pueBasis,
    OptionalDouble carbonIntensity,
    double gridLoss,
    double embodiedGramsPerCpuHour,
    String embodiedBasis,
    Optional<Path> raplPath,
    Duration window,
    Duration logInterval,
    LogFormat logFormat,
    Optional<StoreSettings> store,
    ReportSettings report) {

  /** What every database takes as text. */
  private static final Pattern APP = Pattern.compile("[^\\p{Cc}\\p{Cs}]+");

  /** In Java's characters, as H2 counts them: an emoji is two. */
  private static final int MAX_APP_LENGTH = 200;

  private static final String APP_RULE = "1 to 200 characters, none of them a control character";

  private static final Pattern PATH_PATTERN = Pattern.compile("/[^*]*|/([^*]*/)?\\*|\\*\\.[^*/]+");
  private static final String PATH_PATTERN_RULE =
      "a comma-separated list of patterns like /health, /static/* or *.png";

  private static final Pattern TEMPLATE =
      Pattern.compile("(/|(/([^/{}*]+|\\{[^/{}*]+\\}))++)(/\\*)?|/\\*");
  private static final String TEMPLATE_RULE =
      "a comma-separated list of templates like /orders/{id} or /files/*";

  /**
   * Reads the settings of a machine that is in no known cloud.
   *
   * @param sources where they stand
   * @param host the machine that was found
   * @throws SettingsException if one breaks its rule
   */
  public static FootprintSettings from(SettingSources sources, Host host) {
    return from(sources, host, Cloud.UNKNOWN);
  }

  /**
   * Reads the settings.
   *
   * @param sources where they stand
   * @param host the machine that was found
   * @param cloud what was found around it
   * @throws SettingsException if one breaks its rule
   */
  public static FootprintSettings from(SettingSources sources, Host host, Cloud cloud) {
    SettingReader read = new SettingReader(sources);
    Sourced<Location> place = place(read, cloud);
    Location location = place.value();
    Sourced<Machine> machine = machine(read, host, cloud);
    Sourced<Double> pue =
        Sourced.ofDefault(Coefficients.pue())
            .unless(boxed(location.pue()), location.pueBasis())
            .unlessSet(boxed(read.number(Setting.PUE, 1, 5)));
    Sourced<Double> embodied =
        Sourced.ofDefault(Coefficients.embodiedGramsPerCpuHour())
            .unless(boxed(machine.value().embodiedGramsPerCpuHour()), machine.value().name())
            .unlessSet(boxed(read.number(Setting.EMBODIED, 0, 1000)));
    return new FootprintSettings(
        read.known(Setting.APP, FootprintSettings::app, APP_RULE).orElse("/"),
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
        place.basis(),
        machine.value(),
        machine.basis(),
        cloud,
        read.number(Setting.POWER_IDLE_WATTS, 0, 1000),
        read.number(Setting.POWER_MAX_WATTS, 0, 1000),
        pue.value(),
        pue.basis(),
        read.number(Setting.CARBON_INTENSITY, 0, 2000),
        read.number(Setting.GRID_LOSS, 0, 0.5).orElse(0),
        embodied.value(),
        embodied.basis(),
        read.known(Setting.RAPL_PATH, FootprintSettings::path, "a path").or(() -> powercap(read)),
        read.duration(
            Setting.WINDOW, Duration.ofMillis(100), Duration.ofHours(1), Duration.ofSeconds(10)),
        read.durationOrOff(
            Setting.LOG_INTERVAL,
            Duration.ofMillis(100),
            Duration.ofHours(24),
            Duration.ofSeconds(60)),
        read.choice(Setting.LOG_FORMAT, LogFormat.class, LogFormat.LOGFMT),
        store(read),
        ReportSettingReader.read(read));
  }

  /** Whoever says which machine it is does not mean the one that this process happens to run on. */
  private static Optional<Path> powercap(SettingReader read) {
    boolean powerIsSet =
        Stream.of(Setting.MACHINE, Setting.POWER_IDLE_WATTS, Setting.POWER_MAX_WATTS)
            .anyMatch(setting -> read.text(setting).isPresent());
    return powerIsSet ? Optional.empty() : Optional.of(EnergyMeter.POWERCAP);
  }

  private static Optional<Double> boxed(OptionalDouble number) {
    return number.stream().boxed().findFirst();
  }

  private static Optional<String> app(String name) {
    return Optional.of(name)
        .filter(text -> text.length() <= MAX_APP_LENGTH && APP.matcher(text).matches());
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static Sourced<Location> place(SettingReader read, Cloud cloud) {
    return Sourced.ofDefault(Location.find("world").orElseThrow())
        .unlessDetected(cloud.location(), Location::find)
        .unlessSet(
            read.known(Setting.LOCATION, Location::find, "a known place: " + Location.FORMS));
  }

  private static Sourced<Machine> machine(SettingReader read, Host host, Cloud cloud) {
    return new Sourced<>(Machine.of(host), "processor")
        .unlessDetected(cloud.machine(), type -> Machine.detected(type, host))
        .unlessSet(
            read.known(
                Setting.MACHINE, name -> Machine.find(name, host), "known: " + Machine.FORMS));
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

  private static Optional<StoreSettings> store(SettingReader read) {
    Duration interval =
        read.duration(
            Setting.STORE_INTERVAL,
            Duration.ofMillis(100),
            Duration.ofHours(1),
            Duration.ofSeconds(10));
    Duration retention =
        read.durationOrOff(
            Setting.STORE_RETENTION,
            Duration.ofDays(7),
            Duration.ofDays(36_500),
            Duration.ofDays(1_096));
    Optional<String> address = read.text(Setting.STORE);
    if (address.filter(text -> !StoreSettings.isAddress(text)).isPresent()) {
      throw new SettingsException(
          Setting.STORE.key(), StoreSettings.RULE, StoreSettings.shown(address.get()));
    }
    return address.map(
        text ->
            new StoreSettings(
                text,
                read.text(Setting.STORE_USER).orElse(""),
                read.text(Setting.STORE_PASSWORD).orElse(""),
                interval,
                retention));
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "FootprintSettings[app=" + app + ", location=" + location.name() + "]";
  }
}
