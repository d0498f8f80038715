// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.settings.Setting.Given;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingSourcesTest {

  private static final String NAMES =
      " The settings are: enabled, app, version, expose, expose.secret, header.digits, header.total, header.trailer,"
          + " header.server-timing, exclude, routes, routes.max, probes, unchanged, tenant, tenant.max, location, pue, carbon-intensity,"
          + " grid-loss, grid, grid.url, grid.key, grid.zone, grid.value, grid.unit, grid.header, grid.interval, machine, power.idle-watts, power.max-watts, embodied, host-utilisation,"
          + " rapl.path, window, log.interval, log.format, log.detail, log.tenants, store, store.user,"
          + " store.password, store.interval, store.retention, report.access, report.badge, report.counted,"
          + " report.dearest, report.tenants,"
          + " well-known.provider, well-known.methodology-uri, well-known.target, well-known.paths, jmx,"
          + " cost.per-vcpu-hour,"
          + " spans, upstream.hosts";

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
        .contextParameters(contextParams);
  }

  private static String refusal(SettingSources sources) {
    return assertThrows(
            SettingsException.class, () -> sources.requireKnown(FootprintSettings.SETTINGS))
        .toString()
        .replaceFirst(".*?: ", "");
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
    assertEquals(Optional.empty(), sources(none, none, none, none).find(FootprintSettings.APP));
  }

  private static String app(SettingSources sources) {
    return sources.find(FootprintSettings.APP).orElseThrow();
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
  @FieldSource("io.xfootprint.settings.FootprintSettings#SETTINGS")
  void findsEverySettingInEverySource(Setting<?> setting) {
    String property = "footprint." + setting.key();
    Map<String, String> key = Map.of(setting.key(), "x");
    assertEquals(
        new Given("x", "system property " + property),
        new SettingSources().properties(Map.of(property, "x")).given(setting));
    assertEquals(
        new Given("x", "environment variable " + setting.environmentKey()),
        new SettingSources().environment(Map.of(setting.environmentKey(), "x")).given(setting));
    assertEquals(
        new Given("x", "init-param " + setting.key()),
        new SettingSources().parameters(key).given(setting));
    assertEquals(
        new Given("x", "context-param " + property),
        new SettingSources().contextParameters(Map.of(property, "x")).given(setting));
  }

  @Test
  void writesEnvironmentNamesInUpperCaseWithUnderscores() {
    Set<String> names =
        FootprintSettings.SETTINGS.stream()
            .map(Setting::environmentKey)
            .collect(Collectors.toSet());
    assertTrue(names.containsAll(Set.of("FOOTPRINT_POWER_IDLE_WATTS", "FOOTPRINT_GRID_LOSS")));
  }

  @Test
  void ignoresWhatIsNotOurs() {
    SettingSources sources =
        sources(
            Map.of("user.name", "x", "footprints.app", "x", "FOOTPRINT.app", "x", "footprint", "x"),
            Map.of("PATH", "x", "FOOTPRINTS_APP", "x", "footprint_app", "x", "FOOTPRINT", "x"),
            Map.of(),
            Map.of("app", "x"));
    assertEquals(Optional.empty(), sources.find(FootprintSettings.APP));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "puee", "PUE", "header-digits", "pue."})
  void rejectsUnknownNamesInProperties(String name) {
    SettingSources sources = new SettingSources();
    Map<String, String> properties = Map.of("footprint." + name, "1.2");
    String message = refusal(sources.properties(properties));
    assertTrue(
        message.contains("system property 'footprint." + name + "' is not a setting"), message);
    assertTrue(message.endsWith(NAMES), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FOOTPRINT_PUEE", "FOOTPRINT_", "FOOTPRINT_header.digits"})
  void rejectsUnknownNamesInTheEnvironment(String name) {
    SettingSources sources = new SettingSources();
    Map<String, String> variables = Map.of(name, "1.2");
    String message = refusal(sources.environment(variables));
    assertTrue(message.contains("environment variable '" + name + "' is not a setting"), message);
    assertTrue(message.endsWith(NAMES), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"puee", "footprint.pue", "debug", ""})
  void rejectsUnknownNamesInParameters(String name) {
    SettingSources sources = new SettingSources();
    Map<String, String> parameters = Map.of(name, "1.2");
    String message = refusal(sources.parameters(parameters));
    assertTrue(message.contains("init-param '" + name + "' is not a setting"), message);
    assertTrue(message.endsWith(NAMES), message);
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
    String message = refusal(sources.parameters(parameters));
    assertFalse(message.contains("hunter2"), message);
  }

  @ParameterizedTest
  @CsvSource({
    "locaton, location",
    "Location, location",
    "footprint.location, location",
    "header-digits, header.digits",
    "header.server-timings, header.server-timing",
    "server-timing, header.server-timing",
    "max-watts, power.max-watts",
    "intensity, carbon-intensity",
    "puee, pue"
  })
  void asksWhetherANearNameWasMeant(String name, String meant) {
    SettingSources sources = new SettingSources();
    Map<String, String> parameters = Map.of(name, "1.2");
    String message = refusal(sources.parameters(parameters));
    assertEquals(
        "init-param '" + name + "' is not a setting; did you mean '" + meant + "'?" + NAMES,
        message);
    String ofProperty = refusal(new SettingSources().properties(Map.of("footprint." + name, "1")));
    assertTrue(ofProperty.contains("did you mean 'footprint." + meant + "'?"), ofProperty);
    String ofVariable = refusal(new SettingSources().environment(Map.of("FOOTPRINT_LOCATON", "1")));
    assertTrue(ofVariable.contains("did you mean 'FOOTPRINT_LOCATION'?"), ofVariable);
  }

  @Test
  void asksNothingWhereNoNameIsNear() {
    SettingSources sources = new SettingSources();
    Map<String, String> parameters = Map.of("debug", "hunter2");
    String message = refusal(sources.parameters(parameters));
    assertEquals("init-param 'debug' is not a setting." + NAMES, message);
  }
}
