// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingSourcesTest {

  private static final String NO_SETTING =
      "' must be the name of a setting (app, expose, expose.secret, header.digits, header.total,"
          + " header.trailer, header.server-timing, exclude, routes, routes.max, location, machine,"
          + " power.idle-watts, power.max-watts, pue, carbon-intensity, grid-loss, embodied, rapl.path,"
          + " window, log.interval, log.format, store, store.user, store.password, store.interval,"
          + " store.retention, report.access, report.badge, report.counted, well-known.provider,"
          + " well-known.methodology-uri, well-known.target, well-known.paths), but was '";

  /** As the filter asks: system properties, environment, init-params, context-params. */
  private static SettingSources sources(
      Map<String, String> system,
      Map<String, String> environment,
      Map<String, String> initParams,
      Map<String, String> contextParams) {
    return new SettingSources()
        .properties(system)
        .environment(environment)
        .parameters(initParams)
        .properties(contextParams);
  }

  @Test
  void letsTheFirstSourceWin() {
    Map<String, String> system = Map.of("footprint.app", "system");
    Map<String, String> environment = Map.of("FOOTPRINT_APP", "environment");
    Map<String, String> init = Map.of("app", "init");
    Map<String, String> context = Map.of("footprint.app", "context");
    Map<String, String> none = Map.of();
    assertEquals("system", app(sources(system, environment, init, context)));
    assertEquals("environment", app(sources(none, environment, init, context)));
    assertEquals("init", app(sources(none, none, init, context)));
    assertEquals("context", app(sources(none, none, none, context)));
    assertEquals(Optional.empty(), sources(none, none, none, none).find(Setting.APP));
  }

  private static String app(SettingSources sources) {
    return sources.find(Setting.APP).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "\u2003"})
  void takesBlankForNotSet(String blank) {
    SettingSources sources =
        sources(
            Map.of("footprint.app", blank),
            Map.of("FOOTPRINT_APP", blank),
            Map.of("app", "init"),
            Map.of());
    assertEquals("init", app(sources));
  }

  @Test
  void stripsBlanksAround() {
    assertEquals("my shop", app(new SettingSources().parameters(Map.of("app", " my shop\n"))));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void findsEverySettingInEverySource(Setting setting) {
    Optional<String> found = Optional.of("x");
    String property = "footprint." + setting.key();
    assertEquals(found, new SettingSources().properties(Map.of(property, "x")).find(setting));
    assertEquals(
        found,
        new SettingSources().environment(Map.of(setting.environmentKey(), "x")).find(setting));
    assertEquals(found, new SettingSources().parameters(Map.of(setting.key(), "x")).find(setting));
  }

  @Test
  void writesEnvironmentNamesInUpperCaseWithUnderscores() {
    assertEquals("FOOTPRINT_POWER_IDLE_WATTS", Setting.POWER_IDLE_WATTS.environmentKey());
    assertEquals("FOOTPRINT_GRID_LOSS", Setting.GRID_LOSS.environmentKey());
  }

  @Test
  void ignoresWhatIsNotOurs() {
    SettingSources sources =
        sources(
            Map.of("user.name", "x", "footprints.app", "x", "FOOTPRINT.app", "x", "footprint", "x"),
            Map.of("PATH", "x", "FOOTPRINTS_APP", "x", "footprint_app", "x", "FOOTPRINT", "x"),
            Map.of(),
            Map.of("app", "x"));
    assertEquals(Optional.empty(), sources.find(Setting.APP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "puee", "PUE", "header-digits", "pue."})
  void rejectsUnknownNamesInProperties(String name) {
    SettingSources sources = new SettingSources();
    Map<String, String> properties = Map.of("footprint." + name, "1.2");
    var e = assertThrows(SettingsException.class, () -> sources.properties(properties));
    assertTrue(e.toString().contains(": '" + name + NO_SETTING), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOOTPRINT_PUEE", "FOOTPRINT_", "FOOTPRINT_header.digits"})
  void rejectsUnknownNamesInTheEnvironment(String name) {
    SettingSources sources = new SettingSources();
    Map<String, String> variables = Map.of(name, "1.2");
    var e = assertThrows(SettingsException.class, () -> sources.environment(variables));
    assertTrue(e.toString().contains(": '" + name + NO_SETTING), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"puee", "footprint.pue", "debug", ""})
  void rejectsUnknownNamesInParameters(String name) {
    SettingSources sources = new SettingSources();
    Map<String, String> parameters = Map.of(name, "1.2");
    var e = assertThrows(SettingsException.class, () -> sources.parameters(parameters));
    assertTrue(e.toString().contains(": '" + name + NO_SETTING), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOOTPRINT_SERVICE_HOST",
        "FOOTPRINT_SERVICE_PORT",
        "FOOTPRINT_SERVICE_PORT_HTTP",
        "FOOTPRINT_PORT",
        "FOOTPRINT_PORT_8080_TCP",
        "FOOTPRINT_PORT_8080_TCP_PROTO",
        "FOOTPRINT_PORT_8080_TCP_PORT",
        "FOOTPRINT_PORT_8080_TCP_ADDR"
      })
  void ignoresWhatKubernetesSetsForAServiceNamedFootprint(String name) {
    SettingSources sources =
        new SettingSources().environment(Map.of(name, "tcp://10.0.0.1:8080", "FOOTPRINT_APP", "a"));
    assertEquals("a", app(sources));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOOTPRINT_DASHBOARD_SERVICE_HOST",
        "FOOTPRINT_DASHBOARD_SERVICE_PORT",
        "FOOTPRINT_DASHBOARD_PORT",
        "FOOTPRINT_DASHBOARD_PORT_80_TCP_ADDR"
      })
  void ignoresWhatKubernetesSetsForAServiceWhoseNameBeginsSo(String name) {
    SettingSources sources =
        new SettingSources().environment(Map.of(name, "tcp://10.0.0.1:80", "FOOTPRINT_APP", "a"));
    assertEquals("a", app(sources));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "expose.secrets",
        "expose-secret",
        "EXPOSE.SECRET",
        "X-Footprint-Key",
        "expose.secert",
        "expose.secrt",
        "exposesecre",
        "expose.password"
      })
  void doesNotShowASecretWhoseNameIsMistyped(String name) {
    SettingSources sources = new SettingSources();
    Map<String, String> parameters = Map.of(name, "hunter2");
    var e = assertThrows(SettingsException.class, () -> sources.parameters(parameters));
    assertFalse(e.toString().contains("hunter2"), e::toString);
  }

  @ParameterizedTest
  @CsvSource({"puee, 1.2, 1.2", "expose.secrets, hunter2, ***"})
  void saysWhichNameIsUnknown(String name, String value, String shown) {
    SettingSources sources = new SettingSources();
    Map<String, String> parameters = Map.of(name, value);
    var e = assertThrows(SettingsException.class, () -> sources.parameters(parameters));
    assertEquals("'" + name + NO_SETTING + shown + "'", e.getMessage());
  }
}
