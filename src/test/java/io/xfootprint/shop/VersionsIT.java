// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static io.restassured.RestAssured.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.store.PostgresServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rolling deploy of the demo: processes of several builds with one PostgreSQL. */
class VersionsIT {

  private static final int REQUESTS = 2000;
  private static final String ORDER = "/orders/1001";
  private static final String EMPTY_SEARCH = "/search?q=";

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<ShopProcess> started = new ArrayList<>();
  private PostgresServer database;

  @TempDir private Path folder;

  @BeforeEach
  void startDatabase() throws Exception {
    database = PostgresServer.start(folder.resolve("postgres"));
  }

  @AfterEach
  void stopAll() throws Exception {
    for (ShopProcess server : started) {
      server.close();
    }
    database.close();
  }

  /** Returns a build whose orders allocate so many bytes more, and whose searches take so long. */
  private Path build(String name, int bytes, long nanos) throws Exception {
    Path shop = ShopServer.unpack(Files.createDirectory(folder.resolve(name)));
    new PlantedBuild(shop)
        .plant(
            "OrderServlet",
            "getServletContext().setAttribute(\"planted\", new byte[%d]);".formatted(bytes))
        .plant(
            "SearchServlet",
            """
            java.lang.management.ThreadMXBean threads =
                java.lang.management.ManagementFactory.getThreadMXBean();
            long end = threads.getCurrentThreadCpuTime() + %d;
            while (threads.getCurrentThreadCpuTime() < end) {
              Thread.onSpinWait();
            }
            """
                .formatted(nanos));
    return shop;
  }

  private ShopProcess start(Path shop, String version) throws Exception {
    ShopProcess server =
        ShopProcess.start(
            shop, Map.of("store", database.url(), "store.interval", "1s", "version", version));
    started.add(server);
    return server;
  }

  /** Asks all servers the same, each from a thread of its own. */
  private void ask(List<ShopProcess> servers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(servers.size());
    List<Future<?>> ends = new ArrayList<>();
    for (ShopProcess server : servers) {
      String url = server.url();
      ends.add(threads.submit(() -> ask(url)));
    }
    for (Future<?> end : ends) {
      end.get();
    }
    threads.shutdown();
  }

  private Void ask(String url) throws Exception {
    for (int i = 0; i < REQUESTS; i++) {
      assertEquals(200, status(url + ORDER));
      assertEquals(400, status(url + EMPTY_SEARCH));
    }
    return null;
  }

  private int status(String url) throws Exception {
    return client
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void findsWhatADeployHasMadeDearerAndNothingInAnEqualBuild() throws Exception {
    Path plain = build("plain", 98_000, 400_000);
    Path planted = build("planted", 103_000, 800_000);
    ShopProcess old = start(plain, "1.7.2");
    ShopProcess other = start(plain, "1.7.2");
    old.line("written and read");
    old.url();
    other.url();
    ShopProcess deployed = start(planted, "1.8.0");
    ask(List.of(old, other, deployed));
    assertShowsBothVersions(old);
    deployed.stop();
    List<String> found = deployed.lines("regression route=");
    assertEquals(2, found.size(), found::toString);
    assertTrue(
        found.stream()
            .anyMatch(
                line ->
                    line.matches(
                        ".*regression route=\"GET /orders/\\*\" version=1.8.0 before=1.7.2"
                            + " alloc_b=\\+5% cpu_ms=.* energy_j=.* confidence=0.99.")),
        found::toString);
    assertTrue(
        found.stream().anyMatch(line -> line.contains("route=\"GET /search\" version=1.8.0")),
        found::toString);

    ShopProcess equal = start(planted, "1.8.1");
    // With as much beside it as the others had: alone it would take less CPU time.
    ask(List.of(old, other, equal));
    equal.stop();
    assertEquals(List.of(), equal.lines("regression route="));
    assertEquals(List.of(), equal.lines("improvement route="));
    old.stop();
    assertEquals(List.of(), old.lines("regression route="));
  }

  private static void assertShowsBothVersions(ShopProcess server) throws Exception {
    Until.holds(
        () ->
            get(server.url() + "/footprint/api/v1/report")
                .jsonPath()
                .getList("versions.requests", Integer.class)
                .equals(List.of(2 * REQUESTS, 4 * REQUESTS)),
        () -> "not all requests are in the report of their version");
    assertEquals(
        List.of("1.8.0", "1.7.2"),
        get(server.url() + "/footprint/api/v1/report").jsonPath().getList("versions.version"));
    String page = get(server.url() + "/footprint/").asString();
    assertTrue(page.contains("1.8.0 compared with 1.7.2: 2 routes cost more"), page);
  }
}
