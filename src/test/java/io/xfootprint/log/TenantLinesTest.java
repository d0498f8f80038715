// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.ledger.DearestRequests;
import io.xfootprint.ledger.Ledger;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.TenantAlias;
import io.xfootprint.ledger.Tenants;
import io.xfootprint.ledger.TestBooks;
import io.xfootprint.model.Footprint;
import io.xfootprint.settings.LogDetail;
import io.xfootprint.settings.LogFormat;
import io.xfootprint.settings.LogSettings;
import io.xfootprint.settings.LogTenants;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What log lines say of tenants, and to whom. */
class TenantLinesTest {

  private static final Route ROUTE = new Route("GET", "/orders");

  private Instant now = Instant.parse("2026-11-30T10:00:00Z");
  private Ledger ledger = ledger(1_000);

  private Ledger ledger(int places) {
    return new Ledger(
        10,
        System::nanoTime,
        new DearestRequests(false, () -> now),
        new Tenants(places, () -> now));
  }

  private void serve(@Nullable String tenant, long joules) {
    ledger
        .line(ROUTE, tenant)
        .countRequest(
            new Footprint(1_000_000, 100, joules * 1_000_000_000, 2_000_000), true, true, false);
  }

  private static TenantLines lines(LogFormat format, LogTenants tenants) {
    return new TenantLines(
        "shop", new LogSettings(Duration.ofMinutes(1), format, LogDetail.SHORT, tenants));
  }

  private List<String> written(LogTenants tenants) {
    return lines(LogFormat.LOGFMT, tenants).of(ledger.snapshot());
  }

  private static BigDecimal sum(List<String> lines, String key) {
    BigDecimal sum = BigDecimal.ZERO;
    for (String line : lines) {
      Matcher found = Pattern.compile(" " + key + "=([0-9.]+)").matcher(line);
      assertTrue(found.find(), line);
      sum = sum.add(new BigDecimal(found.group(1)));
    }
    return sum;
  }

  @Test
  void namesNobodyByDefault() {
    serve("acme", 3);
    serve(null, 1);
    List<String> lines = written(LogTenants.HASHED);
    assertEquals(
        "tenant=\""
            + TenantAlias.of("shop", "acme")
            + "\" month=\"2026-11\" requests=1 errors=0 cpu_ms=1.000 alloc_b=100 energy_j=3.000"
            + " co2e_mg=0.002 share=0.750",
        lines.get(0));
    assertTrue(lines.get(1).startsWith("tenant=\"(other)\" month=\"2026-11\" requests=1 "));
    assertEquals(2, lines.size());
    assertFalse(lines.toString().contains("acme"));
    assertTrue(TenantAlias.of("shop", "acme").matches("[0-9a-f]{12}"));
  }

  @Test
  void givesATenantAnotherHashInEachApplication() {
    assertFalse(TenantAlias.of("shop", "acme").equals(TenantAlias.of("bank", "acme")));
  }

  @Test
  void namesThemIfItIsToldSoOrIsSilent() {
    serve("acme", 3);
    assertTrue(written(LogTenants.NAMED).get(0).startsWith("tenant=\"acme\" "));
    assertEquals(List.of(), written(LogTenants.NONE));
    assertTrue(
        lines(LogFormat.JSON, LogTenants.NAMED)
            .of(ledger.snapshot())
            .get(0)
            .startsWith("{\"tenant\":\"acme\",\"month\":\"2026-11\",\"requests\":1,"));
  }

  @Test
  void saysNothingWithoutTenants() {
    serve(null, 3);
    assertEquals(List.of(), written(LogTenants.HASHED));
  }

  @Test
  void hasTheFiftyDearestAndAllOthersTogether() {
    for (int i = 1; i <= 70; i++) {
      serve("t" + i, i);
    }
    serve(null, 5);
    List<String> lines = written(LogTenants.NAMED);
    assertEquals(51, lines.size());
    assertEquals(50, lines.stream().filter(line -> line.contains(" requests=1 ")).count());
    String others = lines.stream().filter(line -> line.contains("(other)")).findFirst().orElse("");
    assertTrue(others.contains(" requests=21 "), others);
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("tenant=\"t20\"")));
    assertEquals(0, sum(lines, "requests").compareTo(BigDecimal.valueOf(71)));
    assertEquals(0, sum(lines, "energy_j").compareTo(BigDecimal.valueOf(70 * 71 / 2 + 5)));
  }

  @Test
  void saysWhatATenantMayHaveMissed() {
    ledger = ledger(1);
    serve("acme", 3);
    serve("globex", 4);
    List<String> lines = written(LogTenants.NAMED);
    assertTrue(lines.get(0).startsWith("tenant=\"globex\""), lines::toString);
    // 3 J, and 1 nJ for the request.
    assertTrue(lines.get(0).endsWith(" late_j=3.000"), lines::toString);
    assertTrue(lines.get(1).startsWith("tenant=\"(other)\""), lines::toString);
  }

  @Test
  void writesTheEndOfAMonthOnce() {
    TenantLines lines = lines(LogFormat.LOGFMT, LogTenants.NAMED);
    serve("acme", 3);
    lines.of(ledger.snapshot());
    serve("acme", 4);
    now = Instant.parse("2026-12-01T00:00:05Z");
    ledger.closeWindow(TestBooks.ofWork(Methods.MODEL, new Footprint(0, 0, 0, 0, 0), 0, 1));
    serve("acme", 1);
    serve(null, 1);
    List<String> afterwards = lines.of(ledger.snapshot());
    assertEquals(3, afterwards.size());
    assertTrue(afterwards.get(0).contains("month=\"2026-11\" requests=2 "), afterwards::toString);
    assertTrue(afterwards.get(1).contains("month=\"2026-12\" requests=1 "), afterwards::toString);
    assertEquals(2, lines.of(ledger.snapshot()).size());
  }
}
