// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
        document.title = 'done';
      });
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
            .servlet("/page", (request, response) -> answer(response, "text/html", PAGE))
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
      }
    }
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
