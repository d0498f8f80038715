// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.model.Footprint;
import io.xfootprint.units.FixedPoint;
import io.xfootprint.upstream.UpstreamSum;
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
 * <p>Keys are short, and ranges are in the log only: over HTTP/2 Tomcat and Undertow keep each new
 * value in a table of 4,096 bytes, which 37 of them fill. Immutable and safe for use by many
 * threads.
 */
public final class FootprintHeader {

  /** Name of the header with the cost of one request. */
  public static final String NAME = "X-Footprint";

  /** Name of the header with the cost of all requests. */
  public static final String TOTAL_NAME = "X-Footprint-Total";

  /**
   * Largest Integer of RFC 9651, of 15 digits; parsers reject more, so larger figures stay here.
   */
  static final long MAX_INTEGER = 999_999_999_999_999L;

  /** Figures below this, in the unit that is shown, have decimals. */
  private static final long LEAST_WHOLE = 10;

  private static final int THOUSAND = 1_000;

  // Each begins with the separator, which the first member of a value leaves out.
  private static final byte[] CPU_US = AsciiText.constant(", cpu-us=");
  private static final byte[] ALLOC_B = AsciiText.constant(", alloc-b=");
  private static final byte[] ENERGY_UJ = AsciiText.constant(", energy-uj=");
  private static final byte[] CO2E_NG = AsciiText.constant(", co2e-ng=");
  private static final byte[] EARLY = AsciiText.constant(", early");
  static final byte[] PARTIAL = AsciiText.constant(", partial");
  private static final byte[] ESTIMATED = AsciiText.constant(", estimated");

  private static final byte[] UP_ENERGY_UJ = AsciiText.constant(", up-energy-uj=");
  private static final byte[] UP_CO2E_NG = AsciiText.constant(", up-co2e-ng=");
  private static final byte[] UP_UNKNOWN = AsciiText.constant(", up-unknown=");

  private static final byte[] METRIC = AsciiText.constant(ServerTiming.METRIC);
  private static final byte[] DURATION = AsciiText.constant(";dur=");
  private static final byte[] DESCRIPTION = AsciiText.constant(";desc=\"");
  private static final byte[] UJ = AsciiText.constant(" uJ");
  private static final byte[] NG_CO2E = AsciiText.constant(" ng CO2e");
  private static final byte[] BLANK = AsciiText.constant(" ");
  private static final byte[] NOTHING = AsciiText.constant("");

  /** Length of the separator before each member but the first. */
  private static final int SEPARATOR = 2;

  private final int digits;

  /** Creates a writer that rounds to this number of significant digits; 0 keeps all. */
  public FootprintHeader(int digits) {
    this.digits = digits;
  }

  /**
   * Returns the value for one request; null if nothing at all is known, as RFC 9651 has no empty
   * Dictionary.
   *
   * @param finality whether the figure is the cost so far, and more may follow
   * @param estimated whether any of it is estimated, not measured
   * @param upstream what its calls to other services have cost there; written where there was one
   */
  public @Nullable String value(
      Footprint cost, Finality finality, boolean estimated, UpstreamSum upstream) {
    byte[] out = AsciiText.buffer();
    int end = appendThousandths(out, 0, CPU_US, cost.cpuNanos());
    end = appendWhole(out, end, ALLOC_B, cost.allocatedBytes());
    end = appendThousandths(out, end, ENERGY_UJ, cost.energyNanojoules());
    end = appendThousandths(out, end, CO2E_NG, cost.emissionsPicograms());
    if (end > 0) {
      end = AsciiText.append(out, end, member(finality));
      if (estimated) {
        end = AsciiText.append(out, end, ESTIMATED);
      }
    }
    if (!upstream.isNone()) {
      end = append(out, end, upstream);
    }
    return end == 0 ? null : AsciiText.toString(out, end);
  }

