// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintContext;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.ledger.Totals;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of tenants, on the container of this JVM: each nJ is of one of them, or of none. */
class TenantIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();

  @TempDir private static Path folder;
  private static final AtomicReference<@Nullable Thread> worker = new AtomicReference<>();
  private static Site site;
  private static Container container;

  @BeforeAll
  static void startContainer() throws Exception {
    site =
        Site.of(folder)
            .gate()
            .at("/shop")
            .servlet(
                "/t/*",
                HandlerServlet.byName(
                    Map.of(
                        "plain",
                        (request, response) -> response.getWriter().write("plain"),
                        "own",
                        (request, response) ->
                            request.setAttribute("footprint.tenant", "by attribute"),
                        "async",
                        TenantIT::answerLater,
                        "fails",
                        (request, response) -> response.sendError(500))))
            .footprint(Map.of("tenant", "header:X-Tenant"));
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stopContainer() throws Exception {
    container.close();
  }

  private static void answerLater(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    Thread thread =
        new Thread(
            FootprintContext.current()
                .wrap(
                    () -> {
                      try {
                        context.getResponse().getWriter().write("later");
                      } catch (IOException e) {
                        throw new IllegalStateException(e);
                      } finally {
                        context.complete();
                      }
                    }));
    worker.set(thread);
    thread.start();
  }

  private static void get(String name, String... lines) throws Exception {
    RawAnswer.of(container.port(), "GET /shop/t/" + name + " HTTP/1.1", lines);
    Thread asynchronous = worker.getAndSet(null);
    if (asynchronous != null) {
      // What it uses after it has completed the answer is booked when it ends.
      asynchronous.join();
    }
    site.awaitIdle();
  }

  /** Returns what a request has added to all requests, and which tenant has the same. */
  private static String tenantOf(String name, String... lines) throws Exception {
    Totals before = site.totals();
    Map<String, Totals> tenants = site.tenants();
    get(name, lines);
    Totals added = site.totals().since(before);
    assertEquals(1, added.requests());
    assertTrue(added.energyNanojoules() > 0);
    List<String> grown =
        site.tenants().entrySet().stream()
            .filter(
                each ->
                    each.getValue()
                        .since(tenants.getOrDefault(each.getKey(), Totals.NONE))
                        .equals(added))
            .map(Map.Entry::getKey)
            .toList();
    long others =
        site.tenants().values().stream().mapToLong(Totals::energyNanojoules).sum()
            - tenants.values().stream().mapToLong(Totals::energyNanojoules).sum();
    assertEquals(grown.isEmpty() ? 0 : added.energyNanojoules(), others);
    return grown.isEmpty() ? "" : grown.get(0);
  }

  @Test
  void booksEachRequestToTheTenantThatItNames() throws Exception {
    assertEquals("acme", tenantOf("plain", "X-Tenant: acme"));
    assertEquals("globex", tenantOf("plain", "X-Tenant: globex"));
    assertEquals("acme", tenantOf("async", "X-Tenant: acme"));
    assertEquals("acme", tenantOf("fails", "X-Tenant: acme"));
    assertEquals(1, site.tenants().get("acme").errors());
    assertEquals("by attribute", tenantOf("own", "X-Tenant: acme"));
    assertEquals("", tenantOf("plain"));
    assertEquals("", tenantOf("plain", "X-Tenant: "));
    assertEquals("(invalid)", tenantOf("plain", "X-Tenant: (other)"));
    assertEquals("(invalid)", tenantOf("plain", "X-Tenant: " + "x".repeat(500)));
  }
}
