// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.grid.SourcedIntensity;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each source of carbon intensities has priced since the start. Its energies add up to that of
 * all lines, as they were when a window was last closed. For use by one thread at a time.
 */
final class GridBook {

  private static final double PICOGRAMS_PER_GRAM_AND_NANO = 1000;

  private final Map<String, GridUse> uses = new TreeMap<>();

  /** Energy of all lines at the last close, in nJ. */
  private long booked;

  /**
   * Books what a window has added to the lines.
   *
   * @param grid the intensity of that window
   * @param nanojoules energy of all lines since the start, in nJ
   */
  void add(SourcedIntensity grid, long nanojoules) {
    long added = nanojoules - booked;
    booked = nanojoules;
    double picograms = added * grid.intensity().gramsPerJoule() * PICOGRAMS_PER_GRAM_AND_NANO;
    uses.merge(
        grid.source(),
        new GridUse(BigInteger.valueOf(added), BigInteger.valueOf(Math.round(picograms))),
        GridUse::plus);
  }

  /** Returns them by the names of the sources. */
  Map<String, GridUse> uses() {
    return Map.copyOf(uses);
  }
}
