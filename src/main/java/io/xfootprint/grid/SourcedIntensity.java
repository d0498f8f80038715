// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;
import java.util.Optional;

/**
 * A carbon intensity that prices energy, with who says so.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param intensity of the electricity produced
 * @param range within which the true intensity should lie
 * @param source name under which the books keep what it has priced: {@code setting}, {@code annual
 *     2024, operational, consumption, zone IE} or that of a service
 */
public record SourcedIntensity(CarbonIntensity intensity, Range range, String source) {

  /** The source of an intensity that the user gave. */
  public static final String SETTING = "setting";

  /** Returns an intensity that the user gave, which is taken as exact. */
  public static SourcedIntensity set(CarbonIntensity intensity) {
    return new SourcedIntensity(intensity, Range.EXACT, SETTING);
  }

  /** Returns this as the intensity of the moment where no service tells one. */
  public CurrentIntensity current() {
    return new CurrentIntensity(
        intensity.gramsPerKilowattHour(), Optional.empty(), source, Optional.empty());
  }
}
