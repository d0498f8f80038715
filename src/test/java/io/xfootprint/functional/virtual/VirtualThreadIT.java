// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.Setup;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.Variant;
import io.xfootprint.ledger.Totals;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a container that serves each request on a virtual thread. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadIT {

  private static final Client CLIENT = new Client();

  @TempDir private static Path folder;
  private static Site site;
  private static Container container;

  @BeforeAll
  static void start() throws Exception {
    ContainerKind kind = ContainerKind.ofThisRun();
    assumeTrue(kind.hasVirtualThreads(), kind + " cannot be told to use virtual threads");
    site =
        Variant.FOOTPRINT
            .before(Setup.PLAIN.asyncSite(folder))
            .virtualThreads()
            .servlet(
                "/virtual",
                (request, response) -> response.getWriter().print(Thread.currentThread()));
    container = kind.start(site);
  }

  @AfterAll
  static void stop() throws Exception {
    if (container != null) {
      container.close();
    }
  }

  private static Answer get(String path) throws Exception {
    return CLIENT.send(container.port(), new SyncCase("GET", path, List.of()));
  }

  @Test
  void servesOnVirtualThreads() throws Exception {
    Answer answer = get("/virtual");
    assertTrue(answer.body().startsWith("VirtualThread["), answer::body);
    assertTrue(answer.figures().estimated(), answer::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "small",
        "nothing",
        "big-stream",
        "flush-mid",
        "forward",
        "include",
        "senderror",
        "throw",
        "async",
        "async-noarg",
        "async-start",
        "async-dispatch",
        "nonblocking",
        "async-timeout-l"
      })
  void estimatesEachRequestAndCountsItOnce(String handler) throws Exception {
    site.awaitIdle();
    Totals before = site.totals();
    Figures figures = get("/t/" + handler).figures();
    // Jetty runs what cannot block on platform threads, where it is measured.
    assertTrue(figures.estimated() || figures.complete(), figures::toString);
    assertTrue(figures.cpuMicros() > 0, figures::toString);
    assertTrue(figures.energyMicrojoules() > 0, figures::toString);
    assertTrue(figures.emissionsNanograms() > 0, figures::toString);
    // Not known as long as no request of the route was met by a sample.
    assertTrue(figures.allocatedBytes() != 0, figures::toString);
    AsyncHandlers.awaitElsewhere();
    site.awaitIdle();
    Totals counted = site.totals().since(before);
    assertEquals(1, counted.requests());
    assertTrue(counted.estimated() == 1 || figures.complete());
    assertEquals(0, counted.withoutCpu());
  }
}
