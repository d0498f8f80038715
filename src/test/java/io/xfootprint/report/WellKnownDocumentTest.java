// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.Provenance;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.store.RecordedDays;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WellKnownDocumentTest {

  private static final Host HOST = Host.unknown(2);

  private static final Set<String> MANDATORY =
      Set.of(
          "version",
          "updated",
          "capabilities",
          "provider",
          "measurement-method",
          "methodology-uri",
          "reporting-period",
          "target");

  private final AtomicLong nanoTime = new AtomicLong();
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private RecordedDays days;
  private FootprintMonitor monitor;
  private WellKnownDocument document;

  @BeforeEach
  void open() throws Exception {
    days = RecordedDays.since("shop", LocalDate.of(2025, 12, 30));
    FootprintSettings settings =
        FootprintSettings.from(
            new SettingSources()
                .parameters(
                    Map.of(
                        "app", "shop",
                        "window", "1h",
                        "well-known.provider", "Shop (sustainability@shop.example)",
                        "well-known.methodology-uri", "https://shop.example/footprint/methodology",
                        "well-known.target", "shop.example",
                        "well-known.paths", "/orders, /search")),
            HOST);
    monitor = FootprintMonitor.start(settings, new FakeHostProbe(HOST));
    makeDocument();
  }

  private void makeDocument() {
    Provenance setup = monitor.setup();
    InstantSource clock = () -> now;
    document =
        new WellKnownDocument(
            setup.settings().report().wellKnown().orElseThrow(),
            setup,
            days.store(),
            clock,
            nanoTime::get);
  }

  @AfterEach
  void close() throws Exception {
    monitor.close();
    days.close();
  }

  private Optional<JsonPath> ask(
      @Nullable String target, @Nullable String period, @Nullable String granularity) {
    return document
        .answer(target, period, granularity)
        .map(answer -> JsonPath.from(answer.toString()));
  }

  private JsonPath basic() {
    return ask(null, null, null).orElseThrow();
  }

  private JsonPath period(String period) {
    return ask(null, period, null).orElseThrow();
  }

  private void passTime(Duration time) {
    now = now.plus(time);
    nanoTime.addAndGet(time.toNanos());
  }

  /** The types and rules of section "Formal Definition" of the draft, and of its prose. */
  private static void assertValid(Map<String, ?> object) {
    assertTrue(object.keySet().containsAll(MANDATORY), object.toString());
    for (String member : MANDATORY) {
      assertTrue(object.get(member) instanceof String, member);
    }
    assertEquals("2.0", object.get("version"));
    assertTrue(Set.of("basic", "extended").contains(object.get("capabilities")));
    assertEquals(
        object.get("updated"), Instant.parse(String.valueOf(object.get("updated"))).toString());
    assertTrue(String.valueOf(object.get("methodology-uri")).startsWith("https://"));
    assertTrue(WellKnownDocument.isPeriod(String.valueOf(object.get("reporting-period"))));
    for (String number : List.of("energy-consumption", "carbon-footprint", "sci-score")) {
      Object value = object.get(number);
      assertTrue(value == null || (value instanceof Number n && n.doubleValue() >= 0), number);
    }
    assertTrue(Set.of("Wh", "kWh", "MWh", "GWh").contains(object.get("energy-unit")));
    assertTrue(Set.of("gCO2e", "kgCO2e", "mtCO2e").contains(object.get("carbon-unit")));
    assertTrue(Set.of("origin", "path").contains(object.get("target-type")));
    assertEquals("location-based", object.get("carbon-accounting"));
    assertEquals(object.containsKey("sci-score"), object.containsKey("functional-unit"));
    assertFalse(object.containsValue(null));
    for (String member : object.keySet()) {
      assertTrue(member.matches("[a-z0-9-]+"), member + " is reserved for the draft, and known");
    }
  }

  @Test
  void tellsTheLastCompletedMonth() throws Exception {
    days.day(LocalDate.of(2026, 9, 1), "GET /orders/*", 7);
    days.day(LocalDate.of(2026, 10, 3), "GET /orders/*", 1000);
    days.day(LocalDate.of(2026, 10, 31), "GET /search", 800);
    days.day(LocalDate.of(2026, 11, 5), "GET /search", 1);
    JsonPath month = basic();
    assertValid(month.getMap(""));
    assertEquals("2026-10", month.getString("reporting-period"));
    assertEquals("shop.example", month.getString("target"));
    assertEquals("origin", month.getString("target-type"));
    assertEquals("hardware-estimated", month.getString("measurement-method"));
    // 1,800 requests of 2 kJ, and twice 5 kJ: 3.61 MJ.
    assertEquals(3.61 / 3.6, month.getDouble("energy-consumption"), 1e-5);
    assertEquals("kWh", month.getString("energy-unit"));
    // 1,800 requests of 3 mg, and twice 7 and 11 mg.
    assertEquals(5.436, month.getDouble("carbon-footprint"), 1e-9);
    assertEquals(5.436 / 1800, month.getDouble("sci-score"), 1e-8);
    assertEquals("per-request", month.getString("functional-unit"));
  }

  @Test
  void tellsTheLastCompletedDayOfAYoungApplication() throws Exception {
    days.day(LocalDate.of(2026, 11, 24), "GET /orders/*", 10);
    days.day(LocalDate.of(2026, 11, 25), "GET /orders/*", 20);
    days.day(LocalDate.of(2026, 11, 26), "GET /orders/*", 40);
    JsonPath day = basic();
    assertValid(day.getMap(""));
    assertEquals("2026-11-25", day.getString("reporting-period"));
    assertEquals(0.06 + 0.018, day.getDouble("carbon-footprint"), 1e-9);
  }

  @Test
  void tellsNothingOfWhatIsNotOver() throws Exception {
    days.day(LocalDate.of(2026, 11, 26), "GET /orders/*", 40);
    assertEquals(Optional.empty(), ask(null, null, null));
    assertEquals(Optional.empty(), ask(null, "2026-11-26", null));
    assertEquals(Optional.empty(), ask(null, "2026-11", null));
    assertEquals(Optional.empty(), ask(null, "2026", null));
    assertEquals(Optional.empty(), ask(null, "2026", "daily"));
    passTime(Duration.ofMinutes(12 * 60 + 59));
    assertEquals(Optional.empty(), ask(null, "2026-11-26", null));
    passTime(Duration.ofHours(1));
    assertEquals("2026-11-26", period("2026-11-26").getString("reporting-period"));
  }

  @Test
  void tellsYearsMonthsAndDaysThatAreAskedFor() throws Exception {
    days.day(LocalDate.of(2025, 12, 30), "GET /a", 1);
    days.day(LocalDate.of(2025, 12, 31), "GET /a", 2);
    days.day(LocalDate.of(2026, 1, 1), "GET /a", 4);
    for (String period : List.of("2025", "2025-12", "2025-12-31", "2026-01", "2026-01-01")) {
      assertValid(period(period).getMap(""));
      assertEquals(period, period(period).getString("reporting-period"));
    }
    assertEquals(
        period("2025").getDouble("carbon-footprint"),
        period("2025-12").getDouble("carbon-footprint"));
    assertEquals(0.009 + 0.036, period("2025-12").getDouble("carbon-footprint"), 1e-9);
    assertEquals(0.006 + 0.018, period("2025-12-31").getDouble("carbon-footprint"), 1e-9);
    assertEquals(Optional.empty(), ask(null, "2025-11", null));
    assertEquals(Optional.empty(), ask(null, "2026-01-02", null));
  }

  @Test
  void tellsSlicesInTheirOrder() throws Exception {
    days.day(LocalDate.of(2026, 2, 10), "GET /a", 1);
    days.day(LocalDate.of(2026, 1, 20), "GET /a", 2);
    days.day(LocalDate.of(2025, 12, 31), "GET /a", 4);
    days.day(LocalDate.of(2026, 2, 9), "GET /a", 8);
    assertEquals(
        List.of("2026-02-09", "2026-02-10"),
        ask(null, "2026-02", "daily").orElseThrow().getList("reporting-period"));
    assertEquals(
        List.of("2026-01", "2026-02"),
        ask(null, "2026", "monthly").orElseThrow().getList("reporting-period"));
    List<Map<String, ?>> objects = ask(null, "2026", "daily").orElseThrow().getList("");
    objects.forEach(WellKnownDocumentTest::assertValid);
    assertEquals(3, objects.size());
    // No period: that of the basic answer.
    assertEquals(
        List.of("2026-02-09", "2026-02-10"),
        ask(null, null, "daily").orElseThrow().getList("reporting-period"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"monthly", "yearly", "hourly", "DAILY", ""})
  void ignoresWhatIsNoFinerSlice(String granularity) throws Exception {
    days.day(LocalDate.of(2026, 2, 10), "GET /a", 1);
    assertEquals(
        "2026-02", ask(null, "2026-02", granularity).orElseThrow().getString("reporting-period"));
  }

  @Test
  void tellsAYearOfDaysAtMost() throws Exception {
    LocalDate first = LocalDate.of(2025, 12, 30);
    now = Instant.parse("2027-12-01T12:00:00Z");
    for (int i = 0; i < 500; i++) {
      days.day(first.plusDays(i), "GET /a", 1);
    }
    List<String> told = ask(null, "2026", "daily").orElseThrow().getList("reporting-period");
    assertTrue(told.size() <= 366, told::toString);
    assertEquals("2026-12-31", told.get(told.size() - 1));
    // Days are told for 400 days; what they add up to for ever.
    assertEquals(Optional.empty(), ask(null, "2026-10-26", null));
    assertEquals("2026-10-28", period("2026-10-28").getString("reporting-period"));
    assertEquals("2026-10", period("2026-10").getString("reporting-period"));
  }

  @Test
  void tellsPublishedPathsWithTheirShareOfTheRest() throws Exception {
    days.day(LocalDate.of(2026, 10, 3), "GET /orders/*", 30);
    JsonPath orders = ask("/orders", "2026-10", null).orElseThrow();
    assertValid(orders.getMap(""));
    assertEquals("/orders", orders.getString("target"));
    assertEquals("path", orders.getString("target-type"));
    // All CPU time is theirs, so all that belongs to time is too.
    assertEquals(
        period("2026-10").getDouble("carbon-footprint"), orders.getDouble("carbon-footprint"));
    days.day(LocalDate.of(2026, 10, 3), "GET /search", 10);
    passTime(Duration.ofHours(2));
    assertEquals(
        0.09 + 0.75 * 0.036,
        ask("/orders", "2026-10", null).orElseThrow().getDouble("carbon-footprint"),
        1e-9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/order", "/orders/", "/Orders", "/orders/1", "/admin", "", "orders"})
  void tellsNothingOfOtherPaths(String target) throws Exception {
    days.day(LocalDate.of(2026, 10, 3), "GET /orders/*", 30);
    days.day(LocalDate.of(2026, 10, 3), "GET /admin", 30);
    assertEquals(Optional.empty(), ask(target, null, null));
    assertEquals(Optional.empty(), ask(target, "2026-10", null));
  }

  @Test
  void tellsWholeSegmentsOnly() throws Exception {
    days.day(LocalDate.of(2026, 10, 3), "GET /ordersearch/*", 30);
    assertEquals(Optional.empty(), ask("/orders", null, null));
    days.day(LocalDate.of(2026, 10, 3), "POST /orders", 30);
    passTime(Duration.ofHours(2));
    assertTrue(ask("/orders", null, null).isPresent());
  }

  @Test
  void asksTheStoreOnceAnHour() throws Exception {
    days.day(LocalDate.of(2026, 10, 3), "GET /orders/*", 30);
    String before = document.answer(null, null, null).orElseThrow().toString();
    days.day(LocalDate.of(2026, 10, 4), "GET /orders/*", 30);
    passTime(Duration.ofMinutes(59));
    assertEquals(before, document.answer(null, null, null).orElseThrow().toString());
    passTime(Duration.ofMinutes(2));
    JsonPath after = basic();
    assertEquals("2026-11-26T13:01:00Z", after.getString("updated"));
    passTime(Duration.ofHours(3));
    // Nothing has changed since, so neither has the document.
    assertEquals("2026-11-26T13:01:00Z", basic().getString("updated"));
  }

  @Test
  void isThereSoonAfterAStoreThatDidNotAnswer() throws Exception {
    days.day(LocalDate.of(2026, 10, 1), "GET /a", 1);
    days.lose();
    assertEquals(Optional.empty(), ask(null, null, null));
    days.find();
    passTime(Duration.ofSeconds(10));
    assertEquals("2026-10", basic().getString("reporting-period"));
    // And it stays, though the store goes away again.
    days.lose();
    passTime(Duration.ofHours(2));
    assertEquals("2026-10", basic().getString("reporting-period"));
    days.find();
  }

  /** By the clock of the database, which is that of this machine. */
  @Test
  void tellsNoYearOfWhichDaysWereForgotten() throws Exception {
    LocalDate thisMonth = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
    LocalDate first = thisMonth.minusMonths(30);
    days.close();
    days = RecordedDays.since("shop", first);
    for (LocalDate day = first; day.isBefore(thisMonth); day = day.plusDays(1)) {
      days.day(day, "GET /a", 1);
    }
    now = thisMonth.atStartOfDay().plusHours(12).toInstant(ZoneOffset.UTC);
    makeDocument();
    String lastYear = String.valueOf(thisMonth.getYear() - 1);
    String partOfAYear = String.valueOf(first.getYear());
    assertTrue(ask(null, partOfAYear, null).isPresent(), "all that there was of it is told");
    assertTrue(ask(null, lastYear, null).isPresent());
    days.forget(Duration.ofDays(100));
    passTime(Duration.ofHours(2));
    assertEquals(Optional.empty(), ask(null, partOfAYear, null));
    LocalDate kept = LocalDate.now(ZoneOffset.UTC).minusDays(100).withDayOfMonth(1);
    assertEquals(
        kept.getYear() < thisMonth.getYear() && kept.getMonthValue() == 1,
        ask(null, lastYear, null).isPresent());
    assertTrue(ask(null, YearMonth.from(kept).toString(), null).isPresent());
  }

  @Test
  void knowsWhatAPeriodLooksLike() {
    for (String period : List.of("2026", "2026-01", "2026-12", "2026-02-30", "2026-11-09")) {
      assertTrue(WellKnownDocument.isPeriod(period), period);
    }
    for (String text :
        List.of("", "26", "2026-13", "2026-00", "2026-1", "2026-11-32", "2026-11-26T", "x")) {
      assertFalse(WellKnownDocument.isPeriod(text), text);
    }
  }
}
