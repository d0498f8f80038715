// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.settings.SettingSources;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The places in which users of a container set the settings of a filter: system properties, the
 * environment, the filter's init-params, properties of the application's framework, and its
 * context-params. Which of them wins, and what a name looks like in each, is up to {@link
 * SettingSources}.
 */
final class ContainerSettings {

  private ContainerSettings() {}

  /** Reads all places once, when the filter starts. */
  static SettingSources of(FilterConfig config) {
    ServletContext context = config.getServletContext();
    return new SettingSources()
        .properties(systemProperties())
        .environment(System.getenv())
        .parameters(initParameters(config))
        .applicationProperties(ApplicationProperties.of(context))
        .contextParameters(contextParameters(context))
        .appName(appName(context))
        .contextPath(context.getContextPath())
        .applicationVersion(ApplicationVersion.of(context));
  }

  private static Map<String, String> systemProperties() {
    Map<String, String> entries = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      put(entries, name, System.getProperty(name));
    }
    return entries;
  }

  /** Returns the init-params of a filter by name. */
  static Map<String, String> initParameters(FilterConfig config) {
    Map<String, String> entries = new TreeMap<>();
    for (String name : Collections.list(config.getInitParameterNames())) {
      put(entries, name, config.getInitParameter(name));
    }
    return entries;
  }

  private static Map<String, String> contextParameters(ServletContext context) {
    Map<String, String> entries = new TreeMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      put(entries, name, context.getInitParameter(name));
    }
    return entries;
  }

  private static void put(Map<String, String> entries, String name, @Nullable String value) {
    // Another thread may have removed the property by now.
    if (value != null) {
      entries.put(name, value);
    }
  }

  /**
   * Returns the default of {@code app}: the display-name, else the context path, {@code /} for "".
   */
  private static String appName(ServletContext context) {
    String name = context.getServletContextName();
    if (name != null && !name.isBlank()) {
      return name;
    }
    return context.getContextPath().isEmpty() ? "/" : context.getContextPath();
  }
}
