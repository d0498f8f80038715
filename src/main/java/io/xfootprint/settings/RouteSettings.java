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
 */
public record RouteSettings(List<String> exclude, List<String> templates, int max) {

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

  static final List<Setting<?>> SETTINGS = List.of(EXCLUDE, TEMPLATES, MAX);

  /** Reads and checks the settings of this subject. */
  static RouteSettings read(SettingSources sources) {
    return new RouteSettings(sources.value(EXCLUDE), sources.value(TEMPLATES), sources.value(MAX));
  }
}
