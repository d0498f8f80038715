// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.process.ProcessUse;
import io.xfootprint.reading.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What if, as page, JSON and CSV. */
class WhatIfPagesTest {

  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
  private static final long SECOND = 1_000_000_000L;
  private static final WhatIfQuery ALL = new WhatIfQuery("", "", "");

  private static final Map<String, String> M5 =
      Map.of("app", "shop", "machine", "aws/m5.xlarge", "location", "aws/us-east-1");

  private static final Map<String, String> PRICED =
      Map.of(
          "app", "shop",
          "machine", "aws/m5.xlarge",
          "location", "aws/us-east-1",
          "cost.per-vcpu-hour", "0.048 USD");

  /** Made once, as each of them reads the tables. */
  private static Shop shop;

  private static Shop priced;

  /** An application on clocks of the test's own. */
  private static final class Shop implements AutoCloseable {

    private final FootprintMonitor monitor;
    private final ReportPages pages;
    private long nanoTime;
    private long cpuNanos;

    Shop(Map<String, String> settings) {
      monitor =
          TestMonitor.start(
              settings,
              () -> new ProcessUse(cpuNanos, 0, 0),
              () -> START.plusNanos(nanoTime),
              () -> nanoTime);
      pages =
          new ReportPages(
              monitor,
              Optional.empty(),
              new Templates(),
              () -> START.plusNanos(nanoTime),
              () -> nanoTime);
    }

    /** Holds 4 vCPUs for two hours and uses 1.5, a part of it in four requests. */
    Shop run() {
      for (int i = 0; i < 4; i++) {
        Route route = new Route("GET", i == 0 ? "/<b>orders" : "/carts");
        monitor.ledger().countRequest(route, true, true, false);
        monitor.ledger().add(route, new Footprint(250_000_000, 0, 1_000_000_000, 0, 100));
      }
      nanoTime += 7200 * SECOND;
      cpuNanos += 7200 * SECOND * 3 / 2;
      var unused = monitor.closedBooks();
      return this;
    }

    @Override
    public void close() {
      monitor.close();
    }
  }

  @BeforeAll
  static void start() {
    shop = new Shop(M5).run();
    priced = new Shop(PRICED).run();
  }

  @AfterAll
  static void close() {
    shop.close();
    priced.close();
  }

  private static JsonPath json(ReportPages pages, WhatIfQuery query) {
    return JsonPath.from(pages.whatIf(Span.ALL, query, true).toString());
  }

  private static String page(ReportPages pages, WhatIfQuery query) {
    return pages.whatIf(Span.ALL, query, false).toString();
  }

  @Test
  void tellsTheWorkAndWhereItCouldMove() {
    JsonPath answer = json(shop.pages, ALL);
    assertTrue(answer.getBoolean("known"));
    assertEquals(10_800, answer.getDouble("work.cpu_s"), 0.1);
    assertEquals(8, answer.getDouble("work.vcpu_h"), 1e-4);
    assertEquals(32, answer.getDouble("work.gb_h"), 1e-4);
    assertEquals("aws/m5.xlarge", answer.getString("here.machine"));
    assertEquals(Set.of("machine", "place", "both"), Set.copyOf(answer.getList("moves.kind")));
    List<Float> changes = answer.getList("moves.findAll { it.kind == 'both' }.change");
    assertEquals(changes.stream().sorted().toList(), changes);
    assertTrue(changes.get(0) < -0.5);
  }

  @Test
  void tellsHowManyCpusWereNeverUsedSinceWhen() {
    ReportPages pages = shop.pages;
    JsonPath answer = json(pages, ALL);
    assertEquals(1.5, answer.getDouble("peak_vcpus"), 1e-6);
    assertEquals("2026-11-30T10:00:00Z", answer.getString("peak_since"));
    assertEquals(2, answer.getInt("size.unused_vcpus"));
    String page = page(pages, ALL);
    assertTrue(page.contains("2 of 4 vCPUs were never used: −1"), page);
    assertTrue(
        page.contains("Since 2026-11-30 10:00 UTC no window of this instance used more than 1.5"));
  }

