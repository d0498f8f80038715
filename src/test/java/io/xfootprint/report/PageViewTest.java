// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.Route;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.reading.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page says beside its figures. */
class PageViewTest {

  private static final Instant BEGIN = Instant.parse("2026-11-26T09:58:30Z");
  private static final Pattern RATE =
      Pattern.compile(
          "<h2>Now</h2>\\s*<p class=\"figure\">([^<]*)</p>\\s*<p class=\"about\">([^<]*)</p>");

  private static final Pattern EMISSIONS =
      Pattern.compile("(?s)<h2>Full emissions so far</h2>.*?<p class=\"about\">([^<]*)</p>");

  private long nanoTime;
  private final FootprintMonitor monitor =
      TestMonitor.start(Map.of("app", "shop"), () -> BEGIN.plusNanos(nanoTime), () -> nanoTime);

  @AfterEach
  void close() {
    monitor.close();
  }

  private ReportPages pages() {
    return new ReportPages(
        monitor,
        Optional.empty(),
        new Templates(),
        () -> BEGIN.plusNanos(nanoTime),
        () -> nanoTime);
  }

  private String page() {
    return pages().page(PageQuery.of(Span.HOUR)).toString();
  }

  private String rate() {
    Matcher rate = RATE.matcher(page());
    assertTrue(rate.find());
    return rate.group(1).replace('\u00a0', ' ') + ": " + rate.group(2);
  }

  /** Idle power alone: 40 mg in each minute. */
  private void letTimePass(Duration time) {
    closeWindow(time, 0);
  }

  /** Lets time pass in which the process's work emitted so much. */
  private void closeWindow(Duration time, long picograms) {
    nanoTime += time.toNanos();
    long ofIdle = 40_000_000_000L * time.toSeconds() / 60;
    Footprint idle = new Footprint(0, 0, 1_000, ofIdle);
    Footprint none = new Footprint(0, 0, 0, 0);
    Footprint work = new Footprint(picograms, 0, picograms, picograms);
    monitor
        .ledger()
        .closeWindow(new WindowCost(Methods.MODEL, Methods.GRID, work, 0, 3.7, idle, none, none));
  }

  /** The rate divides by a minute at least: after 19 s it would be a third of what it is. */
  @Test
  void tellsNoRateBeforeTheFirstMinuteIsOver() {
    letTimePass(Duration.ofSeconds(19));
    assertEquals("–: per minute, told after the first minute", rate());
    letTimePass(Duration.ofSeconds(40));
    assertEquals("–: per minute, told after the first minute", rate());
    letTimePass(Duration.ofSeconds(1));
    assertEquals("40.0 mg CO₂e: per minute, over the last hour", rate());
  }

  /** No place is known in this test. */
  @Test
  void takesTheWorldForNoCountry() {
    String page = page().replace("&#39;", "'");
    assertFalse(page.contains("country's"), page);
    assertTrue(page.contains("world: 472.9 g CO₂e/kWh, 47.3 to 945.8"), page);
    assertTrue(page.contains("life cycle, production, world; range of its kind, world;"), page);
    assertTrue(
        page.contains(
            "Compared by life-cycle emissions of the electricity made in each country; PUE as"
                + " published, else as here."),
        page);
  }

  /** JSON and badge too, so that nobody takes a third of it for the rate. */
  @Test
  void tellsNoRateAnywhereElseInTheFirstMinute() {
    letTimePass(Duration.ofSeconds(59));
    ReportPages pages = pages();
    assertFalse(pages.json(Span.HOUR).toString().contains("\"rate\""));
    assertFalse(pages.badge(true).toString().contains("per minute"));
    assertFalse(pages.badge(false).toString().contains("per minute"));
    letTimePass(Duration.ofSeconds(1));
    pages = pages();
    assertTrue(pages.json(Span.HOUR).toString().contains("\"full_co2e_mg_per_minute\":39.99"));
    assertTrue(pages.badge(true).toString().contains("now 40.0 mg"));
  }

  private String ofTheTotal() {
    Matcher about = EMISSIONS.matcher(page());
    assertTrue(about.find());
    return about.group(1);
  }

