// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Which requests are counted, and under which names.
 *
 * @param exclude path patterns of requests that are let through untouched
 * @param templates that name routes, such as {@code /orders/{id}}
 * @param max number of routes that get a line of their own
 * @param probes path patterns of routes for health probes, with the context path
 */
public record RouteSettings(
    List<String> exclude, List<String> templates, int max, List<String> probes) {

  private static final Setting<List<String>> EXCLUDE =
      Setting.list(
          "exclude",
          Pattern.compile("/[^*]*|/([^*]*/)?\\*|\\*\\.[^*/]+"),
          "patterns like /health, /static/* or *.png",
          "",
          "requests that are let through untouched and not counted: `/health, /static/*, *.png`");

  private static final Setting<List<String>> TEMPLATES =
      Setting.list(
          "routes",
          Pattern.compile("(/|(/([^/{}*]+|\\{[^/{}*]+\\}))++)(/\\*)?|/\\*"),
          "templates like /orders/{id} or /files/*",
          "",
          "templates for applications whose framework names no route: `/orders/{id}, /files/*`");

  /** The rolling windows of a route take up to 30 kB, so 1000 of them are 30 MB. */
  private static final Setting<Integer> MAX =
      Setting.integer(
          "routes.max",
          1,
          1000,
          200,
          "number of routes with a line of their own, up to 1000; each takes up to 30 kB");

  /** What Kubernetes, Spring Boot, Quarkus and MicroProfile call them. */
  private static final Setting<List<String>> PROBES =
      Setting.list(
          "probes",
          Pattern.compile("/[^*]*|/([^*]*/)?\\*"),
          "patterns like /health or /health/*",
          "/health/*, /healthz/*, /livez/*, /readyz/*, /actuator/health/*, /q/health/*",
          "routes that health probes of the platform ask for: what they cost is shown apart");

  static final List<Setting<?>> SETTINGS = List.of(EXCLUDE, TEMPLATES, MAX, PROBES);

  /** Reads and checks the settings of this subject. */
  static RouteSettings read(SettingSources sources) {
    return new RouteSettings(
        sources.value(EXCLUDE),
        sources.value(TEMPLATES),
        sources.value(MAX),
        sources.value(PROBES).stream().map(each -> sources.contextPath() + each).toList());
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
    // As in web.xml, /health/* is /health too.
    String whole = pattern.endsWith("/*") ? pattern.substring(0, pattern.length() - 2) : pattern;
    return path.equals(whole)
        || (whole.length() < pattern.length() && path.startsWith(whole + "/"));
  }
}
