// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.ledger.RunningTotal;
import io.xfootprint.model.Footprint;
import io.xfootprint.units.FixedPoint;
import org.jspecify.annotations.Nullable;

/**
 * The text of the headers: Dictionaries of RFC 9651, and a metric of Server-Timing.
 *
 * <pre>{@code
 * X-Footprint: cpu-us=1840, alloc-b=265000, energy-uj=7070, co2e-ng=873
 * X-Footprint-Total: requests=1042, energy-j=5.210, co2e-mg=0.652
 * Server-Timing: footprint;dur=1.840;desc="7070 uJ 873 ng CO2e"
 * }</pre>
 *
 * <p>A figure that is not known is left out. One below 10 has up to three decimals: 50 us of CPU
 * time on a clean grid emit 0.03 ng, and 0 would say that they emit nothing.
 */
public final class FootprintHeader {

  public static final String NAME = "X-Footprint";
  public static final String TOTAL_NAME = "X-Footprint-Total";

  /** Largest Integer of RFC 9651. */
  private static final long MAX_INTEGER = 999_999_999_999_999L;

  /** What is less has decimals. */
  private static final long LEAST_WHOLE = 10;

  private static final int THOUSAND = 1_000;

  /** Largest Decimal of RFC 9651, which has twelve digits before the point. */
  private static final long MAX_THOUSANDTHS = 999_999_999_999_999L;

  private final int digits;

  /** Creates a writer that rounds to this number of significant digits; 0 keeps all. */
  public FootprintHeader(int digits) {
    this.digits = digits;
  }

  /** Returns a text for one value after the other: a second one would take 104 B per request. */
  static StringBuilder newText() {
    return new StringBuilder(80);
  }

  /**
   * Returns the value for one request, null if nothing at all is known.
   *
   * @param partial whether the figure is the cost so far, and more may follow
   * @param estimated whether any of it is estimated, not measured
   */
  public @Nullable String value(Footprint cost, boolean partial, boolean estimated) {
    return value(newText(), cost, partial, estimated);
  }

  /** Returns the same value, written in a text of {@link #newText()} to save one of its own. */
  @Nullable String value(StringBuilder out, Footprint cost, boolean partial, boolean estimated) {
    out.setLength(0);
    appendThousandths(out, "cpu-us", cost.cpuNanos());
    appendWhole(out, "alloc-b", cost.allocatedBytes());
    appendThousandths(out, "energy-uj", cost.energyNanojoules());
    appendThousandths(out, "co2e-ng", cost.emissionsPicograms());
    if (out.isEmpty()) {
      return null;
    }
    if (partial) {
      out.append(", partial");
    }
    if (estimated) {
      out.append(", estimated");
    }
    return out.toString();
  }

  /** Returns the metric for one request, its duration in ms; null if nothing is known. */
  @Nullable String timing(Footprint cost) {
    StringBuilder out = new StringBuilder(64).append(ServerTiming.METRIC);
    if (cost.cpuNanos() >= 0) {
      out.append(";dur=");
      FixedPoint.append(out, rounded(FixedPoint.divide(cost.cpuNanos(), THOUSAND)));
    }
    boolean knowsEnergy = cost.energyNanojoules() >= 0;
    boolean knowsEmissions = cost.emissionsPicograms() >= 0;
    if (knowsEnergy || knowsEmissions) {
      out.append(";desc=\"");
      if (knowsEnergy) {
        appendThousandths(out, cost.energyNanojoules());
        out.append(" uJ");
      }
      if (knowsEmissions) {
        out.append(knowsEnergy ? " " : "");
        appendThousandths(out, cost.emissionsPicograms());
        out.append(" ng CO2e");
      }
      out.append('"');
    }
    return out.length() == ServerTiming.METRIC.length() ? null : out.toString();
  }

  /** Appends a figure that is given in thousandths of its unit: ns for us, nJ for uJ, pg for ng. */
  private void appendThousandths(StringBuilder out, String key, long thousandths) {
    if (thousandths >= 0) {
      appendKey(out, key);
      appendThousandths(out, thousandths);
    }
  }

  private void appendThousandths(StringBuilder out, long thousandths) {
    if (thousandths < LEAST_WHOLE * THOUSAND) {
      FixedPoint.append(out, rounded(thousandths), 3, 0);
    } else {
      out.append(whole(FixedPoint.divide(thousandths, THOUSAND)));
    }
  }

  private void appendWhole(StringBuilder out, String key, long amount) {
    if (amount >= 0) {
      appendKey(out, key);
      out.append(whole(amount));
    }
  }

  private long whole(long amount) {
    return Math.min(rounded(amount), MAX_INTEGER);
  }

  private static void appendKey(StringBuilder out, String key) {
    out.append(out.isEmpty() ? "" : ", ").append(key).append('=');
  }

  private long rounded(long amount) {
    return digits == 0 ? amount : FixedPoint.significant(amount, digits);
  }

  /**
   * Returns the value for the application.
   *
   * @param out from {@link #newText()}
   * @param knowsCost whether the cost of this request is known, so that 0 would mean no cost
   */
  static String totalValue(StringBuilder out, RunningTotal total, boolean knowsCost) {
    out.setLength(0);
    out.append("requests=").append(Math.min(total.requests(), MAX_INTEGER));
    long millijoules = total.millijoules();
    if (knowsCost || millijoules > 0) {
      out.append(", energy-j=");
      FixedPoint.append(out, Math.min(millijoules, MAX_THOUSANDTHS));
      out.append(", co2e-mg=");
      FixedPoint.append(out, Math.min(total.micrograms(), MAX_THOUSANDTHS));
    }
    if (!total.isComplete()) {
      out.append(", partial");
    }
    return out.toString();
  }
}