  @Test
  void saysHowMuchIsForHoldingTheMachine() {
    letTimePass(Duration.ofSeconds(60));
    assertTrue(
        ofTheTotal().startsWith("100 % of this is for holding the machine: idle power, "),
        this::ofTheTotal);
    // 13 times as much for work: then it is not worth saying.
    closeWindow(Duration.ofSeconds(1), 13 * 40_000_000_000L);
    assertTrue(ofTheTotal().startsWith("since "), this::ofTheTotal);
  }

  @Test
  void hasBothScopesPerRequestAndSaysThatFullGrows() {
    Route orders = new Route("GET", "/orders/*");
    monitor.ledger().countRequest(orders, true, true, false);
    monitor.ledger().countRequest(orders, true, true, false);
    closeWindow(Duration.ofSeconds(60), 2_000_000);
    monitor.ledger().add(orders, new Footprint(1_000_000, 10, 4_000_000, 2_000_000));
    letTimePass(Duration.ofSeconds(60));
    String page = page().replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
    assertTrue(page.contains("Full is everything"), page);
    assertTrue(page.contains("It grows while nobody asks."), page);
    assertTrue(page.contains("Energy per request mJ"), page);
    assertTrue(page.contains("Full CO₂e per request mg"), page);
    // 4 mJ of two requests; 80 mg of idle power and what work took.
    assertTrue(page.contains(" 2.000 mJ "), page);
    assertTrue(page.contains(" 40.00 mg "), page);
  }

  private void count(String path, long nanojoules) {
    Route route = new Route("GET", path);
    monitor.ledger().countRequest(route, true, true, false);
    monitor.ledger().add(route, new Footprint(1_000_000, 10, nanojoules, 2_000_000));
  }

  @Test
  void saysThatThereIsNoRoomForFurtherRoutes() {
    assertTrue(page().contains("<dd>0 of 200</dd>"));
    for (int i = 0; i < 200; i++) {
      count("/" + i, 1);
    }
    assertTrue(page().contains("200 of 200 <span class=\"about\">all further ones are (other)"));
  }

  @Test
  void findsRoutesByAPartOfTheirNames() {
    count("/orders/*", 4_000_000);
    count("/orders/*/lines", 3_000_000);
    count("/search", 2_000_000);
    String page =
        pages().page(new PageQuery(Span.HOUR, RouteColumn.ENERGY, false, "ORDERS", 1)).toString();
    assertTrue(page.contains("GET /orders/*/lines"), page);
    assertFalse(page.contains("GET /search"), page);
    assertTrue(page.contains("2 of 3 routes"), page);
    // Sorting and other periods keep what was searched for.
    assertTrue(page.contains("?span&#x3D;day&amp;sort&#x3D;energy&amp;q&#x3D;ORDERS"), page);
  }

  @Test
  void showsASearchAsText() {
    count("/orders/*", 4_000_000);
    String hostile = "\"><script>alert(1)</script>&x=1";
    String page =
        pages().page(new PageQuery(Span.HOUR, RouteColumn.ENERGY, false, hostile, 1)).toString();
    assertFalse(page.contains("<script>alert"), page);
    assertTrue(
        page.contains("&amp;q&#x3D;%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26x%3D1"), page);
    assertTrue(page.contains("No route of this period has that in its name."), page);
  }

  @Test
  void saysInASentenceWhatMatters() {
    assertFalse(page().contains("own work is"), "before anything is known");
    closeWindow(Duration.ofSeconds(60), 2_000_000);
    letTimePass(Duration.ofSeconds(60));
    String page = page();
    assertTrue(
        page.contains(
            "own work is 0.0 % of the emissions of this period; 100.0 % is for holding the machine,"
                + " whether anybody asks or not. The largest line is idle power, 100.0 %."),
        page);
    assertTrue(page.contains("<a href=\"#where-title\">"), page);
  }

  @Test
  void saysNothingOfALogThatWorks() {
    assertFalse(page().contains("SLF4J"));
  }
}
