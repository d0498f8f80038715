// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths that nobody with good intentions asks for. */
class HostilePathTest {

  private static WebApp app;
  private static JettyServer measured;
  private static JettyServer plain;

  static List<String> targets() {
    return List.of(
        "/t/%0d%0aX-Injected:%201",
        "/%0d%0aSet-Cookie:a=b",
        "/t/%1b[31mred",
        "/t/%1b%5b31mred",
        "/t/%e2%80%a8",
        "/%e2%80%a8",
        "/t/" + "x".repeat(4_000),
        "/" + "y/".repeat(3_500),
        "/" + "z".repeat(9_000),
        "/t/small;jsessionid=1",
        "/;jsessionid=1/t/small",
        "/t/small;a=%0d%0a",
        "//t/small",
        "/t//small",
        "/..;/t/small",
        "/t/..;/small",
        "/t/../t/small",
        "/t/%2e%2e/small",
        "/t/%2fsmall",
        "/t/%5csmall",
        "/t/%00",
        "/t/%zz",
        "/t/%c0%af",
        "/WEB-INF/web.xml",
        "/t/small?%0d%0a",
        "*",
        "http://evil.example/t/small");
  }

  @BeforeAll
  static void startServers(@TempDir Path folder) throws Exception {
    app = WebApp.ofSyncHandlers().files(folder).filter();
    measured = JettyServer.start(app);
    plain = JettyServer.start(WebApp.ofSyncHandlers().files(folder));
  }

  @AfterAll
  static void stopServers() {
    measured.close();
    plain.close();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void areServedAsWithoutTheFilter(String target) throws Exception {
    String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    assertEquals(lines(plain.sendRaw(request)), lines(measured.sendRaw(request)));
    measured.awaitIdle();
    assertTrue(app.labels().stream().allMatch(HostilePathTest::isExpected), app.labels()::toString);
  }

  private static List<String> lines(String answer) {
    return Stream.of(answer.split("\r\n", -1))
        .filter(line -> !line.startsWith("Date: ") && !line.startsWith("X-Footprint"))
        .toList();
  }

  /** Whatever the path, these are all the routes there are. */
  private static boolean isExpected(String label) {
    return List.of("GET /t/*", "GET (unmatched)", "GET (bad-request)").contains(label);
  }
}
