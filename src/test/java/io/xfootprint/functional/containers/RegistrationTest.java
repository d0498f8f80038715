// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.ServerLog;
import io.xfootprint.functional.harness.WebApp;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several filters, several applications, and several lives of one. */
class RegistrationTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"small", "flush-mid", "big-stream", "senderror", "throw", "forward", "include"})
  void countsOnceWhenRegisteredTwice(String handler) throws Exception {
    WebApp app =
        WebApp.ofSyncHandlers()
            .errorPages()
            .filter(Map.of("header.digits", "0"))
            .filter(Map.of("header.digits", "0"));
    try (JettyServer server = JettyServer.start(app)) {
      Answer answer = server.get("/t/" + handler);
      server.awaitIdle();
      assertTrue(answer.figures().complete());
      assertEquals(1, answer.total().requests());
      assertEquals(1, app.totals().requests());
    }
  }

  @Test
  void saysThatTheSettingsOfASecondFilterDoNotHoldWhereTheyDiffer() throws Exception {
    assertEquals(0, complaints(Map.of("pue", "1.2"), Map.of("pue", "1.2")));
    assertEquals(1, complaints(Map.of("pue", "1.2"), Map.of("pue", "1.3")));
  }

  private static long complaints(Map<String, String> first, Map<String, String> second)
      throws Exception {
    try (ServerLog log = ServerLog.open();
        JettyServer server =
            JettyServer.start(WebApp.ofSyncHandlers().filter(first).filter(second))) {
      return log.complaints().stream().filter(line -> line.contains("those of the first")).count();
    }
  }

  @Test
  void keepsApplicationsApart() throws Exception {
    WebApp shop = small("/shop");
    WebApp desk = small("/desk");
    try (JettyServer server = JettyServer.start(shop, desk)) {
      server.get("/shop/t/small");
      server.get("/shop/t/small");
      assertEquals(1, server.get("/desk/t/small").total().requests());
      server.awaitIdle();
      assertEquals(2, shop.totals().requests());
      assertEquals(1, desk.totals().requests());
      assertNotSame(shop.monitor(), desk.monitor());
    }
  }

  private static WebApp small(String contextPath) {
    return WebApp.at(contextPath).syncHandlers().filter();
  }

  /** The container redirects to the application's root, and knows nothing outside of it. */
  @ParameterizedTest
  @ValueSource(strings = {"/shop", "/elsewhere"})
  void cannotMarkWhatNoFilterSees(String path) throws Exception {
    WebApp shop = small("/shop");
    try (JettyServer server = JettyServer.start(shop)) {
      assertFalse(server.get(path).hasFootprint());
      server.awaitIdle();
      assertEquals(0, shop.totals().requests());
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    Set<Thread> before = timers();
    WebApp app = small("/").filter();
    Set<Thread> own;
    try (JettyServer server = JettyServer.start(app)) {
      server.get("/t/small");
      own = new HashSet<>(timers());
      own.removeAll(before);
      assertEquals(1, own.size());
    }
    assertFalse(own.iterator().next().isAlive());
  }

  private static Set<Thread> timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("x-footprint"))
        .collect(Collectors.toSet());
  }

  @Test
  void startsAnewAfterAStop() throws Exception {
    WebApp app = small("/");
    try (JettyServer server = JettyServer.start(app)) {
      server.get("/t/small");
      FootprintMonitor before = app.monitor();
      server.restart();
      assertNotSame(before, app.monitor());
      assertEquals(1, server.get("/t/small").total().requests());
    }
  }
}
