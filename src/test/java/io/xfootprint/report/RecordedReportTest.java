// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import ch.qos.logback.classic.Level;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.RecordedText;
import io.xfootprint.TestMonitor;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Route;
import io.xfootprint.log.TestLog;
import io.xfootprint.log.TotalsLog;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.reading.Span;
import io.xfootprint.settings.LogDetail;
import io.xfootprint.settings.LogFormat;
import io.xfootprint.store.RecordedDays;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All that an application says of some hours, and of a year in its store, as it was recorded. */
class RecordedReportTest {

  private static final Instant BEGIN = Instant.parse("2026-11-26T09:58:30Z");
  private static final List<String> PATHS =
      List.of("/orders/*", "/search", "/slow", "/reports/{id}", "/a", "/b");

  private long nanoTime = 7;
  private final FootprintMonitor monitor =
      TestMonitor.start(
          Map.of(
              "app", "shop",
              "location", "country/SWE",
              "routes.max", "4",
              "well-known.provider", "Shop (sustainability@shop.example)",
              "well-known.methodology-uri", "https://shop.example/footprint/methodology",
              "well-known.target", "shop.example",
              "well-known.paths", "/orders, /search"),
          this::now,
          () -> nanoTime);
  private final Ledger ledger = monitor.ledger();
  private final Random random = new Random(13);

  @AfterEach
  void close() {
    monitor.close();
  }

  private Instant now() {
    return BEGIN.plusNanos(nanoTime);
  }

  /** Serves requests of all kinds, and closes a window each minute. */
  private void serve(Duration time) {
    for (long minute = 0; minute < time.toMinutes(); minute++) {
      int requests = random.nextInt(6);
      for (int i = 0; i < requests; i++) {
        serve(random.nextInt(PATHS.size()));
      }
      nanoTime += Duration.ofMinutes(1).toNanos();
      closeWindow();
    }
  }

  private void serve(int path) {
    Route route = new Route(path == 2 ? "POST" : "GET", PATHS.get(path));
    boolean knowsCpu = path != 3;
    boolean knowsBytes = path != 1 || random.nextBoolean();
    long cpu = knowsCpu ? random.nextInt(40_000_000) : -1;
    Footprint cost =
        new Footprint(
            cpu,
            knowsBytes ? random.nextInt(9_000_000) : -1,
            knowsCpu ? 4 * cpu : -1,
            knowsCpu ? cpu / 3 : -1,
            knowsCpu ? cpu / 2 : -1);
    ledger.add(route, cost);
    ledger.total().countRequest();
    ledger.total().add(cost);
    ledger.countRequest(route, knowsCpu, knowsBytes, path == 4);
    if (knowsCpu && knowsBytes && path != 4) {
      ledger.line(route).distribution().add(cost);
    }
    if (random.nextInt(5) == 0) {
      ledger.countError(route);
    }
  }

  private void closeWindow() {
    long cpu = 150_000_000L + random.nextInt(100_000_000);
    ledger.closeWindow(
        new WindowCost(
            Methods.MODEL,
            Methods.GRID,
            new Footprint(cpu, 60_000_000, 4 * cpu, cpu, cpu / 2),
            random.nextInt(9_000_000),
            3.7,
            new Footprint(0, 0, 31_400_000_123L, 3_900_000_017L),
            new Footprint(0, 0, 11_200_000_045L, 1_400_000_003L),
            new Footprint(0, 0, 0, 9_100_000_011L)));
  }

  private String log(LogFormat format, LogDetail detail) {
    try (CapturedLog logged = CapturedLog.of(TotalsLog.LOGGER, Level.INFO)) {
      new TotalsLog("shop", TestLog.settings(format, detail)).acceptLast(ledger.snapshot());
      return String.join("\n", logged.messages());
    }
  }

