// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.report;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers with a report of an application that is called shop. */
final class ReportServer {

  private ReportServer() {}

  /**
   * Starts one.
   *
   * @param settings names and values in turn
   */
  static JettyServer start(WebApp app, String... settings) throws Exception {
    // No window ends in a test, so nothing is counted but its requests.
    Map<String, String> all = new HashMap<>(Map.of("app", "shop", "window", "1h"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return JettyServer.start(app.filter(all).report());
  }

  /** Starts a server whose report everyone may see. */
  static JettyServer open(String... settings) throws Exception {
    String[] all = List.of(settings).toArray(new String[settings.length + 2]);
    all[settings.length] = "report.access";
    all[settings.length + 1] = "open";
    return start(WebApp.ofSyncHandlers(), all);
  }

  /** Reads what was sent as UTF-8. */
  static String text(Answer answer) {
    return new String(answer.body().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
