// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.units.CarbonIntensity;
import java.time.Instant;

/**
 * The carbon intensity of the electricity over time.
 *
 * <p>There is one kind of source today, the annual average of a place, which is {@link #fixed}. The
 * rest of the code does not know that: a window takes the intensity that held when it began.
 *
 * <p>Implementations answer at once, never throw and are safe for use by many threads.
 */
public interface GridIntensity {

  /** Returns the intensity that holds at an instant. */
  CarbonIntensity at(Instant instant);

  /** Returns one intensity for all time. */
  static GridIntensity fixed(CarbonIntensity intensity) {
    return instant -> intensity;
  }
}
