// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.units.CarbonIntensity;
import java.time.Instant;

/**
 * The carbon intensity of the electricity over time.
 *
 * <p>There are two kinds: the annual average of a place or a user's own figure, which is {@link
 * #fixed}, and the {@link LiveIntensity} that a service tells. The rest of the code does not know
 * that: a window takes the intensity that held when it began.
 *
 * <p>Implementations answer at once, never throw and are safe for use by many threads.
 */
public interface GridIntensity {

  /** Returns the intensity that holds at an instant. */
  SourcedIntensity at(Instant instant);

  /** Returns the same for code that can wait for a better one. */
  default CurrentIntensity current(Instant instant) {
    return at(instant).current();
  }

  /** Returns one intensity for all time. */
  static GridIntensity fixed(SourcedIntensity intensity) {
    return instant -> intensity;
  }

  /** Returns one intensity for all time, which the user gave. */
  static GridIntensity fixed(CarbonIntensity intensity) {
    return fixed(SourcedIntensity.set(intensity));
  }
}
