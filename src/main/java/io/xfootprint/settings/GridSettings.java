// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.grid.Location;
import io.xfootprint.settings.Setting.Given;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who tells the carbon intensity of the moment, and how it is asked. Its text never holds the key,
 * the header or the path of an address.
 *
 * @param service who tells it
 * @param url base address of a service; the whole address of one that has no name here
 * @param key what the service knows the user by; empty if it asks for none
 * @param zone in the service's own words; of Electricity Maps also a cloud region such as {@code
 *     aws/eu-west-1}; empty for all of Great Britain and for an address
 * @param country its code of two letters, of the place where the application runs
 * @param value where the figure is in an answer, as a JSON pointer (RFC 6901)
 * @param unit of that figure
 * @param header {@code Name: value} that an address is asked with; empty for none
 * @param interval how often it is asked
 */
public record GridSettings(
    GridService service,
    URI url,
    String key,
    String zone,
    String country,
    String value,
    GridUnit unit,
    String header,
    Duration interval) {

  private static final String NOT_SHOWN = "(not shown)";

  private static final Setting<String> GRID =
      new Setting<>(
              "grid",
              "annual, electricity-maps, uk, watttime, carbon-aware-sdk, or an address that begins"
                  + " with https:// (http:// on this machine alone) and holds no user",
              text -> Optional.of(text).filter(GridSettings::isService),
              "annual",
              "who tells the carbon intensity: `annual`, tables of yearly averages; of the moment"
                  + " `electricity-maps`, `uk`, `watttime`, `carbon-aware-sdk` or an address")
          .shownAs(GridSettings::shown);

  private static final Setting<URI> URL =
      new Setting<>(
              "grid.url",
              "an address that begins with https:// (http:// on this machine alone), without user,"
                  + " parameters and fragment",
              text -> address(text).filter(url -> url.getRawQuery() == null),
              "that of the service",
              "base address of the service")
          .shownAs(GridSettings::shown);

  private static final Setting<String> KEY =
      new Setting<>(
              "grid.key",
              "visible ASCII characters",
              text -> Optional.of(text).filter(key -> key.matches("[!-~]+")),
              "",
              "key of the service; `USER:PASSWORD` for `watttime`; never logged")
          .shownAs(text -> NOT_SHOWN);

  private static final Setting<String> ZONE =
      new Setting<>(
          "grid.zone",
          "up to 60 letters, digits and any of _ . / -",
          text -> Optional.of(text).filter(zone -> zone.matches("[A-Za-z0-9_./-]{1,60}")),
          "by `location`",
          "the service's own name of the place: `FR`, `aws/eu-west-1`, `CAISO_NORTH`, `eastus`, a"
              + " British outward code or region from 1 to 17");

  private static final Setting<String> VALUE =
      new Setting<>(
          "grid.value",
          "a JSON pointer such as /data/0/value",
          text -> Optional.of(text).filter(GridSettings::isPointer),
          "",
          "where an address has the figure, as a JSON pointer: `/data/0/value`");

  private static final Setting<GridUnit> UNIT =
      new Setting<>(
          "grid.unit",
          "one of g/kWh, kg/kWh, lb/MWh",
          GridUnit::named,
          "g/kWh",
          "its unit: `g/kWh`, `kg/kWh` or `lb/MWh`");

  /** The JDK sets these itself, or a proxy reads them. */
  private static final Pattern HEADER =
      Pattern.compile(
          "(?i)(?!(?:host|connection|content-length|transfer-encoding|te|trailer|upgrade|expect"
              + "|proxy-[a-z-]+|accept-encoding):)[a-z0-9!#$%&'*+.^_`|~-]+: ?[!-~]([ -~]*[!-~])?");

  private static final Setting<String> HEADER_LINE =
      new Setting<>(
              "grid.header",
              "Name: value, in visible ASCII characters, and none that the connection needs",
              text -> Optional.of(text).filter(HEADER.asMatchPredicate()),
              "",
              "header that an address is asked with, `Name: value`; its value is never logged")
          .shownAs(text -> NOT_SHOWN);

  /** A value holds for an hour, and a slow answer must not be too late for it. */
  private static final Setting<Duration> INTERVAL =
      Setting.duration("grid.interval", "1m", "45m", "15m", "how often the service is asked");

  static final List<Setting<?>> SETTINGS =
      List.of(GRID, URL, KEY, ZONE, VALUE, UNIT, HEADER_LINE, INTERVAL);

  /** In a pointer ~0 is a tilde and ~1 a slash. */
  private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

  private static final int MOST_OF_SOURCE = 200;

  /** With a blank and a UUID of 36 characters it fits in such a column too. */
  private static final int MOST_OF_QUESTION = 160;

  private static final String ANNUAL = "annual";

  /** WattTime's names of what one more kilowatt-hour emits, and of other things. */
  private static final Pattern MARGINAL = Pattern.compile("(?i)co2_moer|marginal|health_damage");

  private static final Pattern SCHEME_AND_HOST =
      Pattern.compile("(?i)https?://[a-z0-9.:\\[\\]-]+(?=$|[/?#])");

  /** In an address whose beginning is mistyped. */
  private static final Pattern HOST_AND_PATH =
      Pattern.compile("(?i)[a-z0-9-]\\.[a-z]{2,}(:[0-9]+)?[/?].");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1\\]");

  /** Reads and checks the settings of this subject; empty if annual averages hold. */
  static Optional<GridSettings> read(SettingSources sources, PlaceSettings place) {
    // Checked without a service too, so that a mistake shows at once.
    for (Setting<?> setting : SETTINGS) {
      sources.find(setting);
    }
    String name = sources.value(GRID);
    if (name.equals(ANNUAL)) {
      return Optional.empty();
    }
    if (place.carbonIntensity().isPresent()) {
      throw bad(sources, GRID, "annual where 'carbon-intensity' is set, as only one can hold");
    }
    GridSettings read = read(sources, name, place.location().value());
    read.check(sources, place);
    return Optional.of(read);
  }

  private static GridSettings read(SettingSources sources, String name, Location location) {
    GridService service = GridService.named(name).orElse(GridService.ADDRESS);
    boolean isAddress = service == GridService.ADDRESS;
    Optional<URI> base = sources.find(URL).or(() -> address(isAddress ? name : service.base()));
    return new GridSettings(
        service,
        base.orElseGet(() -> URI.create("")),
        // A secret that nobody needs is not kept.
        service.needsKey() ? sources.find(KEY).orElse("") : "",
        sources.find(ZONE).orElseGet(() -> zone(service, location)),
        location.iso2(),
        sources.find(VALUE).orElse(""),
        sources.value(UNIT),
        sources.find(HEADER_LINE).orElse(""),
        sources.value(INTERVAL));
  }

  /** Returns what a service calls a place; empty if that cannot be known. */
  private static String zone(GridService service, Location place) {
    String family = place.family();
    boolean isCloud = family.matches("aws|gcp|azure");
    return switch (service) {
      case ELECTRICITY_MAPS ->
          isCloud ? place.name() : family.equals("country") ? place.iso2() : "";
      case CARBON_AWARE_SDK -> isCloud ? place.name().substring(family.length() + 1) : "";
      default -> "";
    };
  }

  private void check(SettingSources sources, PlaceSettings place) {
    if (service != GridService.ADDRESS) {
      for (Setting<?> other : List.of(VALUE, UNIT, HEADER_LINE)) {
        require(sources, other, !sources.has(other), "set only where 'grid' is an address");
      }
    }
    switch (service) {
      case ELECTRICITY_MAPS -> {
        require(sources, KEY, !key.isEmpty(), "set where 'grid' is electricity-maps");
        require(
            sources,
            ZONE,
            !zone.isEmpty(),
            "set where 'location' is no country and no region of aws, gcp or azure, such as FR");
        require(
            sources,
            ZONE,
            !zone.contains("/") || Location.find(zone).isPresent(),
            "a zone such as FR, or a known region such as aws/eu-west-1");
      }
      case UK -> checkUk(sources, place);
      case WATTTIME -> {
        require(
            sources,
            KEY,
            key.matches("[^:]+:.+"),
            "USER:PASSWORD where 'grid' is watttime, as its account has no other key");
        require(sources, ZONE, !zone.isEmpty(), "a region of WattTime, such as CAISO_NORTH");
      }
      case CARBON_AWARE_SDK -> {
        require(sources, URL, sources.has(URL), "set where 'grid' is carbon-aware-sdk");
        require(
            sources,
            ZONE,
            !zone.isEmpty(),
            "set where 'location' is no region of aws, gcp or azure, such as eastus");
      }
      case ADDRESS -> checkAddress(sources);
    }
  }

  private void checkUk(SettingSources sources, PlaceSettings place) {
    require(
        sources,
        GRID,
        country.equals("GB"),
        "another one where 'location' is outside GBR (it is %s)"
            .formatted(place.location().value().name()));
    require(
        sources,
        ZONE,
        zone.matches("|[1-9]|1[0-7]|[A-Z]{1,2}[0-9][0-9A-Z]?"),
        "a region from 1 to 17 or an outward code such as RG10 where 'grid' is uk");
    if (place.gridLoss() > 0) {
      throw PlaceSettings.badGridLoss(
          sources, "0 where 'grid' is uk, whose figures hold what is lost");
    }
  }

  private void checkAddress(SettingSources sources) {
    require(sources, VALUE, !value.isEmpty(), "set where 'grid' is an address");
    require(sources, URL, !sources.has(URL), "left out where 'grid' is an address");
    require(
        sources,
        GRID,
        !MARGINAL.matcher(url.toString()).find(),
        "an address of averages, as totals cannot be priced by the emissions of one more" + " kWh");
  }

  private static void require(
      SettingSources sources, Setting<?> setting, boolean holds, String rule) {
    if (!holds) {
      throw bad(sources, setting, rule);
    }
  }

  private static SettingsException bad(SettingSources sources, Setting<?> setting, String rule) {
    Given given = sources.given(setting);
    return setting.bad(rule, given);
  }

  private static boolean isPointer(String text) {
    return text.startsWith("/") && !BAD_ESCAPE.matcher(text).find();
  }

  private static boolean isService(String text) {
    return text.equals(ANNUAL) || GridService.named(text).isPresent() || address(text).isPresent();
  }

  /** Returns the part of an address that holds no secret: scheme and host. A path may hold one. */
  private static String shown(String text) {
    if (text.contains("@")) {
      return NOT_SHOWN;
    }
    if (text.contains("://")) {
      Matcher address = SCHEME_AND_HOST.matcher(text);
      return address.lookingAt() ? address.group() : NOT_SHOWN;
    }
    return HOST_AND_PATH.matcher(text).find() ? NOT_SHOWN : StoreSettings.shown(text);
  }

  /** Returns an address to which a key may be sent; empty if a text is none. */
  private static Optional<URI> address(String text) {
    return parsed(text)
        .filter(url -> url.getHost() != null && url.getRawUserInfo() == null)
        .filter(url -> url.getRawFragment() == null)
        .filter(GridSettings::isSafe);
  }

  private static boolean isSafe(URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
    return scheme.equals("https") || (scheme.equals("http") && LOOPBACK.matcher(host).matches());
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Returns the name of the service with its place: {@code electricity-maps FR (life cycle)}. */
  public String source() {
    String who = service == GridService.ADDRESS ? host() : service.key();
    String name = who + (zone.isEmpty() ? "" : " " + zone) + " (" + service.basis() + ")";
    // As many as a column of the store has; a host may have 253.
    return name.substring(0, Math.min(name.length(), MOST_OF_SOURCE));
  }

  /**
   * Returns the name of what is asked: the same for all who ask the same, whatever their keys. Some
   * addresses differ in what no name may show, so it ends with a number made of the address.
   */
  public String question() {
    String address = String.join(" ", url.toString(), zone, value, unit.name());
    String source = source();
    return source.substring(0, Math.min(source.length(), MOST_OF_QUESTION))
        + ' '
        + UUID.nameUUIDFromBytes(address.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the host that is asked. */
  public String host() {
    return String.valueOf(url.getHost());
  }

  @Override
  public String toString() {
    return "GridSettings[" + source() + "]";
  }
}
