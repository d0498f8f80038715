// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The places where settings stand, the first one wins.
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

  private static final Pattern MAYBE_SECRET =
      Pattern.compile("(?i)expose|secr|key|pass|token|store");

  private static final Pattern MAYBE_ADDRESS = Pattern.compile("[:=@]");

  private final List<Map<Setting, String>> sources = new ArrayList<>();

  /** Adds the entries whose names begin with {@code footprint.} as the next source. */
  public SettingSources properties(Map<String, String> properties) {
    Map<String, String> ours = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(PROPERTY_PREFIX)) {
            ours.put(key.substring(PROPERTY_PREFIX.length()), value);
          }
        });
    return parameters(ours);
  }

  /** Adds the variables whose names begin with {@code FOOTPRINT_} as the next source. */
  public SettingSources environment(Map<String, String> variables) {
    Map<Setting, String> source = new EnumMap<>(Setting.class);
    variables.forEach(
        (key, value) -> {
          if (key.startsWith(ENVIRONMENT_PREFIX) && !OF_KUBERNETES.matcher(key).matches()) {
            source.put(
                Setting.withEnvironmentKey(key).orElseThrow(() -> unknown(key, value)), value);
          }
        });
    sources.add(source);
    return this;
  }

  /** Adds entries that are all meant for us as the next source. */
  public SettingSources parameters(Map<String, String> parameters) {
    Map<Setting, String> source = new EnumMap<>(Setting.class);
    new TreeMap<>(parameters)
        .forEach(
            (key, value) ->
                source.put(Setting.withKey(key).orElseThrow(() -> unknown(key, value)), value));
    sources.add(source);
    return this;
  }

  /** Returns the value of a setting from the first source where it is not blank. */
  Optional<String> find(Setting setting) {
    return sources.stream()
        .map(source -> value(source, setting))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static String value(Map<Setting, String> source, Setting setting) {
    @Nullable String value = source.get(setting);
    return value == null ? "" : value.strip();
  }

  private static SettingsException unknown(String key, String value) {
    String names =
        Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "));
    // Whoever mistypes the name of a secret must not find the secret in a log.
    boolean secret = MAYBE_SECRET.matcher(key).find();
    boolean address = MAYBE_ADDRESS.matcher(value).find();
    return new SettingsException(
        key,
        "the name of a setting (" + names + ")",
        secret ? "***" : address ? StoreSettings.shown(value) : value);
  }
}
