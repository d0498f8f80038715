// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.GridUse;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.reading.Span;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.units.CarbonIntensity;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page's list of what its figures rest on. */
class ProvenanceViewTest {

  /** Returns value and source of each entry, by its name. */
  private static Map<String, String> entries(Host host, Map<String, String> parameters) {
    FootprintSettings settings =
        FootprintSettings.from(new SettingSources().parameters(parameters), host);
    Map<String, String> entries = new LinkedHashMap<>();
    try (FootprintMonitor monitor =
        FootprintMonitor.start(settings, new FakeHostProbe(host), new FakeThreadMeter())) {
      ProvenanceView.values(monitor.setup(), Instant.now())
          .forEach(
              entry ->
                  entries.put(
                      String.valueOf(entry.get("name")),
                      entry.get("value") + " | " + entry.get("by")));
    }
    return entries;
  }

  @Test
  void claimsNoMoreThanIsKnown() {
    Map<String, String> known =
        entries(new Host("AMD EPYC 9654", "Zen 4", 1, 2, 4, false), Map.of());
    assertEquals("AMD EPYC 9654 | by processor", known.get("Machine"));
    Map<String, String> family = entries(new Host("AMD EPYC", "Zen 4", 1, 2, 4, true), Map.of());
    assertEquals("AMD EPYC, virtual, CPU model not shown | by processor", family.get("Machine"));
    assertTrue(String.valueOf(family.get("Power")).endsWith(" | rung microarchitecture: Zen 4"));
    Map<String, String> unknown = entries(Host.unknown(4), Map.of());
    assertEquals(
        "unknown CPU, taken for virtual, as nothing shows what it is | by processor",
        unknown.get("Machine"));
    assertTrue(
        String.valueOf(unknown.get("Power")).endsWith("| rung default: DEFAULT, as no row fits"));
    assertTrue(
        String.valueOf(unknown.get("Electricity")).contains(" | no place set or detected; "),
        unknown.toString());
    assertTrue(
        String.valueOf(unknown.get("Power meter")).startsWith("none | "), unknown.toString());
  }

  private static Statement nanojoules(long energy) {
    return new Statement(
        Map.of(
            CostCategory.IDLE,
            Sums.from(
                metric -> BigInteger.valueOf(metric == Metric.ENERGY_NANOJOULES ? energy : 0))));
  }

  @Test
  void tellsWhatAServiceTellsAndWhatItCounts() {
    Map<String, String> asked =
        Map.of("grid", "electricity-maps", "grid.key", "s3cret", "location", "country/FRA");
    FootprintSettings settings =
        FootprintSettings.from(new SettingSources().parameters(asked), Host.unknown(1));
    try (FootprintMonitor monitor =
        FootprintMonitor.start(
            settings, new FakeHostProbe(Host.unknown(1)), new FakeThreadMeter())) {
      Instant now = Instant.now();
      String source = " | electricity-maps FR (life cycle, consumption)";
      assertEquals(
          "nothing told in the last hour, so that the annual average holds" + source,
          live(monitor, now));
      monitor.liveIntensity().orElseThrow().set(new CarbonIntensity(99), now.minusSeconds(25_000));
      monitor.liveIntensity().orElseThrow().set(new CarbonIntensity(54), now.minusSeconds(500));
      assertEquals(
          "54.0 g CO₂e/kWh, low for the last 24 h, told 8 min ago" + source, live(monitor, now));
      String json = json(monitor, now);
      assertTrue(
          json.contains(
              "\"live_source\":\"electricity-maps FR (life cycle, consumption)\","
                  + "\"live_g_per_kwh\":54.0,\"live_age_s\":500,\"live_level\":\"low\""),
          json);
      assertFalse(json.contains("s3cret"), json);
      Statement priced =
          nanojoules(4000)
              .withGrids(
                  Map.of(
                      "setting", new GridUse(BigInteger.valueOf(900), BigInteger.valueOf(90)),
                      "a service", new GridUse(BigInteger.valueOf(2700), BigInteger.valueOf(45)),
                      "no energy", GridUse.NONE));
      assertEquals(
          "67.5 % by a service, in the mean 60.0 g CO₂e/kWh; 22.5 % by setting, in the mean 360.0 g"
              + " CO₂e/kWh; 10.0 % not assigned to a source (yet)",
          ProvenanceView.prices(priced).get("value"));
      assertEquals("none", ProvenanceView.prices(Statement.NONE).get("value"));
      String regions = new Regions(monitor.setup()).basis();
      assertTrue(
          regions.endsWith(
              "; the totals are by the figures of electricity-maps FR (life cycle, consumption),"
                  + " hour by hour"),
          regions);
    }
  }

  private static String json(FootprintMonitor monitor, Instant now) {
    ReportSource reports = new ReportSource(monitor, Optional.empty(), () -> now, System::nanoTime);
    return ReportJson.of(
        reports.of(Span.DAY),
        monitor.setup(),
        monitor.rates(),
        reports.method(),
        new Regions(monitor.setup()));
  }

  private static String live(FootprintMonitor monitor, Instant now) {
    return ProvenanceView.values(monitor.setup(), now).stream()
        .filter(entry -> "Electricity of the moment".equals(entry.get("name")))
        .map(entry -> entry.get("value") + " | " + entry.get("by"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhichLoadOfTheHostIsAssumed() {
    Host guest = new Host("Some CPU", "Zen 4", 1, 2, 4, true);
    assertEquals(
        "0.5 of its CPU time busy: assumed, as a guest cannot see it | by default",
        entries(guest, Map.of()).get("Load of the host"));
    assertEquals(
        "0.1 of its CPU time busy: assumed, as a guest cannot see it | by setting",
        entries(guest, Map.of("host-utilisation", "0.1")).get("Load of the host"));
    Host whole = new Host("Some CPU", "Zen 4", 1, 2, 4, false);
    assertFalse(entries(whole, Map.of()).containsKey("Load of the host"));
  }
}
