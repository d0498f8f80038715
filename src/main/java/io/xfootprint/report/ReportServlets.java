// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.SettingsException;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.util.Collection;
import java.util.Map;
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
    Map<String, ? extends ServletRegistration> servlets = context.getServletRegistrations();
    if (servlets == null) {
      // As in a context of Jetty or of tests that has none.
      return Set.of();
    }
    return servlets.values().stream()
        .filter(servlet -> FootprintServlet.class.getName().equals(servlet.getClassName()))
        .map(
            servlet -> {
              requireNone(servlet.getName(), servlet.getInitParameters().keySet());
              return servlet.getName();
            })
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Requires that no init-param of a servlet stands where a setting does not count. */
  static void requireNone(String servlet, Collection<String> initParameters) {
    if (!initParameters.isEmpty()) {
      throw new SettingsException(
          initParameters.iterator().next(),
          "an init-param of the filter, or a context-param, system property or environment"
              + " variable",
          "an init-param of the servlet " + servlet);
    }
  }
}
