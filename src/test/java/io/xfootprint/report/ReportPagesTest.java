// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.reading.Span;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.store.RecordedDays;
import io.xfootprint.store.RowsRead;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hits take: anybody may ask for a badge, or for all of an open report. */
class ReportPagesTest {

  private static final Host HOST = Host.unknown(2);

  private final AtomicLong nanoTime = new AtomicLong();
  private final FootprintMonitor monitor;
  private final RecordedDays days;
  private final ReportPages pages;

  ReportPagesTest() throws SQLException {
    FootprintSettings settings =
        FootprintSettings.from(
            new SettingSources()
                .parameters(Map.of("app", "shop", "window", "1h", "location", "country/SWE")),
            HOST);
    monitor = FootprintMonitor.start(settings, new FakeHostProbe(HOST));
    days =
        RecordedDays.since("shop", LocalDate.of(2026, 11, 1))
            .day(LocalDate.of(2026, 11, 25), "GET /orders/*", 30);
    pages =
        new ReportPages(
            monitor,
            Optional.of(days.store()),
            new Templates(),
            () -> Instant.parse("2026-11-26T12:00:00Z"),
            nanoTime::get);
  }

  @AfterEach
  void close() throws SQLException {
    monitor.close();
    days.close();
  }

  private List<Supplier<Representation>> forms() {
    return List.of(
        () -> pages.page(PageQuery.of(Span.DAY)),
        () -> pages.page(PageQuery.of(Span.DAY).sortedBy(RouteColumn.ENERGY, true)),
        () -> pages.page(PageQuery.of(Span.MONTH)),
        () -> pages.json(Span.DAY),
        () -> pages.csv(Span.DAY),
        () -> pages.impact(Span.DAY),
        () -> pages.badge(true),
        () -> pages.badge(false));
  }

  @Test
  void keepsWhatItMadeWhileTheReportIs() {
    List<Representation> first = forms().stream().map(Supplier::get).toList();
    nanoTime.addAndGet(Duration.ofSeconds(1).toNanos() - 1);
    for (int i = 0; i < first.size(); i++) {
      assertSame(first.get(i), forms().get(i).get(), i + " is the same");
      for (int j = 0; j < i; j++) {
        assertNotSame(first.get(i), first.get(j));
      }
    }
    nanoTime.addAndGet(1);
    for (int i = 0; i < first.size(); i++) {
      assertNotSame(first.get(i), forms().get(i).get(), i + " is of another report");
    }
  }

  @Test
  void keepsAPageWhateverElseIsAskedFor() {
    Representation method = pages.methodology("", "");
    Representation page = pages.page(PageQuery.of(Span.DAY));
    for (int i = 0; i < 1000; i++) {
      pages.methodology(String.valueOf(i), "");
      assertSame(page, pages.page(PageQuery.of(Span.DAY)));
    }
    assertEquals(method.toString(), pages.methodology("", "").toString());
  }

  @Test
  void asksTheStoreForTotalAndRateAloneForABadge() throws SQLException {
    RowsRead rows = RowsRead.of(days.settings().address());
    assertTrue(
        pages.badge(true).toString().contains("65.0 kJ"), () -> pages.badge(true).toString());
    nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
    assertTrue(pages.badge(false).toString().contains("65"));
    Map<String, Long> read = rows.byStatement();
    assertEquals(3, read.size(), read::toString);
    read.keySet()
        .forEach(statement -> assertTrue(!statement.contains("xfootprint_route"), statement));
  }

  @Test
  void namesCountries() {
    assertTrue(pages.page(PageQuery.of(Span.DAY)).toString().contains("Sweden"), "Sweden");
  }
}
