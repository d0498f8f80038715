// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.ledger.RunningTotal;
import io.xfootprint.model.Footprint;
import io.xfootprint.units.FixedPoint;
import org.jspecify.annotations.Nullable;

/**
 * Writes the headers' values: Dictionaries of RFC 9651, and a metric of Server-Timing.
 *
 * <pre>{@code
 * X-Footprint: cpu-us=1840, alloc-b=265000, energy-uj=7070, co2e-ng=873
 * X-Footprint-Total: requests=1042, energy-j=5.210, co2e-mg=0.652
 * Server-Timing: footprint;dur=1.840;desc="7070 uJ 873 ng CO2e"
 * }</pre>
 *
 * <p>A figure that is not known is left out.
 */
final class FootprintHeader {

  static final String NAME = "X-Footprint";
  static final String TOTAL_NAME = "X-Footprint-Total";

  /** Largest Integer of RFC 9651. */
  private static final long MAX_INTEGER = 999_999_999_999_999L;

  private static final int THOUSAND = 1_000;

  /** From nJ to thousandths of J, from pg to thousandths of mg. */
  private static final int MILLION = 1_000_000;

  private final int digits;

  /** Creates a writer that rounds to this number of significant digits; 0 keeps all. */
  FootprintHeader(int digits) {
    this.digits = digits;
  }

  /**
   * Returns the value for one request, null if nothing at all is known.
   *
   * @param partial whether the figure is the cost so far, and more may follow
   */
  @Nullable String value(Footprint cost, boolean partial) {
    StringBuilder out = new StringBuilder(80);
    append(out, "cpu-us", thousands(cost.cpuNanos()));
    append(out, "alloc-b", cost.allocatedBytes());
    append(out, "energy-uj", thousands(cost.energyNanojoules()));
    append(out, "co2e-ng", thousands(cost.emissionsPicograms()));
    if (out.isEmpty()) {
      return null;
    }
    if (partial) {
      out.append(", partial");
    }
    return out.toString();
  }

  /** Returns the metric for one request, its duration in ms; null if it would tell nothing. */
  @Nullable String timing(Footprint cost) {
    StringBuilder out = new StringBuilder(64).append(ServerTiming.METRIC);
    if (cost.cpuNanos() >= 0) {
      out.append(";dur=");
      FixedPoint.append(out, rounded(thousands(cost.cpuNanos())));
    }
    boolean knowsEnergy = cost.energyNanojoules() >= 0;
    boolean knowsEmissions = cost.emissionsPicograms() >= 0;
    if (knowsEnergy || knowsEmissions) {
      out.append(";desc=\"");
      if (knowsEnergy) {
        out.append(rounded(thousands(cost.energyNanojoules()))).append(" uJ");
      }
      if (knowsEmissions) {
        out.append(knowsEnergy ? " " : "");
        out.append(rounded(thousands(cost.emissionsPicograms()))).append(" ng CO2e");
      }
      out.append('"');
    }
    return out.length() == ServerTiming.METRIC.length() ? null : out.toString();
  }

  /** From ns to us, nJ to uJ, pg to ng. */
  private static long thousands(long amount) {
    return amount < 0 ? amount : FixedPoint.divide(amount, THOUSAND);
  }

  private void append(StringBuilder out, String key, long amount) {
    if (amount < 0) {
      return;
    }
    if (!out.isEmpty()) {
      out.append(", ");
    }
    out.append(key).append('=').append(Math.min(rounded(amount), MAX_INTEGER));
  }

  private long rounded(long amount) {
    long unit = 1;
    for (long rest = amount; digits > 0 && rest >= powerOfTen(digits); rest /= 10) {
      unit *= 10;
    }
    return unit == 1 ? amount : FixedPoint.divide(amount, unit) * unit;
  }

  private static long powerOfTen(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /**
   * Returns the value for the application.
   *
   * @param knowsCost whether the cost of this request is known, so that 0 would mean no cost
   */
  static String totalValue(RunningTotal total, boolean knowsCost) {
    StringBuilder out = new StringBuilder(64);
    out.append("requests=").append(Math.min(total.requests(), MAX_INTEGER));
    long nanojoules = total.energyNanojoules();
    if (knowsCost || nanojoules > 0) {
      out.append(", energy-j=");
      FixedPoint.append(out, FixedPoint.divide(nanojoules, MILLION));
      out.append(", co2e-mg=");
      FixedPoint.append(out, FixedPoint.divide(total.emissionsPicograms(), MILLION));
    }
    return out.toString();
  }
}
