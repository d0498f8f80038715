// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static io.xfootprint.settings.Setting.ENVIRONMENT_PREFIX;
import static io.xfootprint.settings.Setting.PROPERTY_PREFIX;

import io.xfootprint.data.NearestNames;
import io.xfootprint.settings.Setting.Given;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What users set, from all places where they can; the first place that has a setting wins. One
 * setting has these names:
 *
 * <pre>
 * system property        footprint.header.digits
 * environment variable   FOOTPRINT_HEADER_DIGITS
 * property of Boot       footprint.header.digits
 * init-param             header.digits
 * context-param          footprint.header.digits
 * </pre>
 *
 * <p>A name that begins as ours do but is none of them is an error, so that a typing mistake cannot
 * pass for a setting. For use by one thread, while the filter starts.
 */
public final class SettingSources {

  /**
   * Kubernetes sets such variables in each pod that sees a service named "footprint" or
   * "footprint-x".
   */
  private static final Pattern OF_KUBERNETES =
      Pattern.compile(
          "FOOTPRINT_([A-Z0-9_]+_)?"
              + "(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.+)?)?)");

  /**
   * One place where users set settings.
   *
   * @param kind as in messages, such as {@code "init-param "}
   * @param prefix of the names that are meant for us
   * @param naming how a setting is named there
   * @param entries all that is set there with that prefix
   */
  private record Place(
      String kind,
      String prefix,
      Function<Setting<?>, String> naming,
      Map<String, String> entries) {

    /** Returns what was written here; {@link Given#NOTHING} if it was not, or only blanks. */
    Given given(Setting<?> setting) {
      String name = naming.apply(setting);
      String text = entries.getOrDefault(name, "").strip();
      return text.isEmpty() ? Given.NOTHING : new Given(text, kind + name);
    }

    /** Refuses the first name, by the alphabet, that is meant for us and is no setting. */
    void requireKnown(List<Setting<?>> settings) {
      Set<String> known = new HashSet<>();
      for (Setting<?> setting : settings) {
        known.add(naming.apply(setting));
      }
      for (String name : new TreeSet<>(entries.keySet())) {
        if (!known.contains(name)) {
          throw unknown(name, settings);
        }
      }
    }

    /**
     * Returns what to throw for an unknown name. Its value is not shown, because the name that was
     * mistyped may be that of a secret.
     */
    private SettingsException unknown(String name, List<Setting<?>> settings) {
      List<String> keys = settings.stream().map(Setting::key).toList();
      // People also write the prefix where there is none, in init-params.
      String meant = name.substring(prefix.length()).replaceFirst("^footprint[.]", "");
      List<String> similar = NearestNames.of(meant, keys);
      return SettingsException.unknown(
          kind + "'" + name + "'",
          settings.stream().filter(one -> similar.contains(one.key())).map(naming).toList(),
          String.join(", ", keys));
    }
  }

  private final List<Place> places = new ArrayList<>();
  private String contextPath = "";
  private Sourced<String> applicationVersion = new Sourced<>("unknown", "nothing says it");

  /** Adds the system properties whose names begin with {@code footprint.} as the next place. */
  public SettingSources properties(Map<String, String> properties) {
    return add("system property ", PROPERTY_PREFIX, Setting::propertyKey, properties);
  }