  @Test
  void marksWhatMayBeNoChange() {
    ReportPages pages = shop.pages;
    JsonPath answer = json(pages, ALL);
    List<Map<String, Object>> moves = answer.getList("moves");
    long unsure =
        moves.stream().filter(move -> Boolean.TRUE.equals(move.get("may_be_no_change"))).count();
    for (Map<String, Object> move : moves) {
      double least = number(move, "change_least");
      double most = number(move, "change_most");
      double change = number(move, "change");
      assertTrue(most <= change && change <= least, move::toString);
      assertEquals(most <= 0.005 && -0.005 <= least, move.get("may_be_no_change"), move::toString);
    }
    assertEquals(unsure, page(pages, ALL).split(">may be no change<", -1).length - 1);
    assertTrue(unsure > 0);
  }

  private static double number(Map<String, Object> move, String key) {
    return Double.parseDouble(String.valueOf(move.get(key)));
  }

  @Test
  void tellsTheMoveThatIsAskedFor() {
    ReportPages pages = shop.pages;
    WhatIfQuery query = new WhatIfQuery("aws", "gcp/n2d-standard-4", "gcp/europe-north1");
    JsonPath answer = json(pages, query);
    assertEquals("asked", answer.getString("moves[0].kind"));
    assertEquals("gcp/europe-north1", answer.getString("moves[0].location"));
    assertTrue(page(pages, query).contains("What you asked for"));
    assertEquals(
        "aws/m5.xlarge",
        json(pages, new WhatIfQuery("", "", "aws/eu-north-1")).getString("moves[0].machine"));
  }

  @Test
  void saysThatItKnowsNothingOfAMachineOrPlaceThatIsInNoTable() {
    ReportPages pages = shop.pages;
    for (WhatIfQuery query :
        List.of(
            new WhatIfQuery("aws", "aws/nothing", ""),
            new WhatIfQuery("aws", "aws/m5.large", ""),
            new WhatIfQuery("aws", "", "aws/nothing"),
            new WhatIfQuery("aws", "gcp/n2d-standard-4", "aws/eu-north-1"),
            // Ireland has no figure of its zone.
            new WhatIfQuery("aws", "", "aws/eu-west-1"),
            new WhatIfQuery("aws", "", "country/SWE"))) {
      assertTrue(page(pages, query).contains("That cannot be told: "));
    }
    WhatIfQuery unknown = new WhatIfQuery("aws", "aws/nothing", "");
    assertFalse(json(pages, unknown).getList("moves.kind").contains("asked"));
  }

  @Test
  void escapesWhatVisitorsAndClientsWrite() {
    String page = page(priced.pages, new WhatIfQuery("<b>", "\"><b>", "'<b>&" + "x".repeat(1000)));
    assertFalse(page.contains("<b>"), page);
    assertTrue(page.contains("GET /&lt;b&gt;orders"), page);
    assertFalse(page.contains("x".repeat(101)));
  }

  /** The policy of the page forbids them. */
  @Test
  void hasNoStyleAndNoScriptOfItsOwn() {
    String page = page(shop.pages, ALL);
    assertFalse(
        Pattern.compile("<script(?! src=)|<style|\\sstyle=|\\son[a-z]+=").matcher(page).find());
    assertEquals(page.split("<td ", -1).length, page.split("data-label=", -1).length);
    for (String id : List.of("provider", "machine", "location")) {
      assertTrue(page.contains("<label for=\"" + id + "\">") && page.contains("id=\"" + id + "\""));
    }
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertEquals(ids.stream().distinct().toList(), ids);
  }

  @Test
  void saysNothingInMoneyWithoutAPrice() {
    ReportPages pages = shop.pages;
    assertEquals(Optional.empty(), pages.costs(Span.ALL));
    assertFalse(page(pages, ALL).contains("In money"));
    assertFalse(page(pages, ALL).contains("costs.csv"));
    assertFalse(json(pages, ALL).getMap("").containsKey("cost"));
  }

