// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.Provenance;
import io.xfootprint.grid.GridFactor;
import io.xfootprint.reading.Health;
import io.xfootprint.settings.PlaceSettings;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How well the instance that has answered measures, and what that costs: the tool's own health. */
final class HealthView {

  private static final double NANOS_PER_MICROSECOND = 1000;

  private final Health health;
  private final Provenance setup;
  private final Optional<String> storeFault;
  private final Instant now;

  HealthView(Health health, Provenance setup, Optional<String> storeFault, Instant now) {
    this.health = health;
    this.setup = setup;
    this.storeFault = storeFault;
    this.now = now;
  }

  /** Returns the entries of a list. */
  List<Map<String, Object>> values() {
    List<Map<String, Object>> values = new ArrayList<>();
    health.storeInterval().ifPresent(interval -> values.add(store(interval)));
    values.add(factors());
    values.add(measuring());
    values.add(coverage());
    values.add(unknown());
    values.add(routes());
    return values;
  }

  private Map<String, Object> store(Duration interval) {
    String last =
        health
            .sinceLastWrite()
            .map(ago -> "last written " + seconds(ago) + " ago")
            .orElse("not written yet");
    return ProvenanceView.entry(
        "Store",
        last + ", planned each " + seconds(interval),
        storeFault.map(fault -> "the store " + fault).orElse(""));
  }

  private static String seconds(Duration time) {
    return Quantity.COUNT.text(BigInteger.valueOf(time.toSeconds())) + " s";
  }

  /** Returns how old the factor of the place is; that of a setting has no year. */
  private Map<String, Object> factors() {
    PlaceSettings place = setup.settings().place();
    GridFactor factor = place.location().value().factor();
    if (place.carbonIntensity().isPresent()) {
      return ProvenanceView.entry("Factor of the electricity", "that of the setting", "");
    }
    int years = now.atOffset(ZoneOffset.UTC).getYear() - factor.year();
    return ProvenanceView.entry(
        "Factor of the electricity",
        "the average of " + factor.year(),
        years == 1 ? "a year back" : years > 1 ? years + " years back" : "");
  }

  private Map<String, Object> measuring() {
    String share =
        Double.isNaN(health.readingShare())
            ? ""
            : PageText.percent(100 * health.readingShare()) + " of the CPU time of this process";
    return ProvenanceView.entry(
        "Readings of a request",
        PageText.format("%.2f µs", health.readingNanos() / NANOS_PER_MICROSECOND)
            + (share.isEmpty() ? "" : ", " + share),
        "timed here: two of the thread's CPU time and two of its bytes");
  }

  private Map<String, Object> coverage() {
    return ProvenanceView.entry(
        "CPU time that requests explain",
        Double.isNaN(health.coverage()) ? "not known" : PageText.percent(100 * health.coverage()),
        "the rest is background: start, other threads, the JVM itself");
  }

  private Map<String, Object> unknown() {
    return ProvenanceView.entry(
        "Requests since the start",
        PageText.format(
            "%d, %d of them without a known CPU time, %d estimated",
            health.requests(), health.unmeasured(), health.estimated()),
        "");
  }

  private Map<String, Object> routes() {
    boolean isFull = health.routes() >= health.maxRoutes();
    return ProvenanceView.entry(
        "Routes",
        PageText.format("%d of %d", health.routes(), health.maxRoutes()),
        isFull ? "all further ones are (other): set routes or routes.max" : "");
  }
}