  private void addLog(RecordedText text, String when) {
    for (LogFormat format : LogFormat.values()) {
      for (LogDetail detail : LogDetail.values()) {
        text.add("log " + format + " " + detail + " " + when, log(format, detail));
      }
    }
    text.add(
        "running total " + when,
        "%d requests, %d mJ, %d ug, in full %d mJ, %d ug"
            .formatted(
                ledger.total().requests(),
                ledger.total().millijoules(),
                ledger.total().micrograms(),
                ledger.total().fullMillijoules(),
                ledger.total().fullMicrograms()));
  }

  private ReportPages pages(Optional<RecordedDays> days) {
    return new ReportPages(
        monitor, days.map(RecordedDays::store), new Templates(), this::now, () -> nanoTime);
  }

  private void addReports(RecordedText text, String when, ReportPages pages) {
    for (Span span : Span.values()) {
      String of = " " + span.key() + " " + when;
      text.add("json" + of, pages.json(span).toString());
      text.add("csv" + of, pages.csv(span).toString());
      text.add("impact" + of, pages.impact(span).toString());
    }
    text.add("badge.svg " + when, pages.badge(true).toString());
    text.add("badge.html " + when, pages.badge(false).toString());
  }

  @Test
  void saysTheSameOfAProcess() throws IOException {
    RecordedText text = new RecordedText("process");
    addLog(text, "before any window");
    addReports(text, "before any window", pages(Optional.empty()));
    serve(Duration.ofMinutes(3));
    addLog(text, "after 3 minutes");
    addReports(text, "after 3 minutes", pages(Optional.empty()));
    serve(Duration.ofMinutes(157));
    addLog(text, "after 160 minutes");
    addReports(text, "after 160 minutes", pages(Optional.empty()));
    text.assertUnchanged();
  }

  @Test
  void saysTheSameOfManyInstances() throws IOException {
    RecordedText text = new RecordedText("instances");
    serve(Duration.ofMinutes(20));
    ledger.setOtherInstances(OtherInstances.UNREAD);
    addLog(text, "unread");
    LedgerSnapshot books = ledger.snapshot();
    ledger.setOtherInstances(
        OtherInstances.of(
            books.sinceStart().plus(books.sinceStart()), 2, Set.of("measured", "model")));
    addLog(text, "three");
    text.assertUnchanged();
  }

  @Test
  void saysTheSameOfAStore() throws IOException, SQLException {
    RecordedText text = new RecordedText("store");
    serve(Duration.ofMinutes(40));
    try (RecordedDays days = year()) {
      addReports(text, "with a store", pages(Optional.of(days)));
      addWellKnown(text, pages(Optional.of(days)));
      days.lose();
      ReportPages lost = pages(Optional.of(days));
      text.add("json lost", lost.json(Span.DAY).toString());
      text.add("badge lost", lost.badge(false).toString());
      days.find();
    }
    text.assertUnchanged();
  }

  private static RecordedDays year() throws SQLException {
    RecordedDays days = RecordedDays.since("shop", LocalDate.of(2024, 12, 30));
    for (LocalDate day = LocalDate.of(2024, 12, 30);
        day.isBefore(LocalDate.of(2026, 11, 26));
        day = day.plusDays(9)) {
      days.day(day, List.of("GET /orders/*", "GET /search", "GET /x"), 1 + day.getDayOfMonth());
    }
    return days;
  }

  private static void addWellKnown(RecordedText text, ReportPages pages) {
    WellKnownDocument document = pages.wellKnown().orElseThrow();
    text.add("well-known", answer(document, null, null, null));
    text.add("well-known 2025", answer(document, null, "2025", null));
    text.add("well-known 2025 by months", answer(document, null, "2025", "monthly"));
    text.add("well-known a month by days", answer(document, null, "2026-10", "daily"));
    text.add("well-known of a path", answer(document, "/orders", "2026-09", null));
    text.add("well-known of a path by months", answer(document, "/search", "2025", "monthly"));
  }

  private static String answer(
      WellKnownDocument document,
      @Nullable String target,
      @Nullable String period,
      @Nullable String granularity) {
    return document.answer(target, period, granularity).orElseThrow().toString();
  }
}
