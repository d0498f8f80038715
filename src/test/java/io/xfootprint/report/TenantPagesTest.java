// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.path.json.config.JsonPathConfig.NumberReturnType;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.TestMonitor;
import io.xfootprint.ledger.Line;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.TenantAlias;
import io.xfootprint.model.Footprint;
import io.xfootprint.report.TenantPages.Form;
import io.xfootprint.store.RecordedDays;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tenants cost in a month, for their owner and for each of them. */
class TenantPagesTest {

  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
  private static final String SCRIPT = "<script>alert(1)</script>&\"'";

  private final Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private long nanoTime;
  private RecordedDays days;
  private FootprintMonitor monitor;

  /** 50 requests of 1 s, 2 kJ and 3 mg each; of them 30 of acme, 15 of globex, and 5 of no one. */
  @BeforeEach
  void record() throws SQLException {
    days = RecordedDays.since("shop", LocalDate.of(2026, 10, 1));
    days.day(LocalDate.of(2026, 10, 1), "GET /orders", 20);
    days.day(LocalDate.of(2026, 10, 31), "GET /search", 30);
    change(
        "INSERT INTO xfootprint_line SELECT app, unit, start_utc, instance, 'background', 0, 0, 0, 0,"
            + " 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM xfootprint_line WHERE line = 'idle'");
    tenant(1, "acme", 20, 0);
    tenant(2, "acme", 10, 500);
    tenant(1, "globex", 15, 0);
    floor(1, 2_000);
    floor(2, 500);
    monitor = monitor(Map.of("report.tenants", "true"));
  }

  private FootprintMonitor monitor(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("app", "shop");
    settings.put("store", "jdbc:h2:mem:tenants");
    return TestMonitor.start(settings, () -> now, () -> nanoTime);
  }

  private void tenant(long instance, String name, long requests, long floor) throws SQLException {
    change(
        "INSERT INTO xfootprint_tenant SELECT app, TIMESTAMP '2026-10-01 00:00:00', "
            + instance
            + ", '"
            + name.replace("'", "''")
            + "', "
            + floor
            + ", "
            + String.join(
                ", ",
                List.of(
                        "requests",
                        "errors",
                        "without_cpu",
                        "without_bytes",
                        "estimated",
                        "cpu_ns",
                        "gc_cpu_ns",
                        "alloc_b",
                        "energy_nj",
                        "gc_nj",
                        "co2e_pg")
                    .stream()
                    .map(column -> column + " * " + requests + " / 20")
                    .toList())
            + " FROM xfootprint_route WHERE unit = 'month' AND route = 'GET /orders'");
  }

  private void floor(long instance, long nanojoules) throws SQLException {
    tenant(instance, "(other)", 0, nanojoules);
  }

