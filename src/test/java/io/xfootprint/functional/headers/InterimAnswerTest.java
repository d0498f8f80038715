// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that Jetty sends before the answer, when a servlet says {@code sendError(103)}. */
class InterimAnswerTest {

  @ParameterizedTest
  @CsvSource({"102, false", "103, false", "102, true", "103, true"})
  void carryNoHeader(int status, boolean afterText) throws Exception {
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/hints",
                (request, response) -> {
                  response.setHeader("Link", "</style.css>; rel=preload");
                  if (afterText) {
                    response.getWriter().printf("text");
                  }
                  response.sendError(status);
                  response.getWriter().print("done");
                })
            .filter(Map.of("header.server-timing", "true"));
    try (JettyServer server = JettyServer.start(app)) {
      String all =
          server
              .sendRaw("GET /hints HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .toLowerCase(Locale.ROOT);
      String[] answers = all.split("\r\n\r\n", 3);
      assertTrue(answers[0].startsWith("http/1.1 " + status), all);
      assertFalse(answers[0].contains("footprint"), all);
      assertTrue(answers[1].startsWith("http/1.1 200"), all);
      assertEquals(2, answers[1].split("\r\nx-footprint: ", -1).length, all);
      assertEquals(2, answers[1].split("\r\nx-footprint-total: ", -1).length, all);
      assertEquals(2, answers[1].split("\r\nserver-timing: footprint;", -1).length, all);
      assertFalse(answers[1].contains("partial"), all);
    }
  }
}
