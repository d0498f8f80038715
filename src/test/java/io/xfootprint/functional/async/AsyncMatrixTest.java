// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.AsyncCase;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.ledger.Totals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to answer later, with the filter and without it, with error pages and without. */
class AsyncMatrixTest {

  private static final WebApp MEASURED_APP = WebApp.ofAsyncHandlers().filter();
  private static final WebApp APP_WITH_ERROR_PAGES = WebApp.ofAsyncHandlers().errorPages().filter();

  private static final WebApp SILENT_APP =
      WebApp.ofAsyncHandlers().filter(Map.of("expose", "never"));

  private static JettyServer measured;
  private static JettyServer silent;
  private static JettyServer plain;
  private static JettyServer measuredWithErrorPages;
  private static JettyServer plainWithErrorPages;

  static List<AsyncCase> cases() {
    return AsyncCase.all();
  }

  @BeforeAll
  static void startServers() throws Exception {
    measured = JettyServer.start(MEASURED_APP);
    silent = JettyServer.start(SILENT_APP);
    plain = JettyServer.start(WebApp.ofAsyncHandlers());
    measuredWithErrorPages = JettyServer.start(APP_WITH_ERROR_PAGES);
    plainWithErrorPages = JettyServer.start(WebApp.ofAsyncHandlers().errorPages());
  }

  @AfterAll
  static void stopServers() {
    measured.close();
    silent.close();
    plain.close();
    measuredWithErrorPages.close();
    plainWithErrorPages.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sendsEachHeaderOnce(AsyncCase request) throws Exception {
    assertBothHeaders(measured.send(request));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sendsEachHeaderOnceWithErrorPages(AsyncCase request) throws Exception {
    assertBothHeaders(measuredWithErrorPages.send(request));
  }

  private static void assertBothHeaders(Answer answer) {
    assertTrue(answer.figures().complete(), () -> answer.headers().toString());
    assertTrue(answer.total().requests() > 0);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesNothingElse(AsyncCase request) throws Exception {
    assertEquals(plain.send(request).withoutFootprint(), measured.send(request).withoutFootprint());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesNothingElseWithErrorPages(AsyncCase request) throws Exception {
    assertEquals(
        plainWithErrorPages.send(request).withoutFootprint(),
        measuredWithErrorPages.send(request).withoutFootprint());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsTheRequestOnceAndItsFailureOnce(AsyncCase request) throws Exception {
    assertCounted(request, measured, MEASURED_APP);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsTheRequestOnceAndItsFailureOnceWithErrorPages(AsyncCase request) throws Exception {
    assertCounted(request, measuredWithErrorPages, APP_WITH_ERROR_PAGES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsTheRequestOnceAndItsFailureOnceThoughNobodyIsTold(AsyncCase request) throws Exception {
    assertCounted(request, silent, SILENT_APP);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesNothingWhenNobodyIsTold(AsyncCase request) throws Exception {
    Answer answer = silent.send(request);
    assertFalse(answer.hasFootprint());
    assertEquals(plain.send(request).withoutFootprint(), answer.withoutFootprint());
  }

  private static void assertCounted(AsyncCase request, JettyServer server, WebApp app)
      throws Exception {
    server.awaitIdle();
    Totals before = app.totals();
    Answer answer = server.send(request);
    server.awaitIdle();
    Totals counted = app.totals().since(before);
    boolean failure = answer.status() >= 500;
    assertEquals(1, counted.requests());
    assertEquals(failure ? 1 : 0, counted.errors(), () -> "status " + answer.status());
    assertEquals(0, counted.withoutCpu());
    assertTrue(counted.cpuNanos() > 0);
  }
}
