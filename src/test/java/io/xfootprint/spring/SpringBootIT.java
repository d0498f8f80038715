// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.functional.harness.Figures;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Boot with its Tomcat, of the version that this run has on its class path. */
class SpringBootIT {

  private static final int TIMES = 5;

  private static final Pattern ROUTE =
      Pattern.compile("route=\"([^\"]*)\" requests=(\\d+) errors=(\\d+) .*");
  private static final Pattern APP = Pattern.compile("app=\"([^\"]*)\" requests=(\\d+) .*");
  private static final Pattern CPU_MILLIS = Pattern.compile(" cpu_ms=([0-9.]+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private CapturedLog lines = totals();

  @TempDir private Path files;

  private ConfigurableApplicationContext start(String contextPath) {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(OwnersApplication.class)
            .properties(
                "server.address=" + InetAddress.getLoopbackAddress().getHostAddress(),
                "server.port=0",
                "server.shutdown=graceful",
                "server.servlet.context-path=" + contextPath,
                "spring.application.name=owners",
                "spring.web.resources.static-locations=" + files.toUri(),
                "spring.main.banner-mode=off",
                "logging.level.root=error",
                // It reports the exception that is thrown on purpose.
                "logging.level.org.apache.catalina=off")
            .run();
    // Spring Boot has set all loggers back.
    lines = totals();
    return context;
  }

  private static CapturedLog totals() {
    return CapturedLog.of("io.xfootprint.totals", Level.INFO);
  }

  private HttpResponse<String> get(ConfigurableApplicationContext context, String path)
      throws Exception {
    URI uri =
        new URI(
            "http",
            null,
            InetAddress.getLoopbackAddress().getHostAddress(),
            context.getEnvironment().getRequiredProperty("local.server.port", Integer.class),
            path,
            null,
            null);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String only(HttpResponse<String> answer, String name) {
    List<String> values = answer.headers().allValues(name);
    assertEquals(1, values.size(), () -> name + " in " + answer.headers());
    return values.get(0);
  }

  /** What is asked, what is answered, the route that it is counted for, and how final it is. */
  private record Case(String path, int status, String route, String finality) {}

  private static final boolean IS_BOOT_3 = SpringBootVersion.getVersion().startsWith("3.");

  private static final String FINAL = "final";
  private static final String EARLY = "early";
  private static final String PARTIAL = "partial";

  /** The task that has made the result may not have come to its end. */
  private static final String EARLY_OR_PARTIAL = "early or partial";

  private static final List<Case> CASES =
      List.of(
          new Case("/owners/%d", 200, "/owners/{id}", EARLY),
          // Boot 3 flushes what it writes as JSON, and so sends it in chunks.
          new Case("/json/%d", 200, "/json/{id}", IS_BOOT_3 ? PARTIAL : FINAL),
          new Case("/none/%d", 204, "/none/{id}", FINAL),
          new Case("/deferred/%d", 200, "/deferred/{id}", EARLY_OR_PARTIAL),
          new Case("/callable/%d", 200, "/callable/{id}", EARLY_OR_PARTIAL),
          new Case("/future/%d", 200, "/future/{id}", EARLY_OR_PARTIAL),
          new Case("/sse/%d", 200, "/sse/{id}", PARTIAL),
          new Case("/stream/%d", 200, "/stream/{id}", PARTIAL),
          new Case("/handled/%d", 503, "/handled/{id}", EARLY),
          // Its error page is a JSON object behind a ResponseEntity, which Spring flushes.
          new Case("/unhandled/%d", 500, "/unhandled/{id}", PARTIAL),
          new Case("/functions/%d", 200, "/functions/{id}", EARLY),
          new Case("/file-%d.txt", 200, "(default)", EARLY),
          new Case("/no/such/path-%d", 404, "(unmatched)", PARTIAL));

  @ParameterizedTest
  @ValueSource(strings = {"", "/shop"})
  void namesRoutesByTheirPatternsAndCountsEachRequestOnce(String contextPath) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      Files.writeString(files.resolve("file-" + i + ".txt"), "text");
    }
    Map<String, String> expected = new TreeMap<>();
    long asked = 0;
    try (ConfigurableApplicationContext context = start(contextPath)) {
      for (Case one : CASES) {
        for (int i = 0; i < TIMES; i++) {
          HttpResponse<String> answer = get(context, contextPath + one.path().formatted(i));
          assertEquals(one.status(), answer.statusCode(), one.path());
          String cost = only(answer, "X-Footprint");
          assertTrue(cost.startsWith("cpu-us="));
          assertTrue(one.finality().contains(finality(cost)), one.path() + ": " + cost);
          asked++;
          assertTrue(only(answer, "X-Footprint-Total").startsWith("requests=" + asked + ","));
        }
        boolean named = one.route().startsWith("/");
        expected.put(
            "GET " + (named ? contextPath : "") + one.route(),
            TIMES + " requests, " + (one.status() >= 500 ? TIMES : 0) + " errors");
      }
    }
    assertEquals(expected, loggedRoutes());
    assertEquals(asked, loggedRequests());
  }

  private static String finality(String cost) {
    Figures figures = Figures.parse(cost);
    return figures.early() ? EARLY : figures.partial() ? PARTIAL : FINAL;
  }

  private Map<String, String> loggedRoutes() {
    Map<String, String> routes = new TreeMap<>();
    for (String line : lines.messages()) {
      Matcher route = ROUTE.matcher(line);
      if (route.matches()) {
        routes.put(route.group(1), route.group(2) + " requests, " + route.group(3) + " errors");
      }
    }
    return routes;
  }

  private long loggedRequests() {
    String last = lines.messages().get(lines.messages().size() - 1);
    Matcher app = APP.matcher(last);
    assertTrue(app.matches(), last);
    return Long.parseLong(app.group(2));
  }

  /**
   * The first request takes as much again to load classes. A future is done before its scope is
   * closed, so a header may be written in between: the log has it all.
   */
  @Test
  void chargesWhatSpringTakesToAnotherThread() throws Exception {
    int requests = 2 * TIMES;
    try (ConfigurableApplicationContext context = start("")) {
      for (int i = 0; i < requests; i++) {
        get(context, "/decorated/" + i);
      }
    }
    Matcher cpu = CPU_MILLIS.matcher(lines.messages().get(0));
    assertTrue(cpu.find());
    double nanos = Double.parseDouble(cpu.group(1)) * 1e6;
    assertTrue(nanos >= requests * (double) OwnersController.BURNT_NANOS, nanos + " ns");
  }

  @Test
  void tellsWhichVersionRuns() {
    String run = System.getProperty("spring-boot");
    assertTrue(SpringBootVersion.getVersion().startsWith(run + "."), run);
  }
}