  /** Appends a sum with all of its digits: rounded again by each service it would drift away. */
  private static int append(byte[] out, int at, UpstreamSum upstream) {
    int end = at;
    if (upstream.isKnown()) {
      end = appendExact(out, appendKey(out, end, UP_ENERGY_UJ), upstream.nanojoules());
      end = appendExact(out, appendKey(out, end, UP_CO2E_NG), upstream.picograms());
    }
    if (upstream.unknown() > 0) {
      end = appendKey(out, end, UP_UNKNOWN);
      end = AsciiText.append(out, end, Math.min(upstream.unknown(), MAX_INTEGER));
    }
    return end;
  }

  /** A Decimal has twelve digits before the point at most; above that it is a whole number. */
  private static int appendExact(byte[] out, int at, long thousandths) {
    return thousandths <= MAX_INTEGER
        ? AsciiText.appendTrimmed(out, at, thousandths)
        : AsciiText.append(out, at, Math.min(thousandths / THOUSAND, MAX_INTEGER));
  }

  private static byte[] member(Finality finality) {
    return switch (finality) {
      case FINAL -> NOTHING;
      case EARLY -> EARLY;
      case PARTIAL -> PARTIAL;
    };
  }

  /**
   * Returns the metric of {@code Server-Timing} for one request; null if nothing is known. {@code
   * dur} is CPU time in ms, the unit that browsers show; energy and emissions have no field of
   * their own there, so they are text.
   */
  @Nullable String timing(Footprint cost) {
    byte[] out = AsciiText.buffer();
    int end = AsciiText.append(out, 0, METRIC);
    if (cost.cpuNanos() >= 0) {
      end = AsciiText.append(out, end, DURATION);
      end = AsciiText.appendThousandths(out, end, rounded(toThousands(cost.cpuNanos())));
    }
    boolean knowsEnergy = cost.energyNanojoules() >= 0;
    boolean knowsEmissions = cost.emissionsPicograms() >= 0;
    if (knowsEnergy || knowsEmissions) {
      end = AsciiText.append(out, end, DESCRIPTION);
      if (knowsEnergy) {
        end = appendThousandths(out, end, cost.energyNanojoules());
        end = AsciiText.append(out, end, UJ);
      }
      if (knowsEmissions) {
        end = AsciiText.append(out, end, knowsEnergy ? BLANK : NOTHING);
        end = appendThousandths(out, end, cost.emissionsPicograms());
        end = AsciiText.append(out, end, NG_CO2E);
      }
      out[end++] = '"';
    }
    return end == METRIC.length ? null : AsciiText.toString(out, end);
  }

  /** Appends a figure that is given in thousandths of its unit: ns for us, nJ for uJ, pg for ng. */
  private int appendThousandths(byte[] out, int at, byte[] key, long thousandths) {
    return thousandths < 0 ? at : appendThousandths(out, appendKey(out, at, key), thousandths);
  }

  private int appendThousandths(byte[] out, int at, long thousandths) {
    // A Decimal may have three digits after the point, and the thousandths are just these.
    return thousandths < LEAST_WHOLE * THOUSAND
        ? AsciiText.appendTrimmed(out, at, rounded(thousandths))
        : AsciiText.append(out, at, whole(toThousands(thousandths)));
  }

  private int appendWhole(byte[] out, int at, byte[] key, long amount) {
    return amount < 0 ? at : AsciiText.append(out, appendKey(out, at, key), whole(amount));
  }

  private static int appendKey(byte[] out, int at, byte[] key) {
    if (at > 0) {
      return AsciiText.append(out, at, key);
    }
    System.arraycopy(key, SEPARATOR, out, 0, key.length - SEPARATOR);
    return key.length - SEPARATOR;
  }

  private long whole(long amount) {
    return Math.min(rounded(amount), MAX_INTEGER);
  }

  private static long toThousands(long amount) {
    return FixedPoint.divide(amount, THOUSAND);
  }

  private long rounded(long amount) {
    return digits == 0 ? amount : FixedPoint.significant(amount, digits);
  }
}