  /** 8 vCPU-hours at 0.048 are 0.384; one of four requests has a quarter of the CPU time. */
  @Test
  void sharesTheCostOfWhatIsHeld() {
    ReportPages pages = priced.pages;
    JsonPath cost = json(pages, ALL);
    assertEquals("USD", cost.getString("cost.currency"));
    assertEquals(0.384, cost.getDouble("cost.cost"), 1e-6);
    assertEquals(96, cost.getDouble("cost.cost_per_1000"), 1e-4);
    assertEquals(List.of("GET /carts", "GET /<b>orders"), cost.getList("cost.routes.route"));
    assertEquals(0.096, cost.getDouble("cost.routes[1].cost"), 1e-6);
    assertTrue(page(pages, ALL).contains("0.384"));
  }

  @Test
  void namesItsColumnsByFocusAndAddsUpToTheCost() {
    ReportPages pages = priced.pages;
    List<String> lines = pages.costs(Span.ALL).orElseThrow().toString().lines().toList();
    assertEquals(
        "BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodEnd,ChargePeriodStart,"
            + "ConsumedQuantity,ConsumedUnit,EffectiveCost,RegionId,x_Application,"
            + "x_CostPerThousandRequests,x_Requests,x_Route,x_Scope",
        lines.get(0));
    assertEquals(3, lines.size());
    String[] first = first(lines);
    assertEquals("USD", first[0]);
    assertEquals("2026-11-30T12:00:00Z", first[3]);
    assertEquals("2026-11-30T10:00:00Z", first[4]);
    assertEquals("us-east-1", first[8]);
    assertEquals("3", first[11]);
    assertEquals(
        json(pages, ALL).getDouble("cost.cost"),
        lines.stream()
            .skip(1)
            .map(line -> new BigDecimal(line.split(",", -1)[7]))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .doubleValue(),
        1e-6);
  }

  private static String[] first(List<String> lines) {
    return lines.get(1).split(",", -1);
  }

  @Test
  void knowsNothingBeforeAWindowHasEnded() {
    try (Shop fresh = new Shop(PRICED)) {
      JsonPath answer = json(fresh.pages, ALL);
      assertFalse(answer.getBoolean("known"));
      assertFalse(answer.getMap("").containsKey("moves"));
      assertTrue(page(fresh.pages, ALL).contains("is not known yet, or not at all"));
      assertEquals(1, fresh.pages.costs(Span.ALL).orElseThrow().toString().lines().count());
    }
  }

  @Test
  void keepsAnAnswerWhileTheReportIs() {
    ReportPages pages = shop.pages;
    assertEquals(
        System.identityHashCode(pages.whatIf(Span.ALL, ALL, false)),
        System.identityHashCode(pages.whatIf(Span.ALL, new WhatIfQuery("x", " ", ""), false)));
  }

  @Test
  void documentsEveryKey() throws Exception {
    ReportPages pages = priced.pages;
    String json =
        pages
            .whatIf(Span.ALL, new WhatIfQuery("", "aws/m6a.xlarge", "aws/eu-north-1"), true)
            .toString();
    Set<String> written =
        Pattern.compile("\"([a-z_0-9]+)\":")
            .matcher(json)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    List<String> page =
        java.nio.file.Files.readAllLines(java.nio.file.Path.of("src/site/markdown/what-if.md"));
    Set<String> told =
        page.stream()
            .dropWhile(line -> !line.equals("## JSON"))
            .takeWhile(line -> !line.equals("## Limits"))
            .flatMap(line -> Pattern.compile("`([a-z_0-9]+)`").matcher(line).results())
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toSet());
    written.removeAll(told);
    assertEquals(Set.of(), written);
    String columns = String.join(" ", page);
    Arrays.stream(first(List.of("", CostsCsv.COLUMNS.stream().collect(Collectors.joining(",")))))
        .forEach(column -> assertTrue(columns.contains("`" + column + "`"), column));
  }
}
