// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.settings.SettingSources;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The places in which users of a container set the settings of a filter: its init-params, the
 * context-params of the application, system properties and the environment. Which of them wins, and
 * what a name looks like in each, is up to {@link SettingSources}.
 */
final class ContainerSettings {

  private ContainerSettings() {}

  /** Reads all places once, when the filter starts. */
  static SettingSources of(FilterConfig config) {
    ServletContext context = config.getServletContext();
    return new SettingSources()
        .properties(
            gather(
                Collections.enumeration(System.getProperties().stringPropertyNames()),
                System::getProperty))
        .environment(System.getenv())
        .parameters(initParameters(config))
        .contextParameters(gather(context.getInitParameterNames(), context::getInitParameter))
        .appName(appName(context));
  }

  /** Returns the init-params of a filter by name. */
  static Map<String, String> initParameters(FilterConfig config) {
    return gather(config.getInitParameterNames(), config::getInitParameter);
  }

  private static Map<String, String> gather(
      Enumeration<String> names, Function<String, @Nullable String> value) {
    Map<String, String> entries = new TreeMap<>();
    names
        .asIterator()
        .forEachRemaining(
            name -> {
              // Another thread may have removed the property by now.
              @Nullable String set = value.apply(name);
              if (set != null) {
                entries.put(name, set);
              }
            });
    return entries;
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
