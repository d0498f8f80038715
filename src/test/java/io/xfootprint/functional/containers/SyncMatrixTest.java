// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.WebApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to answer, with the filter and without it, with error pages and without. */
class SyncMatrixTest {

  private static JettyServer measured;
  private static JettyServer plain;
  private static JettyServer measuredWithErrorPages;
  private static JettyServer plainWithErrorPages;

  static List<SyncCase> cases() {
    return SyncCase.all();
  }

  @BeforeAll
  static void startServers(@TempDir Path folder) throws Exception {
    Path files = Files.createDirectory(folder.resolve("static"));
    Files.write(files.resolve("small.txt"), new byte[200]);
    Files.write(files.resolve("big.bin"), new byte[200_000]);
    measured = JettyServer.start(app(folder).filter());
    plain = JettyServer.start(app(folder));
    measuredWithErrorPages = JettyServer.start(app(folder).errorPages().filter());
    plainWithErrorPages = JettyServer.start(app(folder).errorPages());
  }

  private static WebApp app(Path folder) {
    return WebApp.ofSyncHandlers().files(folder);
  }

  @AfterAll
  static void stopServers() {
    measured.close();
    plain.close();
    measuredWithErrorPages.close();
    plainWithErrorPages.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sendsEachHeaderOnceButOn304(SyncCase request) throws Exception {
    assertHeaders(measured.send(request));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sendsEachHeaderOnceButOn304WithErrorPages(SyncCase request) throws Exception {
    assertHeaders(measuredWithErrorPages.send(request));
  }

  private static void assertHeaders(Answer answer) {
    if (answer.updatesStoredHeaders()) {
      assertFalse(answer.hasFootprint(), () -> answer.headers().toString());
    } else {
      assertTrue(answer.figures().complete(), () -> answer.headers().toString());
      assertTrue(answer.total().requests() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesNothingElse(SyncCase request) throws Exception {
    assertEquals(plain.send(request).withoutFootprint(), measured.send(request).withoutFootprint());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void changesNothingElseWithErrorPages(SyncCase request) throws Exception {
    assertEquals(
        plainWithErrorPages.send(request).withoutFootprint(),
        measuredWithErrorPages.send(request).withoutFootprint());
  }
}
