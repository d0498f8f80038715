// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.settings.SettingsException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The servlets of an application that show its report, as the application has registered them. */
public final class ReportServlets {

  private ReportServlets() {}

  /**
   * Returns their names, so that the filter can leave out what looking at the report costs.
   *
   * @throws SettingsException if one has init-params, which nobody would read
   */
  public static Set<String> names(ServletContext context) {
    return servlets(context).values().stream()
        .filter(servlet -> FootprintServlet.class.getName().equals(servlet.getClassName()))
        .map(
            servlet -> {
              requireNone(servlet.getName(), servlet.getInitParameters().keySet());
              return servlet.getName();
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns none where the context does not tell them, as to listeners of a tag library. */
  private static Map<String, ? extends ServletRegistration> servlets(ServletContext context) {
    try {
      return Objects.requireNonNullElse(context.getServletRegistrations(), Map.of());
    } catch (UnsupportedOperationException e) {
      return Map.of();
    }
  }

  /** Refuses init-params of a servlet: a setting among them would have no effect. */
  static void requireNone(String servlet, Collection<String> initParameters) {
    if (!initParameters.isEmpty()) {
      throw new SettingsException(
          initParameters.iterator().next(),
          "an init-param of the filter, or a context-param, system property, environment variable"
              + " or property of Spring Boot",
          "an init-param of the servlet " + servlet,
          "");
    }
  }
}
