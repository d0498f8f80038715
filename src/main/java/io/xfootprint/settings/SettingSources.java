// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.data.NearestNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What users set, from all places where they can; the first place that has a setting wins.
 *
 * <p>A name that begins as ours do but is none of them is an error, so that a typing mistake cannot
 * pass for a setting.
 */
public final class SettingSources {

  static final String ENVIRONMENT_PREFIX = "FOOTPRINT_";

  private static final String PROPERTY_PREFIX = "footprint.";

  /**
   * Kubernetes sets such variables in each pod that sees a service named "footprint" or
   * "footprint-x".
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          "FOOTPRINT_([A-Z0-9_]+_)?"
              + "(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.+)?)?)");

  /**
   * What a user wrote, and where.
   *
   * @param text without blanks around it
   * @param origin such as {@code environment variable FOOTPRINT_APP}; empty if it was not written
   */
  record Given(String text, String origin) {

    static final Given NOTHING = new Given("", "");
  }

  private final Map<Setting<?>, Given> given = new HashMap<>();

  /** Adds the system properties whose names begin with {@code footprint.} as the next place. */
  public SettingSources properties(Map<String, String> properties) {
    return add(
        "system property ",
        PROPERTY_PREFIX,
        setting -> PROPERTY_PREFIX + setting.key(),
        properties);
  }

  /** Adds the variables whose names begin with {@code FOOTPRINT_} as the next place. */
  public SettingSources environment(Map<String, String> variables) {
    Map<String, String> ours = new TreeMap<>(variables);
    ours.keySet().removeIf(OF_KUBERNETES.asMatchPredicate());
    return add("environment variable ", ENVIRONMENT_PREFIX, Setting::environmentKey, ours);
  }

  /** Adds the init-params of the filter, which are all meant for us, as the next place. */
  public SettingSources parameters(Map<String, String> parameters) {
    return add("init-param ", "", Setting::key, parameters);
  }

  /** Adds the context-params whose names begin with {@code footprint.} as the next place. */
  public SettingSources contextParameters(Map<String, String> parameters) {
    return add(
        "context-param ", PROPERTY_PREFIX, setting -> PROPERTY_PREFIX + setting.key(), parameters);
  }

  /** Adds the application's own name, which holds where no other is set. */
  public SettingSources appName(String name) {
    put(FootprintSettings.APP, name, "the application's own name");
    return this;
  }

  /**
   * Adds a place.
   *
   * @param place as in messages, such as {@code "init-param "}
   * @param prefix of the names that are meant for us
   * @param name of a setting in that place
   */
  private SettingSources add(
      String place, String prefix, Function<Setting<?>, String> name, Map<String, String> entries) {
    new TreeMap<>(entries)
        .forEach(
            (key, value) -> {
              if (key.startsWith(prefix)) {
                put(named(place, prefix, name, key), value, place + key);
              }
            });
    return this;
  }

  private void put(Setting<?> setting, String value, String origin) {
    if (!value.isBlank()) {
      given.putIfAbsent(setting, new Given(value.strip(), origin));
    }
  }

  private static Setting<?> named(
      String place, String prefix, Function<Setting<?>, String> name, String key) {
    return FootprintSettings.SETTINGS.stream()
        .filter(setting -> name.apply(setting).equals(key))
        .findFirst()
        .orElseThrow(() -> unknown(place, key.substring(prefix.length()), name, key));
  }

  /** Without the value: the name that was mistyped may be that of a secret. */
  private static SettingsException unknown(
      String place, String text, Function<Setting<?>, String> name, String key) {
    List<String> keys = FootprintSettings.SETTINGS.stream().map(Setting::key).toList();
    List<String> similar = NearestNames.of(text.replaceFirst("^footprint[.]", ""), keys);
    return SettingsException.unknown(
        place + "'" + key + "'",
        FootprintSettings.SETTINGS.stream()
            .filter(setting -> similar.contains(setting.key()))
            .map(name)
            .toList(),
        String.join(", ", keys));
  }

  /** Returns what was written; {@link Given#NOTHING} if it was not, or only blanks. */
  Given given(Setting<?> setting) {
    return given.getOrDefault(setting, Given.NOTHING);
  }

  boolean has(Setting<?> setting) {
    return given.containsKey(setting);
  }

  /**
   * Returns the value of a setting, empty if it is not set.
   *
   * @throws SettingsException if it breaks its rule
   */
  <T> Optional<T> find(Setting<T> setting) {
    return has(setting)
        ? Optional.of(
            setting.parse(given(setting).text()).orElseThrow(() -> setting.bad(given(setting))))
        : Optional.empty();
  }

  OptionalDouble number(Setting<Double> setting) {
    return find(setting).map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  /**
   * Returns the value of a setting, else its default.
   *
   * @throws SettingsException if it breaks its rule
   */
  <T> T value(Setting<T> setting) {
    return find(setting).or(() -> setting.parse(setting.byDefault())).orElseThrow();
  }

  /** Returns a sentence about a value that is allowed but hardly meant; empty if it is usual. */
  <T> Optional<String> doubt(Setting<T> setting) {
    return find(setting)
        .flatMap(setting::doubt)
        .map(
            question ->
                "'%s' is '%s' (%s), %s"
                    .formatted(
                        setting.key(), given(setting).text(), given(setting).origin(), question));
  }
}
