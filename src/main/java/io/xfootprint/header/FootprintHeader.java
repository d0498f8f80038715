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
 * X-Footprint-Total: requests=1042, energy-j=5.210, co2e-mg=0.652, full-j=104.784, full-co2e-mg=45.319
 * Server-Timing: footprint;dur=1.840;desc="7070 uJ 873 ng CO2e"
 * }</pre>
 *
 * <p>A figure that is not known is left out. One below 10 has up to three decimals: 50 us of CPU
 * time on a clean grid emit 0.03 ng, and 0 would say that they emit nothing.
 *
 * <p>Numbers are appended to a builder, which takes 36 ns for three; {@code String.format} took 1.4
 * us and 4 kB. Keys are short, and ranges are in the log only: over HTTP/2 Tomcat and Undertow keep
 * each new value in a table of 4,096 bytes, which 37 of them fill. Immutable and safe for use by
 * many threads.
 */
public final class FootprintHeader {

  /** Name of the header with the cost of one request. */
  public static final String NAME = "X-Footprint";

  /** Name of the header with the cost of all requests. */
  public static final String TOTAL_NAME = "X-Footprint-Total";

  /**
   * Largest Integer of RFC 9651, of 15 digits; parsers reject more, so larger figures stay here.
   */
  private static final long MAX_INTEGER = 999_999_999_999_999L;

  /** Figures below this, in the unit that is shown, have decimals. */
  private static final long LEAST_WHOLE = 10;

  private static final int THOUSAND = 1_000;

  /** Largest Decimal of RFC 9651, which has twelve digits before the point. */
  private static final long MAX_THOUSANDTHS = 999_999_999_999_999L;

  /** Their 112 characters hold the usual values without growing. None is of a class of ours. */
  private static final ThreadLocal<StringBuilder> TEXT =
      ThreadLocal.withInitial(() -> new StringBuilder(112));

  private final int digits;

  /** Creates a writer that rounds to this number of significant digits; 0 keeps all. */
  public FootprintHeader(int digits) {
    this.digits = digits;
  }

  /**
   * Returns the builder of the calling thread, for one value after the other: one for each request
   * would take 152 B.
   */
  static StringBuilder text() {
    return TEXT.get();
  }

  /**
   * Returns the value for one request; null if nothing at all is known, as RFC 9651 has no empty
   * Dictionary.
   *
   * @param finality whether the figure is the cost so far, and more may follow
   * @param estimated whether any of it is estimated, not measured
   */
  public @Nullable String value(Footprint cost, Finality finality, boolean estimated) {
    return value(text(), cost, finality, estimated);
  }

  /**
   * Returns the same value.
   *
   * @param out from {@link #text()}; what it holds is overwritten
   */
  @Nullable String value(StringBuilder out, Footprint cost, Finality finality, boolean estimated) {
    out.setLength(0);
    appendThousandths(out, "cpu-us", cost.cpuNanos());
    appendWhole(out, "alloc-b", cost.allocatedBytes());
    appendThousandths(out, "energy-uj", cost.energyNanojoules());
    appendThousandths(out, "co2e-ng", cost.emissionsPicograms());
    if (out.isEmpty()) {
      return null;
    }
    out.append(finality.member());
    if (estimated) {
      out.append(", estimated");
    }
    return out.toString();
  }

  /**
   * Returns the metric of {@code Server-Timing} for one request; null if nothing is known. {@code
   * dur} is CPU time in ms, the unit that browsers show; energy and emissions have no field of
   * their own there, so they are text.
   */
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
    // A Decimal may have three digits after the point, and the thousandths are just these.
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
   * Returns the value for the application. Sums are not rounded to significant digits: with three
   * of them a large sum would not move for many requests.
   *
   * @param out from {@link #text()}; what it holds is overwritten
   * @param knowsCost whether the cost of this request is known. If it is, a total of 0 J means that
   *     nothing was used; if not, it may mean that nothing can be measured, and is left out
   */
  static String totalValue(StringBuilder out, RunningTotal total, boolean knowsCost) {
    out.setLength(0);
    out.append("requests=").append(Math.min(total.requests(), MAX_INTEGER));
    long millijoules = total.millijoules();
    if (knowsCost || millijoules > 0) {
      appendThousandths(out, ", energy-j=", millijoules, ", co2e-mg=", total.micrograms());
    }
    long fullMillijoules = total.fullMillijoules();
    if (knowsCost || fullMillijoules > 0) {
      appendThousandths(
          out, ", full-j=", fullMillijoules, ", full-co2e-mg=", total.fullMicrograms());
    }
    if (!total.isComplete()) {
      out.append(", partial");
    }
    return out.toString();
  }

  private static void appendThousandths(
      StringBuilder out, String energyKey, long millijoules, String emissionsKey, long micrograms) {
    out.append(energyKey);
    FixedPoint.append(out, Math.min(millijoules, MAX_THOUSANDTHS));
    out.append(emissionsKey);
    FixedPoint.append(out, Math.min(micrograms, MAX_THOUSANDTHS));
  }
}
