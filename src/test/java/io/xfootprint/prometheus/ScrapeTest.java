// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restassured.path.json.JsonPath;
import io.xfootprint.MarkdownPage;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.micrometer.FootprintMetrics;
import jakarta.servlet.ServletContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus that scrapes a real server, and all queries that users are given. */
class ScrapeTest {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(40);
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  /** What Grafana puts in place of its variables, shorter than it would. */
  private static final Map<String, String> VARIABLES =
      Map.of("$job", ".*", "$instance", ".*", "$__rate_interval", "3s", "$__range", "10s");

  /** Series that this server does not have: of rules' own, and of a service that it has asked. */
  private static final Pattern NOT_SCRAPED =
      Pattern.compile("job:|job_route:|footprint_carbon_intensity_age_seconds");

  @TempDir private static Path folder;

  private static final PrometheusMeterRegistry REGISTRY =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private static JettyServer server;
  private static Prometheus prometheus;
  private static double started;

  @BeforeAll
  static void start() throws Exception {
    Promtool.assumeThereIsPrometheus();
    WebApp shop =
        WebApp.at("/")
            .filter(Map.of("machine", "aws/m5.large", "location", "country/DEU"))
            .syncHandlers()
            .servlet(
                "/metrics",
                (request, response) -> {
                  response.setContentType("text/plain; version=0.0.4; charset=utf-8");
                  response.getWriter().write(REGISTRY.scrape());
                });
    server = JettyServer.start(shop);
    ServletContext context = shop.context().getServletContext();
    new FootprintMetrics(context).bindTo(REGISTRY);
    started = now();
    prometheus =
        Prometheus.start(
            folder,
            """
            global: {scrape_interval: 500ms, scrape_timeout: 500ms}
            rule_files: ['%s', '%s']
            scrape_configs:
              - job_name: shop
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(Shipped.RECORDING_RULES, Shipped.ALERTS, server.port()));
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static double now() {
    return System.currentTimeMillis() / 1e3;
  }

  /** Serves what each of the routes is asked for, one of which fails. */
  private static void serve() throws Exception {
    for (String path : List.of("/t/small", "/t/big-one", "/t/status500")) {
      server.get(path);
      // What Spring Boot has of a request.
      REGISTRY.timer("http.server.requests", "uri", "/t/*").record(Duration.ofMillis(2));
    }
  }

  private static void assertAnswered(List<String> queries) throws Exception {
    List<String> unanswered = new ArrayList<>(queries);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!unanswered.isEmpty() && System.nanoTime() - deadline < 0) {
      if (prometheus.values(unanswered.get(0), started, now()).isEmpty()) {
        serve();
        // Its first scrape comes five seconds after its start.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
      } else {
        unanswered.remove(0);
      }
    }
    assertTrue(unanswered.isEmpty(), () -> "no data: " + unanswered.get(0));
  }

  @Test
  void answersAllQueriesOfTheDashboard() throws Exception {
    List<String> queries =
        new ArrayList<>(Shipped.dashboard().getList("panels.targets.expr.flatten()"));
    queries.addAll(Shipped.dashboard().getList("annotations.list.tail().expr"));
    assertTrue(queries.size() > 15, "only " + queries.size());
    queries.replaceAll(ScrapeTest::withoutVariables);
    assertAnswered(queries);
  }

  private static String withoutVariables(String query) {
    String filled = query;
    for (Map.Entry<String, String> variable : VARIABLES.entrySet()) {
      filled = filled.replace(variable.getKey(), variable.getValue());
    }
    assertFalse(filled.contains("$"), filled);
    return filled;
  }

  @Test
  void hasValuesForTheVariablesOfTheDashboard() throws Exception {
    assertAnswered(List.of("footprint_pue"));
    List<String> values = new ArrayList<>();
    for (String query : Shipped.dashboard().<String>getList("templating.list.tail().definition")) {
      Matcher parts = LABEL_VALUES.matcher(withoutVariables(query));
      assertTrue(parts.matches(), query);
      values.addAll(
          JsonPath.from(
                  prometheus.get("label/" + parts.group(2) + "/values", "match[]", parts.group(1)))
              .getList("data"));
    }
    assertEquals(List.of("shop", "127.0.0.1:" + server.port()), values);
  }

  @Test
  void answersTheExpressionsOfTheRules() throws Exception {
    List<String> expressions =
        JsonPath.from(prometheus.get("rules")).getList("data.groups.rules.flatten().query");
    assertEquals(16, expressions.size());
    List<String> scraped =
        expressions.stream().filter(query -> !NOT_SCRAPED.matcher(query).find()).toList();
    assertEquals(8, scraped.size());
    assertAnswered(scraped);
  }

  @Test
  void answersTheQuestionsOfThePage() throws Exception {
    MarkdownPage page = MarkdownPage.read("src/site/markdown/metrics.md");
    List<String> queries = new ArrayList<>();
    page.table("## Questions for Prometheus").forEach(row -> queries.add(row.text("answer")));
    String code = String.join(" ", page.code("## Questions for Prometheus", ""));
    assertTrue(code.contains("label_replace"), code);
    queries.add(code);
    assertAnswered(queries);
  }

  @Test
  void hasNothingToMendInAScrape() throws Exception {
    serve();
    String scrape = ours(REGISTRY.scrape());
    assertTrue(scrape.contains("footprint_energy_joules_total{"), scrape);
    Promtool check = Promtool.run(scrape, "check", "metrics");
    assertEquals("", check.output());
    check.assertSuccess();
  }

  /** Returns a scrape without the metric that stands for Spring Boot's. */
  private static String ours(String scrape) {
    return Pattern.compile("(?m)^.*footprint_.*\n")
        .matcher(scrape)
        .results()
        .map(MatchResult::group)
        .reduce("", String::concat);
  }
}
