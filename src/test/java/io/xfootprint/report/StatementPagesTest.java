// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.data.TableVersion;
import io.xfootprint.store.RecordedDays;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements of months, from a store that has three of them. */
class StatementPagesTest {

  private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private long nanoTime;
  private RecordedDays days;
  private FootprintMonitor monitor;

  @BeforeEach
  void record() throws SQLException {
    days = RecordedDays.since("shop", LocalDate.of(2026, 9, 28));
    days.day(LocalDate.of(2026, 9, 28), "GET /orders", 10);
    days.day(LocalDate.of(2026, 10, 1), "GET /orders", 20);
    days.day(LocalDate.of(2026, 10, 31), "GET /search", 30);
    days.day(LocalDate.of(2026, 11, 2), "GET /orders", 40);
    // A background that is known, and nothing.
    change(
        "INSERT INTO xfootprint_line SELECT app, unit, start_utc, instance, 'background', 0, 0, 0, 0,"
            + " 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM xfootprint_line WHERE line = 'idle'");
    monitor =
        TestMonitor.start(
            Map.of("app", "shop", "store", "jdbc:h2:mem:statements"), () -> now, () -> nanoTime);
  }

  @AfterEach
  void close() throws SQLException {
    monitor.close();
    days.close();
  }

  private StatementPages pages() {
    return new ReportPages(
            monitor, Optional.of(days.store()), new Templates(), () -> now, () -> nanoTime)
        .statements();
  }

  private JsonPath json(YearMonth month) {
    return JsonPath.from(pages().json(Optional.of(month), NOVEMBER).toString())
        .using(new JsonPathConfig(NumberReturnType.BIG_DECIMAL));
  }

  private static BigDecimal number(JsonPath json, String key) {
    return json.getObject(key, BigDecimal.class);
  }

  private static void assertNear(double expected, BigDecimal actual) {
    assertEquals(expected, actual.doubleValue(), Math.abs(expected) * 1e-5);
  }

  /** 50 requests of 2 kJ and 3 mg; on two days idle power of 5 kJ and 7 mg, and 11 mg of making. */
  @Test
  void tellsEnergyIntensityMakingAndRequestsApart() {
    JsonPath october = json(OCTOBER);
    assertEquals("2026-10", october.getString("month"));
    assertTrue(october.getBoolean("complete"));
    assertNear((50 * 2e3 + 2 * 5e3) / 3.6e6, number(october, "e_kwh"));
    assertNear(50 * 3e-3 + 2 * 7e-3, number(october, "o_g"));
    assertNear(2 * 11e-3, number(october, "m_g"));
    assertEquals(50, october.getInt("r"));
    assertNear(
        number(october, "o_g")
            .divide(number(october, "e_kwh"), MathContext.DECIMAL64)
            .doubleValue(),
        number(october, "i_g_per_kwh"));
    assertNear(
        number(october, "o_g").add(number(october, "m_g")).doubleValue() / 50,
        number(october, "sci_g"));
    assertEquals(
        0,
        october.getList("lines.g").stream()
            .map(each -> new BigDecimal(each.toString()))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .compareTo(number(october, "o_g").add(number(october, "m_g"))));
    assertEquals(744, october.getInt("hours"));
    assertEquals(2, october.getInt("hours_counted"));
    String page = pages().page(Optional.of(OCTOBER), NOVEMBER).toString();
    assertTrue(page.contains("Anything was counted in 2 of 744 hours."), page);
    assertTrue(page.contains(october.getString("hash")), page);
    assertFalse(page.contains("This month is not over"), page);
  }

