// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which requests are for nothing, where that is not plain from their outcome.
 *
 * @param probes path patterns of routes for health probes, with the context path
 * @param unchangedSample part of the addresses whose answers are compared with the last one, from 0
 *     to 1; 0 compares none
 */
public record AvoidableSettings(List<String> probes, double unchangedSample) {

  /** What Kubernetes, Spring Boot, Quarkus and MicroProfile call them. */
  private static final Setting<List<String>> PROBES =
      Setting.list(
          "probes",
          Pattern.compile("/[^*]*|/([^*]*/)?\\*"),
          "patterns like /health or /health/*",
          "/health, /health/live, /health/ready, /health/started, /healthz, /livez, /readyz, /actuator/health/*, /q/health/*",
          "routes that health probes of the platform ask for: what they cost is shown apart");

  private static final Setting<Double> UNCHANGED =
      Setting.number(
          "unchanged",
          "part",
          0,
          1,
          "0",
          "part of the addresses whose answers are compared with their last one, 0 to 1: what equal"
              + " ones cost is shown apart");

  static final List<Setting<?>> SETTINGS = List.of(PROBES, UNCHANGED);

  /** Reads and checks the settings of this subject. */
  static AvoidableSettings read(SettingSources sources) {
    return new AvoidableSettings(
        sources.value(PROBES).stream().map(each -> sources.contextPath() + each).toList(),
        sources.value(UNCHANGED));
  }

  /**
   * Returns whether a route is for health probes.
   *
   * @param label of the route, such as {@code GET /shop/health}
   */
  public boolean isProbe(String label) {
    String path = label.substring(label.indexOf(' ') + 1);
    return probes.stream().anyMatch(pattern -> matches(path, pattern));
  }

  private static boolean matches(String path, String pattern) {
    // As in web.xml, /health/* is /health too; and a servlet at /health/* has that as its name.
    String whole = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    return path.equals(whole)
        || path.equals(whole + "/*")
        || (whole.length() < pattern.length() && path.startsWith(whole + "/"));
  }
}
