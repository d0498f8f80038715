// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.ledger.RunningTotal;
import java.util.Arrays;

/**
 * The text of {@link FootprintHeader#TOTAL_NAME}. Sums are not rounded to significant digits: with
 * three of them a large sum would not move for many requests.
 *
 * <p>Small requests cost less than the last digit shows, so that from one answer to the next only
 * their number changes. The text of the costs is kept for the answers that follow, which takes 30
 * to 70 ns off the 200 that this header costs. Safe for use by many threads.
 */
final class TotalHeader {

  /** Largest Decimal of RFC 9651, which has twelve digits before the point. */
  private static final long MAX_THOUSANDTHS = 999_999_999_999_999L;

  /** In place of a figure that is left out. */
  private static final long NOT_SHOWN = -1;

  private static final byte[] REQUESTS = AsciiText.constant("requests=");
  private static final byte[] ENERGY_J = AsciiText.constant(", energy-j=");
  private static final byte[] CO2E_MG = AsciiText.constant(", co2e-mg=");
  private static final byte[] FULL_J = AsciiText.constant(", full-j=");
  private static final byte[] FULL_CO2E_MG = AsciiText.constant(", full-co2e-mg=");

  private final RunningTotal total;

  /** Read and set without a fence: it is immutable, and an older one only costs the time. */
  private KeptText kept =
      new KeptText(NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, true, new byte[0]);

  /** Sum of the figures that were written last. The same sum is most likely of the same figures. */
  private long lastWritten;

  TotalHeader(RunningTotal total) {
    this.total = total;
  }

  /** The text of the costs, and the figures in it, in mJ and ug CO2e. */
  @SuppressWarnings("ArrayRecordComponent") // Its figures are compared, and the text never is.
  private record KeptText(
      long energy,
      long emissions,
      long fullEnergy,
      long fullEmissions,
      boolean complete,
      byte[] text) {

    boolean isOf(
        long energy, long emissions, long fullEnergy, long fullEmissions, boolean complete) {
      return this.energy == energy
          && this.emissions == emissions
          && this.fullEnergy == fullEnergy
          && this.fullEmissions == fullEmissions
          && this.complete == complete;
    }
  }

  /**
   * Returns the value of this moment.
   *
   * @param knowsCost whether the cost of this request is known. If it is, a total of 0 J means that
   *     nothing was used; if not, it may mean that nothing can be measured, and is left out
   */
  String value(boolean knowsCost) {
    byte[] out = AsciiText.buffer();
    int end = AsciiText.append(out, 0, REQUESTS);
    end = AsciiText.append(out, end, Math.min(total.requests(), FootprintHeader.MAX_INTEGER));
    return AsciiText.toString(out, appendCosts(out, end, knowsCost));
  }

  private int appendCosts(byte[] out, int at, boolean knowsCost) {
    long millijoules = total.millijoules();
    boolean shows = knowsCost || millijoules > 0;
    long energy = shows ? millijoules : NOT_SHOWN;
    long emissions = shows ? total.micrograms() : NOT_SHOWN;
    long fullMillijoules = total.fullMillijoules();
    boolean showsFull = knowsCost || fullMillijoules > 0;
    long fullEnergy = showsFull ? fullMillijoules : NOT_SHOWN;
    long fullEmissions = showsFull ? total.fullMicrograms() : NOT_SHOWN;
    boolean complete = total.isComplete();

    KeptText ready = kept;
    return ready.isOf(energy, emissions, fullEnergy, fullEmissions, complete)
        ? AsciiText.append(out, at, ready.text)
        : write(out, at, energy, emissions, fullEnergy, fullEmissions, complete);
  }

  private int write(
      byte[] out,
      int at,
      long energy,
      long emissions,
      long fullEnergy,
      long fullEmissions,
      boolean complete) {
    int end = append(out, at, ENERGY_J, energy);
    end = append(out, end, CO2E_MG, emissions);
    end = append(out, end, FULL_J, fullEnergy);
    end = append(out, end, FULL_CO2E_MG, fullEmissions);
    if (!complete) {
      end = AsciiText.append(out, end, FootprintHeader.PARTIAL);
    }
    // Kept when a second answer has the same costs: if all differ it would be one more object each.
    long written = energy + emissions + fullEnergy + fullEmissions;
    if (written == lastWritten) {
      byte[] text = Arrays.copyOfRange(out, at, end);
      kept = new KeptText(energy, emissions, fullEnergy, fullEmissions, complete, text);
    }
    lastWritten = written;
    return end;
  }

  private static int append(byte[] out, int at, byte[] key, long thousandths) {
    return thousandths < 0
        ? at
        : AsciiText.appendThousandths(
            out, AsciiText.append(out, at, key), Math.min(thousandths, MAX_THOUSANDTHS));
  }
}
