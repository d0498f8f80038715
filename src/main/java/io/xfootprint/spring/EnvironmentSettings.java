// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.Setting;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The settings in Boot's properties, by their names such as {@code footprint.app}. Each may be
 * written as Boot allows it: {@code log.interval}, {@code logInterval}, lists in YAML.
 *
 * <p>A name that is no setting is handed on too, for the filter to refuse it. System properties and
 * environment variables are the filter's own to check, as other programs set some of them.
 */
final class EnvironmentSettings {

  private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("footprint");

  private static final Set<String> OF_SYSTEM =
      Set.of(
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);

  private EnvironmentSettings() {}

  /** Reads what is set; the name of the application is that of Spring, if there is none. */
  static Map<String, String> read(ConfigurableEnvironment environment) {
    Map<String, String> settings = new HashMap<>();
    String name = environment.getProperty("spring.application.name", "");
    if (!name.isBlank()) {
      settings.put(PREFIX + ".app", name);
    }
    for (ConfigurationPropertyName unknown : unknown(environment)) {
      settings.put(PREFIX + "." + unknown.subName(1), "");
    }
    Binder binder = Binder.get(environment);
    for (Setting<?> setting : FootprintSettings.SETTINGS) {
      text(binder, name(setting))
          .ifPresent(text -> settings.put(PREFIX + "." + setting.key(), text));
    }
    return settings;
  }

  private static ConfigurationPropertyName name(Setting<?> setting) {
    return PREFIX.append(setting.key());
  }

  /** Returns a value; those of a list with commas between them. */
  private static Optional<String> text(Binder binder, ConfigurationPropertyName name) {
    return Optional.ofNullable(
        binder
            .bind(name, Bindable.of(String.class))
            .orElseGet(
                () ->
                    binder
                        .bind(name, Bindable.listOf(String.class))
                        .map(list -> String.join(", ", list))
                        .orElse(null)));
  }

  private static Set<ConfigurationPropertyName> unknown(ConfigurableEnvironment environment) {
    List<ConfigurationPropertyName> known =
        FootprintSettings.SETTINGS.stream().map(EnvironmentSettings::name).toList();
    Set<ConfigurationPropertyName> unknown = new HashSet<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource names && !isOfSystem(source)) {
        names.stream()
            .filter(PREFIX::isAncestorOf)
            .filter(each -> known.stream().noneMatch(one -> isOf(each, one)))
            .forEach(unknown::add);
      }
    }
    return unknown;
  }

  /** Returns whether a property is a setting, or an element of one that is a list. */
  private static boolean isOf(ConfigurationPropertyName property, ConfigurationPropertyName one) {
    return property.equals(one) || (property.isLastElementIndexed() && one.isParentOf(property));
  }

  private static boolean isOfSystem(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        && OF_SYSTEM.contains(underlying.getName());
  }
}
