// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.grid.Location;
import io.xfootprint.grid.Pue;
import io.xfootprint.host.Cloud;
import io.xfootprint.host.Host;
import io.xfootprint.model.Machine;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class FootprintSettingsTest {

  private static final Host HOST = new Host("Some CPU", "Zen 4", 1, 2, 4, true);

  private static final Set<String> SECRETS = Set.of("expose.secret", "grid.key", "grid.header");

  private static FootprintSettings read(Map<String, String> parameters) {
    return FootprintSettings.from(new SettingSources().parameters(parameters), HOST);
  }

  private static FootprintSettings read(String name, String value) {
    return read(Map.of(name, value));
  }

  private static String message(Map<String, String> parameters) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> read(parameters)).getMessage());
  }

  /** One that is not would be refused as unknown, and be missing from the documentation. */
  @Test
  void listsEveryConstant() throws Exception {
    List<String> classes;
    try (Stream<Path> files = Files.list(Path.of("src/main/java/io/xfootprint/settings"))) {
      classes =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith("Settings.java"))
              .map(name -> "io.xfootprint.settings." + name.replace(".java", ""))
              .toList();
    }
    Set<Object> found = new HashSet<>();
    for (String name : classes) {
      for (Field field : Class.forName(name).getDeclaredFields()) {
        if (field.getType() == Setting.class) {
          field.setAccessible(true);
          found.add(field.get(null));
        }
      }
    }
    assertEquals(Set.copyOf(FootprintSettings.SETTINGS), found);
  }

  @Test
  void hasADefaultForEverything() {
    assertEquals(
        new FootprintSettings(
            true,
            "/",
            new Sourced<>("unknown", "nothing says it"),
            new HeaderSettings(Expose.ALWAYS, "", 3, true, true, false),
            new RouteSettings(List.of(), List.of(), 200),
            new AvoidableSettings(
                List.of(
                    "/health",
                    "/health/live",
                    "/health/ready",
                    "/health/started",
                    "/healthz",
                    "/livez",
                    "/readyz",
                    "/actuator/health/*",
                    "/q/health/*"),
                0),
            new TenantSettings(new TenantSource(TenantSource.Kind.ATTRIBUTE, ""), 1000),
            new PlaceSettings(
                new Sourced<>(Location.find("world").orElseThrow(), "default"),
                Pue.usual("default"),
                OptionalDouble.empty(),
                0),
            Optional.empty(),
            new PowerSettings(
                new Sourced<>(Machine.of(HOST), "processor"),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                new Sourced<>(0.16, "default"),
                0.04,
                new Sourced<>(0.5, "default"),
                Optional.of(Path.of("/sys/class/powercap"))),
            Duration.ofSeconds(10),
            new LogSettings(
                Duration.ofSeconds(60), LogFormat.LOGFMT, LogDetail.SHORT, LogTenants.HASHED),
            Optional.empty(),
            new ReportSettings(
                ReportAccess.CLOSED, "", false, false, false, false, Optional.empty(), false),
            new CostSettings(Optional.empty()),
            true,
            List.of(),
            Cloud.UNKNOWN,
            List.of()),
        read(Map.of()));
  }

  @ParameterizedTest
  @FieldSource("io.xfootprint.settings.FootprintSettings#SETTINGS")
  void takesBlankForNotSet(Setting<?> setting) {
    assertEquals(read(Map.of()), read(setting.key(), "  "));
  }

  @Test
  void readsText() {
    assertEquals("my shop", read("app", " my shop ").app());
  }

  /** Columns have 200 characters, and an emoji is two of H2's. */
  @Test
  void takesNamesOfApplicationsThatEveryDatabaseTakes() {
    String emoji = "\uD83D\uDCA3";
    for (String name : List.of("x".repeat(200), emoji.repeat(100), "'; --", "shop/\u00FC")) {
      assertEquals(name, read("app", name).app());
    }
    for (String name :
        List.of("x".repeat(201), emoji.repeat(101), "a\u0000b", "a\nb", emoji.substring(1))) {
      assertEquals(
          "'app' must be 1 to 200 characters, none of them a control character, but was '%s' (init-param app)"
              .formatted(name),
          message(Map.of("app", name)));
    }
  }

  @Test
  void readsChoices() {
    assertEquals(Expose.ALWAYS, read("expose", "always").header().expose());
    assertEquals(Expose.NEVER, read("expose", "never").header().expose());
    assertEquals(LogFormat.LOGFMT, read("log.format", "logfmt").log().format());
    assertEquals(LogFormat.JSON, read("log.format", "json").log().format());
    assertEquals(LogDetail.SHORT, read("log.detail", "short").log().detail());
    assertEquals(LogDetail.FULL, read("log.detail", "full").log().detail());
  }

  @Test
  void readsFlags() {
    assertTrue(read("header.total", "true").header().total());
    assertFalse(read("header.total", "false").header().total());
    assertFalse(read("header.trailer", "false").header().trailer());
    assertTrue(read("header.server-timing", "true").header().serverTiming());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15})
  void readsDigits(int digits) {
    assertEquals(digits, read("header.digits", String.valueOf(digits)).header().digits());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void readsTheCapOfRoutes(int cap) {
    assertEquals(cap, read("routes.max", String.valueOf(cap)).routes().max());
  }

  @Test
  void readsLists() {
    assertEquals(
        List.of("/health", "/static/*", "*.png", "/*", "/"),
        read("exclude", "/health, /static/* ,,*.png,/*,/").routes().exclude());
    assertEquals(
        List.of("/orders/{id}", "/files/*", "/a/{b}/c", "/", "/*"),
        read("routes", "/orders/{id},\n /files/*, /a/{b}/c, /, /*").routes().templates());
  }

  @Test
  void readsNumbers() {
    assertEquals(OptionalDouble.of(0), read("power.idle-watts", "0").power().idleWatts());
    assertEquals(OptionalDouble.of(1000), read("power.max-watts", "1000").power().maxWatts());
    assertEquals(5, read("pue", "5").place().pue().ratio());
    assertEquals(1, read("pue", "1.0").place().pue().ratio());
    assertEquals(
        OptionalDouble.of(445.5), read("carbon-intensity", "445.5").place().carbonIntensity());
    assertEquals(OptionalDouble.of(0), read("carbon-intensity", "0").place().carbonIntensity());
    assertEquals(0.07, read("grid-loss", "0.07").place().gridLoss());
  }

  @ParameterizedTest
  @CsvSource({"100ms, PT0.1S", "1s, PT1S", "90s, PT1M30S", "60m, PT1H", "1h, PT1H"})
  void readsWindows(String text, Duration expected) {
    assertEquals(expected, read("window", text).window());
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "0s, PT0S", "0h, PT0S", "100ms, PT0.1S", "5m, PT5M", "24h, PT24H"})
  void readsLogIntervals(String text, Duration expected) {
    assertEquals(expected, read("log.interval", text).log().interval());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "header.digits    | a whole number from 0 to 15       | 16",
        "header.digits    | a whole number from 0 to 15       | -1",
        "header.digits    | a whole number from 0 to 15       | +3",
        "header.digits    | a whole number from 0 to 15       | 1.5",
        "header.digits    | a whole number from 0 to 15       | three",
        "header.digits    | a whole number from 0 to 15       | 99999999999999999999",
        "header.digits    | a whole number from 0 to 15       | ٣",
        "routes.max       | a whole number from 1 to 1000    | 0",
        "routes.max       | a whole number from 1 to 1000    | 1001",
        "routes.max       | a whole number from 1 to 1000    | many",
        "header.total     | true or false                     | yes",
        "header.total     | true or false                     | TRUE",
        "header.total     | true or false                     | 1",
        "expose           | one of always, trusted, never     | sometimes",
        "expose           | one of always, trusted, never     | ALWAYS",
        "log.format       | one of logfmt, json               | xml",
        "power.idle-watts | a number of W from 0 to 1000 | -0.1",
        "power.idle-watts | a number of W from 0 to 1000      | NaN",
        "power.idle-watts | a number of W from 0 to 1000      | five",
        "power.max-watts  | a number of W from 0 to 1000      | 1000.1",
        "power.max-watts  | a number of W from 0 to 1000      | Infinity",
        "embodied         | a number of gCO2e from 0 to 1000  | -1",
        "embodied         | a number of gCO2e from 0 to 1000  | 0.74 g",
        "pue              | a ratio from 1 to 5               | 0.8",
        "pue              | a ratio from 1 to 5               | 5.1",
        "pue              | a ratio from 1 to 5               | 1,2",
        "pue              | a ratio from 1 to 5               | 1.2f",
        "pue              | a ratio from 1 to 5               | 0x1p1",
        "carbon-intensity | a number of gCO2e/kWh from 0 to 2000 | -1",
        "carbon-intensity | a number of gCO2e/kWh from 0 to 2000 | 2000.5",
        "carbon-intensity | a number of gCO2e/kWh from 0 to 2000 | 445 g",
        "grid-loss        | a share from 0 to 0.5             | 7",
        "grid-loss        | a share from 0 to 0.5             | -0.07",
        "grid-loss        | a share from 0 to 0.5             | 7%",
        "window           | a duration such as 60s, from 100ms to 1h       | 99ms",
        "window           | a duration such as 60s, from 100ms to 1h       | 61m",
        "window           | a duration such as 60s, from 100ms to 1h       | 0",
        "window           | a duration such as 60s, from 100ms to 1h       | 10",
        "window           | a duration such as 60s, from 100ms to 1h       | 10 s",
        "window           | a duration such as 60s, from 100ms to 1h       | -10s",
        "window           | a duration such as 60s, from 100ms to 1h       | PT10S",
        "window           | a duration such as 60s, from 100ms to 1h       | 9999999999s",
        "log.interval     | 0 or a duration such as 60s, from 100ms to 24h | 99ms",
        "log.interval     | 0 or a duration such as 60s, from 100ms to 24h | 25h",
        "log.interval     | 0 or a duration such as 60s, from 100ms to 24h | off",
        "log.interval     | 0 or a duration such as 60s, from 100ms to 24h | 1"
      })
  void saysWhichRuleIsBroken(String name, String rule, String value) {
    assertEquals(
        "'%s' must be %s, but was '%s' (init-param %s)".formatted(name, rule, value, name),
        message(Map.of(name, value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"jupiter", "aws/nowhere", "us-zip/941"})
  void saysWhichPlacesThereAre(String location) {
    assertEquals(
        "'location' must be a known place: aws/REGION, gcp/REGION, azure/REGION, oci/REGION,"
            + " ibm/REGION, ovh/REGION, hetzner/REGION, scaleway/REGION, digitalocean/REGION,"
            + " country/ISO3, us-zip/ZIP, egrid/SUBREGION or world, but was '"
            + location
            + "' (init-param location)",
        message(Map.of("location", location)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"toaster", "aws/m5.gigantic"})
  void saysWhichMachinesThereAre(String machine) {
    assertEquals(
        "'machine' must be known: a cloud instance type (aws/TYPE, gcp/TYPE, azure/TYPE), a"
            + " CPU model or a microarchitecture, but was '"
            + machine
            + "' (init-param machine)",
        message(Map.of("machine", machine)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"health", "/a*b", "*", "*.", "*.a/b", "/a/*.png", "/ok, bad", "/**"})
  void saysHowPatternsAreWritten(String exclude) {
    assertEquals(
        "'exclude' must be a comma-separated list of patterns like /health, /static/* or *.png, but"
            + " was '"
            + exclude
            + "' (init-param exclude)",
        message(Map.of("exclude", exclude)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders/{id}",
        "/orders/{id",
        "/orders/id}",
        "/orders/{}",
        "/orders/x{id}",
        "/orders/{a}{b}",
        "/orders/",
        "/a//b",
        "/a/*/b",
        "/a*",
        "*.png",
        "/ok, bad"
      })
  void saysHowTemplatesAreWritten(String routes) {
    assertEquals(
        "'routes' must be a comma-separated list of templates like /orders/{id} or /files/*, but"
            + " was '"
            + routes
            + "' (init-param routes)",
        message(Map.of("routes", routes)));
  }

  @ParameterizedTest
  @FieldSource("io.xfootprint.settings.FootprintSettings#SETTINGS")
  void readsAnyTextOrSaysWhatIsWrongWithIt(Setting<?> setting) {
    Random random = new Random(setting.key().hashCode());
    String likely = "/*{}.,-+0123456789smhtrueaws%\"\\\n";
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(12);
      for (int j = 0; j < length; j++) {
        text.append(
            random.nextInt(8) == 0
                ? (char) random.nextInt(0x10000)
                : likely.charAt(random.nextInt(likely.length())));
      }
      readOrReject(setting, text.toString());
    }
  }

  @ParameterizedTest
  @FieldSource("io.xfootprint.settings.FootprintSettings#SETTINGS")
  void readsLongTextOrSaysWhatIsWrongWithIt(Setting<?> setting) {
    for (String part : List.of("/a", "/{a}", "/a,", "9", "*.", "a", "/", " ", "{", "1m")) {
      readOrReject(setting, part.repeat(20_000));
    }
  }

  private static void readOrReject(Setting<?> setting, String text) {
    try {
      assertTrue(read(setting.key(), text).toString().startsWith("FootprintSettings["));
    } catch (SettingsException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.startsWith("'" + setting.key() + "' must be "), message);
      String shown = SECRETS.contains(setting.key()) ? "(not shown)" : text.strip();
      String told = ", but was '" + shown + "' (init-param " + setting.key() + ")";
      assertTrue(message.endsWith(told) || message.contains(told + "; did you mean '"), message);
    }
  }
}