  /** Adds the variables whose names begin with {@code FOOTPRINT_} as the next place. */
  public SettingSources environment(Map<String, String> variables) {
    Map<String, String> ours = new HashMap<>();
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      if (!OF_KUBERNETES.matcher(variable.getKey()).matches()) {
        ours.put(variable.getKey(), variable.getValue());
      }
    }
    return add("environment variable ", ENVIRONMENT_PREFIX, Setting::environmentKey, ours);
  }

  /**
   * Adds the properties of the framework, whose names begin with {@code footprint.}, as the next
   * place.
   */
  public SettingSources applicationProperties(Map<String, String> properties) {
    return add("property ", PROPERTY_PREFIX, Setting::propertyKey, properties);
  }

  /** Adds the init-params of the filter, which are all meant for us, as the next place. */
  public SettingSources parameters(Map<String, String> parameters) {
    return add("init-param ", "", Setting::key, parameters);
  }

  /** Adds the context-params whose names begin with {@code footprint.} as the next place. */
  public SettingSources contextParameters(Map<String, String> parameters) {
    return add("context-param ", PROPERTY_PREFIX, Setting::propertyKey, parameters);
  }

  /** Adds the application's own name, which holds where no other is set. */
  public SettingSources appName(String name) {
    return add("display-name or context path as ", "", Setting::key, Map.of("app", name));
  }

  /** Sets the context path of the application, which is before the paths of its routes. */
  public SettingSources contextPath(String path) {
    contextPath = path;
    return this;
  }

  /** Returns the context path of the application; empty for the root, and where it is not known. */
  String contextPath() {
    return contextPath;
  }

  /** Adds what was found of the version of the application, which holds where none is set. */
  public SettingSources applicationVersion(Sourced<String> found) {
    applicationVersion = found;
    return this;
  }

  /** Returns what was found of the version of the application. */
  Sourced<String> applicationVersion() {
    return applicationVersion;
  }

  private SettingSources add(
      String kind,
      String prefix,
      Function<Setting<?>, String> naming,
      Map<String, String> entries) {
    Map<String, String> ours = new HashMap<>();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      if (entry.getKey().startsWith(prefix)) {
        ours.put(entry.getKey(), entry.getValue());
      }
    }
    places.add(new Place(kind, prefix, naming, ours));
    return this;
  }

  /**
   * Requires that each name that is meant for us is one of these settings.
   *
   * @throws SettingsException if one is not
   */
  void requireKnown(List<Setting<?>> settings) {
    for (Place place : places) {
      place.requireKnown(settings);
    }
  }

  /** Returns what was written; {@link Given#NOTHING} if it was not, or only blanks. */
  Given given(Setting<?> setting) {
    for (Place place : places) {
      Given given = place.given(setting);
      if (!given.text().isEmpty()) {
        return given;
      }
    }
    return Given.NOTHING;
  }

  /** Returns whether a setting is set anywhere, to more than blanks. */
  boolean has(Setting<?> setting) {
    return !given(setting).text().isEmpty();
  }

  /**
   * Returns the value of a setting, empty if it is not set.
   *
   * @throws SettingsException if it breaks its rule
   */
  <T> Optional<T> find(Setting<T> setting) {
    Given given = given(setting);
    Optional<T> value = given.text().isEmpty() ? Optional.empty() : setting.parse(given.text());
    if (value.isEmpty() && !given.text().isEmpty()) {
      throw setting.bad(given);
    }
    return value;
  }

  /** Returns the number in a setting, as {@link #find}. */
  OptionalDouble number(Setting<Double> setting) {
    Optional<Double> number = find(setting);
    return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
  }

  /**
   * Returns the value of a setting, else its default.
   *
   * @throws SettingsException if it breaks its rule
   */
  <T> T value(Setting<T> setting) {
    Optional<T> value = find(setting);
    return (value.isPresent() ? value : setting.parse(setting.byDefault())).orElseThrow();
  }

  /** Returns a sentence about a value that is allowed but hardly meant; empty if it is usual. */
  <T> Optional<String> warning(Setting<T> setting) {
    Given given = given(setting);
    if (given.text().isEmpty()) {
      return Optional.empty();
    }
    // Not by find: a secret that is not used may break its rule.
    return setting
        .parse(given.text())
        .flatMap(setting::warning)
        .map(question -> doubt(setting, question));
  }

  /** Returns a sentence for the log about a value that is allowed but hardly meant. */
  String doubt(Setting<?> setting, String question) {
    return "'%s' is '%s' (%s), %s"
        .formatted(setting.key(), given(setting).text(), given(setting).origin(), question);
  }
}
