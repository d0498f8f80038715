// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.store.RecordedDays;
import io.xfootprint.store.RowsRead;
import io.xfootprint.store.SlowRoutes;
import io.xfootprint.store.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the well-known document takes: anybody may ask for it, as often as he likes. */
@Timeout(120)
class WellKnownReadingTest {

  private static final Host HOST = Host.unknown(2);
  private static final YearMonth FIRST = YearMonth.of(2023, 11);
  private static final YearMonth END = YearMonth.of(2026, 11);

  private final AtomicLong nanoTime = new AtomicLong();
  private final FootprintMonitor monitor;
  private final RecordedDays days;
  private final WellKnownDocument document;

  WellKnownReadingTest() throws SQLException {
    monitor =
        FootprintMonitor.start(
            FootprintSettings.from(
                new SettingSources()
                    .parameters(
                        Map.of(
                            "app", "shop",
                            "window", "1h",
                            "well-known.provider", "Shop",
                            "well-known.methodology-uri", "https://shop.example/methodology",
                            "well-known.target", "shop.example",
                            "well-known.paths", "/orders, /search")),
                HOST),
            new FakeHostProbe(HOST));
    days = RecordedDays.since("shop", FIRST.atDay(1));
    document =
        new WellKnownDocument(
            monitor.setup().settings().report().wellKnown().orElseThrow(),
            monitor.setup(),
            days.store(),
            () -> Instant.parse("2026-11-26T12:00:00Z"),
            nanoTime::get);
  }

  @AfterEach
  void close() throws SQLException {
    monitor.close();
    days.close();
  }

  private JsonPath period(String period) {
    return JsonPath.from(document.answer(null, period, null).orElseThrow().toString());
  }

  /** There is one thread that reads: it is done when it answers something else. */
  private void awaitReading() {
    boolean done = false;
    while (!done) {
      try {
        done = days.store().read(history -> true).value();
      } catch (StoreException e) {
        // It is still busy, after 2 s.
      }
    }
  }

  /** 219,000 rows of days and 7,200 of months. */
  @Test
  void readsASumForEachPeriodAndPathWhateverTheNumberOfRoutes() throws Exception {
    days.fill(FIRST, END, 200).day(LocalDate.of(2026, 10, 3), "GET /orders/*", 30);
    RowsRead rows = RowsRead.of(days.settings().address());
    document.answer(null, null, null);
    awaitReading();
    JsonPath orders =
        JsonPath.from(document.answer("/orders", "2026-10", null).orElseThrow().toString());
    // Of 200 s of CPU time on each of 31 days 30 s are theirs.
    assertEquals(0.09 + 0.018 * 30 / 6230, orders.getDouble("carbon-footprint"), 1e-6);
    assertEquals(6200 * 0.003 + 0.108, period("2026-10").getDouble("carbon-footprint"), 1e-3);
    assertEquals(366 * 200 * 0.003, period("2024").getDouble("carbon-footprint"), 1e-3);
    assertEquals(Optional.empty(), document.answer("/search", null, null));
    long read = rows.byStatement().values().stream().mapToLong(n -> n).sum();
    // One for each of 400 days and 36 months, and a few for the lines and the path of one of them.
    assertTrue(0 < read && read < 450, rows.byStatement()::toString);
  }

  @Test
  void goesOnReadingWhenNobodyWaitsAnyMore() throws Exception {
    days.day(LocalDate.of(2026, 10, 3), "GET /orders/*", 30);
    try (SlowRoutes slow = SlowRoutes.in(days.settings().address())) {
      assertEquals(Optional.empty(), document.answer("/orders", null, null));
      nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());
      assertEquals(Optional.empty(), document.answer("/orders", null, null));
      slow.goOn();
      awaitReading();
      assertTrue(document.answer("/orders", null, null).isPresent());
      assertEquals(4, slow.readings(), "days and months of two paths, each once");
    }
  }

  @Test
  void keepsWhatItToldWhileItsFiguresAreTheSame() throws Exception {
    days.day(LocalDate.of(2026, 10, 3), "GET /orders/*", 30);
    Representation answer = document.answer(null, "2026", "daily").orElseThrow();
    for (int i = 0; i < 100; i++) {
      // What is not there takes nobody's place.
      assertEquals(Optional.empty(), document.answer(null, "2026-09-" + i, null));
    }
    assertSame(answer, document.answer(null, "2026", "daily").orElseThrow());
    assertNotSame(answer, document.answer("/orders", "2026", "daily").orElseThrow());
    nanoTime.addAndGet(Duration.ofHours(2).toNanos());
    assertSame(answer, document.answer(null, "2026", "daily").orElseThrow());
    days.day(LocalDate.of(2026, 10, 4), "GET /orders/*", 30);
    nanoTime.addAndGet(Duration.ofHours(2).toNanos());
    assertNotSame(answer, document.answer(null, "2026", "daily").orElseThrow());
  }
}
