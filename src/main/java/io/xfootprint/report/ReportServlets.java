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

/** The servlets of an application that show its report, as they are registered. */
public final class ReportServlets {

  private ReportServlets() {}

  /**
   * Returns their names.
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

  /** Returns none where the context does not tell, as one of a listener of a tag library. */
  private static Map<String, ? extends ServletRegistration> servlets(ServletContext context) {
    try {
      return Objects.requireNonNullElse(context.getServletRegistrations(), Map.of());
    } catch (UnsupportedOperationException e) {
      return Map.of();
    }
  }

  /** Requires that no init-param of a servlet stands where a setting does not count. */
  static void requireNone(String servlet, Collection<String> initParameters) {
    if (!initParameters.isEmpty()) {
      throw new SettingsException(
          initParameters.iterator().next(),
          "an init-param of the filter, or a context-param, system property or environment"
              + " variable",
          "an init-param of the servlet " + servlet,
          "");
    }
  }
}
