// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.RawAnswer;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.AvoidableCost;
import io.xfootprint.ledger.Totals;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that answer nobody, in mixes of which the truth is known, on the container of this JVM.
 */
class AvoidableIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final byte[] BODY = "the same as before, é".getBytes(StandardCharsets.UTF_8);

  @TempDir private static Path folder;
  private static Site site;
  private static Container container;

  @BeforeAll
  static void startContainer() throws Exception {
    AtomicInteger visits = new AtomicInteger();
    Map<String, Handler> handlers = new HashMap<>();
    handlers.put("stream", (request, response) -> response.getOutputStream().write(BODY));
    handlers.put(
        "bytes",
        (request, response) -> {
          for (byte octet : BODY) {
            response.getOutputStream().write(octet);
          }
          response.flushBuffer();
        });
    handlers.put(
        "lines",
        (request, response) -> {
          // The same characters, in other lines.
          boolean isOdd = visits.incrementAndGet() % 2 == 1;
          response.getOutputStream().print(isOdd ? "1" : "12");
          response.getOutputStream().println();
          response.getOutputStream().print(isOdd ? "23" : "3");
        });
    handlers.put("print", (request, response) -> response.getOutputStream().print("the same"));
    handlers.put("writer", (request, response) -> write(response.getWriter()));
    handlers.put(
        "again-after-reset",
        (request, response) -> {
          response.getOutputStream().write(visits.incrementAndGet());
          response.resetBuffer();
          response.getOutputStream().write(BODY);
        });
    handlers.put("async", AvoidableIT::writeAsync);
    // Those whose bodies are not the same, or not known, or no answers of a kind that can be kept.
    handlers.put(
        "changing",
        (request, response) -> response.getOutputStream().write(visits.incrementAndGet()));
    handlers.put(
        "changing-text",
        (request, response) -> response.getWriter().print(visits.incrementAndGet()));
    handlers.put("format", (request, response) -> response.getWriter().printf("%d", 1));
    handlers.put("empty", (request, response) -> response.setStatus(200));
    handlers.put(
        "gone",
        (request, response) -> {
          response.setStatus(410);
          response.getOutputStream().write(BODY);
        });
    handlers.put("live", (request, response) -> response.getOutputStream().write(BODY));
    handlers.put("ready", (request, response) -> response.sendError(503));
    handlers.put("fails", (request, response) -> response.sendError(500));
    site =
        Site.of(folder)
            .gate()
            .at("/shop")
            .servlet("/t/*", HandlerServlet.byName(handlers))
            .servlet("/health/*", HandlerServlet.byName(handlers))
            .footprint(Map.of("unchanged", "1"));
    container = CONTAINER.start(site);
  }

  @AfterAll
  static void stopContainer() throws Exception {
    container.close();
  }

  private static void write(PrintWriter writer) {
    writer.write("the ");
    writer.append('s').print("ame");
    writer.println();
    writer.write(new char[] {'a', 's', 'b'}, 0, 2);
  }

  private static void writeAsync(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext context = request.startAsync();
    context.getResponse().getOutputStream().write(BODY);
    context.complete();
  }

  private static String get(String path) throws Exception {
    return send("GET", path);
  }

  private static String send(String method, String path) throws Exception {
    RawAnswer answer = RawAnswer.of(container.port(), method + " /shop" + path + " HTTP/1.1");
    site.awaitIdle();
    return answer.status();
  }

  private static long[] of(Avoidable reason) {
    AvoidableCost cost = site.avoidable(reason);
    return new long[] {cost.requests(), cost.energyNanojoules()};
  }

  /** Asserts what some requests have added, to the nJ. */
  private static void assertAdds(Avoidable reason, long requests, String... paths)
      throws Exception {
    long[] before = of(reason);
    Totals totals = site.totals();
    for (String path : paths) {
      get(path);
    }
    long energy = site.totals().since(totals).energyNanojoules();
    long[] after = of(reason);
    assertEquals(before[0] + requests, after[0]);
    assertEquals(before[1] + (requests > 0 ? energy : 0), after[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "bytes", "print", "writer", "again-after-reset", "async"})
  void areThoseWhoseBodyTheClientHadAlready(String handler) throws Exception {
    assertAdds(Avoidable.UNCHANGED, 0, "/t/" + handler);
    assertAdds(Avoidable.UNCHANGED, 2, "/t/" + handler, "/t/" + handler);
    // Another address is another body.
    assertAdds(Avoidable.UNCHANGED, 0, "/t/" + handler + "?page=2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"changing", "changing-text", "lines", "format", "empty", "gone"})
  void areNotThoseWithNewsForTheClient(String handler) throws Exception {
    assertAdds(Avoidable.UNCHANGED, 0, "/t/" + handler, "/t/" + handler, "/t/" + handler);
  }

  @Test
  void areNoRequestsOfOtherMethods() throws Exception {
    long[] before = of(Avoidable.UNCHANGED);
    for (String method : List.of("POST", "POST", "HEAD", "HEAD")) {
      send(method, "/t/stream?by=method");
    }
    assertEquals(before[0], of(Avoidable.UNCHANGED)[0]);
  }

  @Test
  void areProbesFailuresAndPathsThatNobodyHas() throws Exception {
    assertAdds(Avoidable.PROBE, 3, "/health/live", "/health/live", "/health/ready");
    assertAdds(Avoidable.FAILED, 2, "/t/fails", "/t/fails?again");
    assertAdds(Avoidable.UNMATCHED, 2, "/wp-login.php", "/.env");
  }
}
