// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.xfootprint.FootprintContext;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.ledger.Totals;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that goes on with another protocol, as with WebSocket. */
class UpgradeIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final long BURNT_NANOS = 40_000_000;

  @TempDir private static Path folder;
  private static Site site;
  private static @Nullable Container container;

  @BeforeAll
  static void start() throws Exception {
    assumeFalse(CONTAINER == ContainerKind.JETTY_EE9, "it knows no HttpUpgradeHandler");
    site =
        Site.of(folder)
            .gate()
            .servlet(
                "/t/*",
                HandlerServlet.byName(
                    Map.of(
                        "nothing", (request, response) -> {},
                        "plain", (request, response) -> upgrade(request, response, null),
                        "after-include", UpgradeIT::includeAndUpgrade,
                        "wrapped",
                            (request, response) ->
                                upgrade(request, response, FootprintContext.current()))))
            .footprint(Map.of("header.server-timing", "true"));
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stop() throws Exception {
    if (container != null) {
      container.close();
    }
  }

  private static void includeAndUpgrade(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/t/nothing").include(request, response);
    upgrade(request, response, null);
  }

  private static void upgrade(
      HttpServletRequest request, HttpServletResponse response, @Nullable FootprintContext context)
      throws IOException, ServletException {
    response.setHeader("Upgrade", "bear");
    request.upgrade(Bear.class).context = context;
  }

  /** Works for a while and hangs up. */
  public static final class Bear implements HttpUpgradeHandler {

    private static final Semaphore AWAKE = new Semaphore(0);

    private volatile @Nullable FootprintContext context;

    /** For the container. */
    public Bear() {}

    @Override
    public void init(WebConnection connection) {
      Runnable work = () -> ThreadClock.burn(BURNT_NANOS);
      FootprintContext known = context;
      (known == null ? work : known.wrap(work)).run();
      try {
        connection.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      } finally {
        AWAKE.release();
      }
    }

    @Override
    public void destroy() {}
  }

  private static RawAnswer ask(String handler) throws Exception {
    RawAnswer answer =
        RawAnswer.of(
            container.port(),
            "GET /t/" + handler + " HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: bear");
    assertTrue(Bear.AWAKE.tryAcquire(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS));
    site.awaitIdle();
    return answer;
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "after-include"})
  void hasNoHeadersOfOurs(String handler) throws Exception {
    RawAnswer answer = ask(handler);
    assertTrue(answer.status().contains(" 101"), answer::toString);
    // Tomcat 10.1 can only take the value away.
    List<String> ours =
        answer.fields().stream()
            .filter(field -> field.startsWith("x-footprint") || field.startsWith("server-timing"))
            .filter(field -> !field.endsWith(": "))
            .toList();
    assertEquals(List.of(), ours);
  }

  @Test
  void isCountedOnceAndWhatFollowsIsBackground() throws Exception {
    Totals before = site.totals();
    ask("plain");
    Totals after = site.totals();
    assertEquals(before.requests() + 1, after.requests());
    assertEquals(before.errors(), after.errors());
    assertTrue(after.cpuNanos() - before.cpuNanos() < BURNT_NANOS / 2);
  }

  @Test
  void isChargedWithWhatIsWrapped() throws Exception {
    Totals before = site.totals();
    ask("wrapped");
    Totals after = site.totals();
    assertEquals(before.requests() + 1, after.requests());
    assertTrue(after.cpuNanos() - before.cpuNanos() >= BURNT_NANOS);
  }
}
