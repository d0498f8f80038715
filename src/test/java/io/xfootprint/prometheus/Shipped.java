// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The files for Prometheus and Grafana that users take. */
final class Shipped {

  static final Path RECORDING_RULES = file("recording-rules.yml");
  static final Path ALERTS = file("alerts.yml");

  private static final Path DASHBOARD = file("dashboard.json");

  private Shipped() {}

  private static Path file(String name) {
    return Path.of("src", "site", "resources", "prometheus", name).toAbsolutePath();
  }

  static JsonPath dashboard() throws IOException {
    return JsonPath.from(Files.readString(DASHBOARD));
  }

  /** Returns the expression of a recording rule that has it on one line. */
  static String expression(String rule) throws IOException {
    Pattern recorded =
        Pattern.compile("- record: " + Pattern.quote(rule) + "\\s+expr: (.*)", Pattern.MULTILINE);
    List<MatchResult> found =
        recorded.matcher(Files.readString(RECORDING_RULES)).results().toList();
    if (found.size() != 1) {
      throw new IllegalStateException(RECORDING_RULES + " must have one rule " + rule);
    }
    return found.get(0).group(1);
  }
}
