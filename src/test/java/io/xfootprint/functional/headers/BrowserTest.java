// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.headers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.xfootprint.MarkdownPage;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page's own script is told by a real Chromium. Skipped where there is none on the path. */
class BrowserTest {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int BROWSER_SECONDS = 120;

  /** A line of script on the page about headers. */
  private static final String SNIPPET =
      MarkdownPage.read("src/site/markdown/headers.md")
          .code("## Server-Timing", "performance.")
          .get(0);

  /** Writes one line for each metric into the page: of what, name, duration, description. */
  private static final String PAGE =
      """
      <!DOCTYPE html><title>waiting</title><pre id="out"></pre><script>
      const write = (kind, entry) => entry.serverTiming.forEach(metric =>
        document.getElementById('out').append(
          `${kind}|${metric.name}|${metric.duration}|${metric.description}\\n`));
      fetch('/data').then(answer => answer.text()).then(() => {
        write('page', performance.getEntriesByType('navigation')[0]);
        write('data', performance.getEntriesByName(location.origin + '/data')[0]);
        write('snippet', {serverTiming: SNIPPET});
        document.title = 'done';
      });
      </script>
      """;

  /** Writes one line for each request to another origin: path, the header, names of metrics. */
  private static final String PAGE_OF_ANOTHER_ORIGIN =
      """
      <!DOCTYPE html><title>waiting</title><pre id="out"></pre><script>
      const write = (...parts) =>
        document.getElementById('out').append(parts.join('|') + '\\n');
      const ask = async (path, headers) => {
        const address = 'http://127.0.0.1:%d' + path;
        try {
          const answer = await fetch(address, {headers});
          await answer.text();
          const metrics = performance.getEntriesByName(address)
            .flatMap(entry => entry.serverTiming).map(metric => metric.name);
          write(path, answer.headers.get('X-Footprint') ?? 'hidden', metrics.join() || 'hidden');
        } catch (refused) {
          write(path, 'refused');
        }
      };
      const key = {'X-Footprint-Key': 'open sesame'};
      ask('/all/silent').then(() => ask('/all/told'))
        .then(() => ask('/trusted/silent', key)).then(() => ask('/trusted/told', key))
        .then(() => document.title = 'done');
      </script>
      """;

  @TempDir private Path folder;

  private static Optional<Path> browser() {
    return BROWSERS.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(entry -> Path.of(entry, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void readsOurMetricAndTheApplicationsFromServerTiming() throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "needs one of " + BROWSERS);
    WebApp app =
        WebApp.at("/")
            .servlet(
                "/page",
                (request, response) ->
                    answer(response, "text/html", PAGE.replace("SNIPPET", SNIPPET)))
            .servlet("/data", (request, response) -> answer(response, "text/plain", "data"))
            .filter(Map.of("header.server-timing", "true"));
    try (JettyServer server = JettyServer.start(app)) {
      String page = open(browser.orElseThrow(), "http://127.0.0.1:" + server.port() + "/page");
      assertTrue(page.contains("<title>done</title>"), page);
      for (String kind : List.of("page", "data")) {
        List<String> metrics =
            page.lines()
                .map(line -> line.replaceAll("^.*<pre[^>]*>", ""))
                .filter(line -> line.startsWith(kind + "|"))
                .toList();
        assertEquals(2, metrics.size(), page);
        assertEquals(kind + "|db|12.5|orders", metrics.get(0));
        String[] ours = metrics.get(1).split("\\|", -1);
        assertEquals("footprint", ours[1]);
        assertTrue(Double.parseDouble(ours[2]) > 0, page);
        assertTrue(ours[3].matches("[0-9]+ uJ [0-9]+ ng CO2e"), page);
        assertTrue(
            kind.equals("page") || page.contains(metrics.get(1).replaceFirst("data", "snippet")),
            page);
      }
    }
  }

  /** Each path with a key is asked by OPTIONS first, which goes no further where it is refused. */
  @Test
  void readsFromAnotherOriginWhatTheApplicationAllows() throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "needs one of " + BROWSERS);
    WebApp all = otherOrigin("/all").filter(Map.of("header.server-timing", "true"));
    WebApp trusted =
        otherOrigin("/trusted").filter(Map.of("expose", "trusted", "expose.secret", "open sesame"));
    try (JettyServer api = JettyServer.start(all, trusted);
        JettyServer site = JettyServer.start(pageThatAsks(api.port()))) {
      String page = open(browser.orElseThrow(), "http://127.0.0.1:" + site.port() + "/page");
      assertTrue(page.contains("<title>done</title>"), page);
      assertTrue(page.contains("/all/silent|hidden|hidden"), page);
      assertTrue(page.matches("(?s).*/all/told\\|cpu-us=[^|]*\\|footprint.*"), page);
      assertTrue(page.contains("/trusted/silent|refused"), page);
      assertTrue(page.matches("(?s).*/trusted/told\\|cpu-us=[^|]*\\|hidden.*"), page);
      api.awaitIdle();
      assertEquals(2, all.totals().requests());
      assertEquals(3, trusted.totals().requests());
      assertTrue(trusted.labels().contains("OPTIONS /trusted/told"), trusted.labels()::toString);
    }
  }

  /** Returns an application that lets pages of all origins ask, and one path tell what it cost. */
  private static WebApp otherOrigin(String path) {
    return WebApp.at(path)
        .servlet("/silent", (request, response) -> answerAnyOrigin(response))
        .servlet(
            "/told",
            (request, response) -> {
              response.setHeader("Access-Control-Expose-Headers", "X-Footprint");
              response.setHeader("Access-Control-Allow-Headers", "X-Footprint-Key");
              response.setHeader("Timing-Allow-Origin", "*");
              answerAnyOrigin(response);
            });
  }

  private static WebApp pageThatAsks(int port) {
    return WebApp.at("/")
        .servlet(
            "/page",
            (request, response) -> {
              response.setContentType("text/html;charset=UTF-8");
              response.getWriter().print(PAGE_OF_ANOTHER_ORIGIN.formatted(port));
            });
  }

  private static void answerAnyOrigin(HttpServletResponse response) throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.getWriter().print("data");
  }

  private static void answer(HttpServletResponse response, String type, String body)
      throws IOException {
    response.setContentType(type + ";charset=UTF-8");
    response.addHeader("Server-Timing", "db;dur=12.5;desc=\"orders\"");
    response.getWriter().print(body);
  }

  /** Returns the page as its script has left it. */
  private String open(Path browser, String address) throws IOException, InterruptedException {
    Path page = folder.resolve("page.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=10000",
                "--dump-dom",
                address)
            .redirectOutput(page.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    try {
      assertTrue(process.waitFor(BROWSER_SECONDS, TimeUnit.SECONDS), "the browser does not end");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return Files.readString(page);
  }
}