  @Test
  void holdsTheHashOfTheMonthBefore() throws SQLException {
    assertEquals("", json(SEPTEMBER).getString("hash_before"));
    String september = json(SEPTEMBER).getString("hash");
    String october = json(OCTOBER).getString("hash");
    assertEquals(64, september.length());
    assertEquals(september, json(OCTOBER).getString("hash_before"));
    assertEquals(october, json(NOVEMBER).getString("hash_before"));
    change(
        "UPDATE xfootprint_line SET energy_nj = energy_nj + 1"
            + " WHERE unit = 'month' AND line = 'idle' AND start_utc = TIMESTAMP '2026-09-01 00:00:00'");
    assertNotEquals(september, json(SEPTEMBER).getString("hash"));
    assertNotEquals(october, json(OCTOBER).getString("hash"));
    assertNotEquals(october, json(NOVEMBER).getString("hash_before"));
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(days.settings().address())) {
      assertTrue(connection.createStatement().executeUpdate(sql) > 0);
    }
  }

  /** An instance may still write its last hour. */
  @Test
  void isCompleteAnHourAfterTheMonth() {
    assertFalse(json(NOVEMBER).getBoolean("complete"));
    now = Instant.parse("2026-12-01T00:59:59Z");
    assertFalse(json(NOVEMBER).getBoolean("complete"));
    assertTrue(
        pages()
            .page(Optional.of(NOVEMBER), NOVEMBER)
            .toString()
            .contains("This month is not over"));
    now = Instant.parse("2026-12-01T01:00:00Z");
    assertTrue(json(NOVEMBER).getBoolean("complete"));
  }

  @Test
  void isOfTheLastMonthThatIsOverUnlessAnotherOneIsAskedFor() {
    String latest = pages().json(Optional.empty(), NOVEMBER).toString();
    assertTrue(latest.contains("\"month\":\"2026-10\""), latest);
    String first = pages().json(Optional.empty(), SEPTEMBER).toString();
    assertTrue(first.contains("\"month\":\"2026-09\""), first);
  }

  @Test
  void hasNothingOfAMonthInWhichNothingWasCounted() {
    String text = "Nothing was counted in that month";
    assertTrue(
        pages().json(Optional.of(YearMonth.of(2026, 8)), NOVEMBER).toString().startsWith(text));
    assertTrue(
        pages().json(Optional.of(YearMonth.of(2027, 1)), NOVEMBER).toString().startsWith(text));
  }

  /** Another month would be taken for the one that was meant. */
  @Test
  void isOfNoOtherMonthIfTheStoreCannotBeRead() throws SQLException {
    days.lose();
    String text = "These days are not known now, as the store cannot be read";
    assertTrue(pages().json(Optional.of(OCTOBER), NOVEMBER).toString().startsWith(text));
    assertTrue(pages().json(Optional.empty(), NOVEMBER).toString().startsWith(text));
    days.find();
  }

  /** Requests alone are not all that was held. */
  @Test
  void tellsNoFiguresThatAreNotKnown() throws SQLException {
    change("DELETE FROM xfootprint_line WHERE line = 'background'");
    JsonPath october = json(OCTOBER);
    for (String key : List.of("e_kwh", "i_g_per_kwh", "o_g", "sci_g")) {
      assertNull(october.get(key), key);
    }
    assertEquals(50, october.getInt("r"));
    assertTrue(pages().page(Optional.of(OCTOBER), NOVEMBER).toString().contains("not known"));
  }

  /** As SHA-256 of any other tool does. */
  @Test
  void hasTheTextThatIsHashed() throws Exception {
    JsonPath october = json(OCTOBER);
    byte[] text = october.getString("hashed").getBytes(StandardCharsets.UTF_8);
    assertEquals(
        october.getString("hash"),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text)));
    assertTrue(october.getString("hashed").contains("\nREQUESTS requests 50\n"));
    assertTrue(
        october.getString("hashed").contains("\nbefore " + json(SEPTEMBER).getString("hash")));
  }

  @Test
  void namesTheVersionsOfAllTables() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/xfootprint/data"))) {
      assertEquals(
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          TableVersion.all().stream().map(table -> table.name() + ".csv").toList());
    }
    List<String> hashes = json(OCTOBER).getList("tables.sha256");
    assertEquals(TableVersion.all().stream().map(TableVersion::hash).toList(), hashes);
  }
}