  @AfterEach
  void close() throws SQLException {
    monitor.close();
    days.close();
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(days.settings().address())) {
      connection.createStatement().execute(sql);
    }
  }

  private TenantPages pages() {
    return new ReportPages(
            monitor, Optional.of(days.store()), new Templates(), () -> now, () -> nanoTime)
        .tenants();
  }

  private static JsonPath json(Representation answer) {
    return JsonPath.from(answer.toString()).using(new JsonPathConfig(NumberReturnType.BIG_DECIMAL));
  }

  private static BigDecimal number(JsonPath json, String key) {
    return new BigDecimal(json.getString(key));
  }

  @Test
  void sharesTheWholeMonthAmongTenantsExactly() {
    JsonPath json = json(pages().all(OCTOBER, Form.JSON));
    assertEquals(List.of("acme", "globex", "(other)"), json.getList("tenants.tenant"));
    assertEquals(List.of(30, 15, 5), json.getList("tenants.requests", Integer.class));
    assertEquals(0, number(json, "tenants[0].energy_j").compareTo(new BigDecimal(60_000)));
    // 10 kJ of idle power were shared by CPU time: 30, 15 and 5 of 50 s.
    assertEquals(0, number(json, "tenants[0].full_j").compareTo(new BigDecimal(66_000)));
    assertEquals(0, number(json, "tenants[1].full_j").compareTo(new BigDecimal(33_000)));
    assertEquals(0, number(json, "tenants[2].full_j").compareTo(new BigDecimal(11_000)));
    assertEquals("0.0183333", json.getString("tenants[0].kwh"));
    // 30 of 50 of 150 mg, 14 mg and 22 mg.
    assertEquals(0, number(json, "tenants[0].g").compareTo(new BigDecimal("0.1116")));
    assertEquals(0, number(json, "tenants[0].embodied_g").compareTo(new BigDecimal("0.0132")));
    assertEquals(TenantAlias.of("shop", "acme"), json.getString("tenants[0].log_name"));
    assertEquals("(other)", json.getString("tenants[2].log_name"));
    assertTrue(json.getBoolean("complete"));
    assertEquals(64, json.getString("statement_hash").length());
  }

  @Test
  void saysWhatMayHaveBeenMissed() {
    JsonPath json = json(pages().all(OCTOBER, Form.JSON));
    // The first may have missed 2000 nJ of acme, the second nothing; globex has no row there.
    assertEquals(0, number(json, "tenants[0].late_j").compareTo(new BigDecimal("0.000002")));
    assertEquals(0, number(json, "tenants[1].late_j").compareTo(new BigDecimal("0.0000025")));
    assertEquals(0, number(json, "floor_j").compareTo(new BigDecimal("0.0000025")));
    String page = pages().all(OCTOBER, Form.PAGE).toString();
    assertTrue(page.contains("There were more tenants than lines."), page);
  }

  @Test
  void tellsATenantNothingOfTheOthers() {
    JsonPath json = json(pages().one("globex", OCTOBER, Form.JSON));
    assertEquals("globex", json.getString("tenant"));
    assertEquals(0, number(json, "full_j").compareTo(new BigDecimal(33_000)));
    for (Form form : Form.values()) {
      String text = pages().one("globex", OCTOBER, form).toString();
      assertTrue(text.contains("globex"), text);
      assertFalse(text.contains("acme"), text);
    }
    // From a share follows what all have taken.
    assertNull(json.getString("share"));
    String csv = pages().one("globex", OCTOBER, Form.CSV).toString();
    assertFalse(csv.contains("share"), csv);
    assertEquals(2, csv.lines().count());
    assertTrue(csv.startsWith("month,tenant,log_name,kwh,low_kwh,high_kwh,g,"), csv);
    assertTrue(csv.contains("2026-10,globex,"), csv);
  }

  @Test
  void isClosedByDefault() {
    monitor.close();
    monitor = monitor(Map.of());
    for (Form form : Form.values()) {
      assertEquals(
          "What tenants cost is not shown: the setting report.tenants is false.\n",
          pages().all(OCTOBER, form).toString());
      assertEquals(
          "What tenants cost is not shown: the setting report.tenants is false.\n",
          pages().one("acme", OCTOBER, form).toString());
    }
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertEquals(
        "Nothing is known of that tenant in that month.\n",
        pages().one("initech", OCTOBER, Form.PAGE).toString());
    assertEquals(
        "Nothing was counted in that month, as far as the store goes back.\n",
        pages().all(OCTOBER.minusYears(1), Form.PAGE).toString());
    assertFalse(
        pages()
            .all(OCTOBER, Form.PAGE)
            .toString()
            .contains("No request of this month had a tenant"));
  }

  @Test
  void saysThatAMonthHasNoTenants() throws SQLException {
    change("DELETE FROM xfootprint_tenant");
    String page = pages().all(OCTOBER, Form.PAGE).toString();
    assertTrue(page.contains("No request of this month had a tenant"), page);
    assertEquals(
        List.of("(other)"), json(pages().all(OCTOBER, Form.JSON)).getList("tenants.tenant"));
  }

  /** As long as there is no store, and the process has started in this month. */
  @Test
  void showsThisProcessWithoutAStore() {
    monitor.close();
    monitor =
        TestMonitor.start(
            Map.of("app", "shop", "report.tenants", "true"), () -> now, () -> nanoTime);
    Route route = new Route("GET", "/orders");
    Line line = monitor.ledger().line(route, "acme");
    line.countRequest(new Footprint(1_000, 10, 3_000_000, 5), true, true, false);
    monitor.ledger().line(route).countRequest(new Footprint(1, 1, 1, 1), true, true, false);
    TenantPages pages =
        new ReportPages(monitor, Optional.empty(), new Templates(), () -> now, () -> nanoTime)
            .tenants();
    JsonPath json = json(pages.all(YearMonth.of(2026, 11), Form.JSON));
    assertEquals("this-instance", json.getString("scope"));
    assertEquals(List.of("acme", "(other)"), json.getList("tenants.tenant"));
    assertEquals("0.003000000", json.getString("tenants[0].energy_j"));
    String page = pages.all(YearMonth.of(2026, 11), Form.PAGE).toString();
    assertTrue(page.contains("These are the figures of this instance alone"), page);
    assertEquals(
        "These days are not known: only the setting store keeps the past.\n",
        pages.all(OCTOBER, Form.PAGE).toString());
  }

  @Test
  void givesNoNameAMeaningOfItsOwn() throws SQLException {
    tenant(3, SCRIPT, 1, 0);
    tenant(3, "=1+1", 1, 0);
    tenant(3, "a;=1+1", 1, 0);
    String page = pages().all(OCTOBER, Form.PAGE).toString();
    assertFalse(page.contains("<script>alert"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)"), page);
    assertTrue(page.contains("name=%3Cscript%3Ealert"), page);
    assertTrue(pages().all(OCTOBER, Form.CSV).toString().contains(",'=1+1,"));
    assertTrue(pages().all(OCTOBER, Form.CSV).toString().contains(",a;'=1+1,"));
    assertEquals(SCRIPT, json(pages().one(SCRIPT, OCTOBER, Form.JSON)).getString("tenant"));
    assertFalse(pages().one(SCRIPT, OCTOBER, Form.PAGE).toString().contains("<script>alert"));
  }
}
