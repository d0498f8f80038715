// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.host.Cloud;
import io.xfootprint.host.Host;
import io.xfootprint.upstream.UpstreamAnswers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Every setting, by subject. Adding a setting changes one file, the record of its subject: a
 * constant, its place in the list of constants, and a component.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param enabled whether anything is measured
 * @param app name under which totals are kept
 * @param version of the application, with what says so
 * @param header which headers answers carry, and to whom
 * @param routes which requests are counted, and under which names
 * @param avoidable which requests are for nothing
 * @param tenants whose requests are told apart
 * @param place where the application runs, and what its electricity emits there
 * @param grid who tells the carbon intensity of the moment; empty where annual averages hold
 * @param power which machine it is, and what it takes
 * @param window how often rates are renewed and books closed
 * @param log how totals are logged
 * @param store where totals are kept; empty for in memory alone
 * @param report who may see the totals
 * @param cost what the machine costs in money
 * @param spans whether spans of OpenTelemetry get the cost of their request
 * @param upstreamHosts whose word is taken for what calls to them cost; empty for nobody's
 * @param cloud what was found around the machine
 * @param warnings a sentence for each value that is allowed but hardly meant, for the log
 */
public record FootprintSettings(
    boolean enabled,
    String app,
    Sourced<String> version,
    HeaderSettings header,
    RouteSettings routes,
    AvoidableSettings avoidable,
    TenantSettings tenants,
    PlaceSettings place,
    Optional<GridSettings> grid,
    PowerSettings power,
    Duration window,
    LogSettings log,
    Optional<StoreSettings> store,
    ReportSettings report,
    CostSettings cost,
    boolean spans,
    List<String> upstreamHosts,
    Cloud cloud,
    List<String> warnings) {

  /** What every database takes as text; columns have 200 of Java's characters, as H2 counts. */
  private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]+");

  private static final int MAX_NAME_LENGTH = 200;

  private static final int MAX_VERSION_LENGTH = 100;

  private static final Setting<Boolean> ENABLED =
      Setting.flag(
          "enabled",
          true,
          "`false` lets all requests through unmeasured; Spring Boot measures where it is set to"
              + " `true`");

  static final Setting<String> APP =
      new Setting<>(
          "app",
          "1 to 200 characters, none of them a control character",
          FootprintSettings::name,
          "display-name, else context path",
          "name under which totals are kept");

  static final Setting<String> VERSION =
      new Setting<>(
          "version",
          "1 to 100 characters, none of them a control character",
          text -> name(text).filter(version -> version.length() <= MAX_VERSION_LENGTH),
          "git.properties, build-info.properties, Implementation-Version, else a hash of its classes",
          "version of the application, which tells its deployments apart");

  private static final Setting<Duration> WINDOW =
      Setting.duration(
          "window",
          "100ms",
          "1h",
          "10s",
          "how often rates are renewed and background work is booked; each `log.interval` does so"
              + " too");

  private static final Setting<Boolean> SPANS =
      Setting.flag(
          "spans",
          true,
          "whether spans of OpenTelemetry get the cost of their request, where its API is on the"
              + " class path");

  private static final Setting<List<String>> UPSTREAM_HOSTS =
      Setting.list(
          "upstream.hosts",
          UpstreamAnswers.hostPattern(),
          "hosts like orders.example.org, *.example.org or orders:8080",
          "",
          "services whose `X-Footprint` is added to the request that calls them:"
              + " `orders.internal, *.example.org, localhost:8081`");

  /** All of them, in the order of the documentation. */
  public static final List<Setting<?>> SETTINGS = all();

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>();
    all.add(ENABLED);
    all.add(APP);
    all.add(VERSION);
    all.addAll(HeaderSettings.SETTINGS);
    all.addAll(RouteSettings.SETTINGS);
    all.addAll(AvoidableSettings.SETTINGS);
    all.addAll(TenantSettings.SETTINGS);
    all.addAll(PlaceSettings.SETTINGS);
    all.addAll(GridSettings.SETTINGS);
    all.addAll(PowerSettings.SETTINGS);
    all.add(WINDOW);
    all.addAll(LogSettings.SETTINGS);
    all.addAll(StoreSettings.SETTINGS);
    all.addAll(ReportSettings.SETTINGS);
    all.addAll(CostSettings.SETTINGS);
    all.add(SPANS);
    all.add(UPSTREAM_HOSTS);
    return List.copyOf(all);
  }

  /**
   * Reads the settings of a machine that is in no known cloud.
   *
   * @param sources what users set
   * @param host the machine that was found
   * @throws SettingsException if one breaks its rule
   */
  public static FootprintSettings from(SettingSources sources, Host host) {
    return from(sources, host, Cloud.UNKNOWN);
  }

  /**
   * Reads the settings.
   *
   * @param sources what users set
   * @param host the machine that was found
   * @param cloud what was found around it
   * @throws SettingsException if one breaks its rule
   */
  public static FootprintSettings from(SettingSources sources, Host host, Cloud cloud) {
    // First, so that a mistyped name is reported and not what it leaves at its default.
    sources.requireKnown(SETTINGS);
    PowerSettings power = PowerSettings.read(sources, host, cloud);
    PlaceSettings place = PlaceSettings.read(sources, cloud);
    return new FootprintSettings(
        sources.value(ENABLED),
        sources.find(APP).orElse("/"),
        sources.applicationVersion().unlessSet(sources.find(VERSION)),
        HeaderSettings.read(sources),
        RouteSettings.read(sources),
        AvoidableSettings.read(sources),
        TenantSettings.read(sources),
        place,
        GridSettings.read(sources, place),
        power,
        sources.value(WINDOW),
        LogSettings.read(sources),
        StoreSettings.read(sources),
        ReportSettings.read(sources),
        CostSettings.read(sources),
        sources.value(SPANS),
        sources.value(UPSTREAM_HOSTS),
        cloud,
        warnings(sources, power));
  }

  private static List<String> warnings(SettingSources sources, PowerSettings power) {
    List<String> warnings = new ArrayList<>();
    for (Setting<?> setting : SETTINGS) {
      sources.warning(setting).ifPresent(warnings::add);
    }
    power.warning(sources).ifPresent(warnings::add);
    return List.copyOf(warnings);
  }

  /** Returns a name that keeps the rule of {@code app}. */
  private static Optional<String> name(String text) {
    return Optional.of(text)
        .filter(name -> name.length() <= MAX_NAME_LENGTH && NAME.matcher(name).matches());
  }

  /** Returns a text without the secrets, for a log into which settings may get by mistake. */
  @Override
  public String toString() {
    return "FootprintSettings[app=" + app + ", location=" + place.location().value().name() + "]";
  }
}
