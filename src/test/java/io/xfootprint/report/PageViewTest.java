// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Methods;
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

  private long nanoTime;
  private final FootprintMonitor monitor =
      TestMonitor.start(Map.of("app", "shop"), () -> BEGIN.plusNanos(nanoTime), () -> nanoTime);

  @AfterEach
  void close() {
    monitor.close();
  }

  private String page() {
    return new ReportPages(
            monitor,
            Optional.empty(),
            new Templates(),
            () -> BEGIN.plusNanos(nanoTime),
            () -> nanoTime)
        .page(Span.HOUR, RouteColumn.ACTIVE, false)
        .toString();
  }

  private String rate() {
    Matcher rate = RATE.matcher(page());
    assertTrue(rate.find());
    return rate.group(1).replace('\u00a0', ' ') + ": " + rate.group(2);
  }

  /** Idle power alone: 40 mg in each minute. */
  private void letTimePass(Duration time) {
    nanoTime += time.toNanos();
    long picograms = 40_000_000_000L * time.toSeconds() / 60;
    Footprint idle = new Footprint(0, 0, 1_000, picograms);
    Footprint none = new Footprint(0, 0, 0, 0);
    monitor.ledger().closeWindow(new WindowCost(Methods.MODEL, none, 0, 3.7, idle, none, none));
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

  @Test
  void saysNothingOfALogThatWorks() {
    assertFalse(page().contains("SLF4J"));
  }
}
