// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import io.xfootprint.functional.harness.Figures;
import java.util.Map;
import java.util.Objects;

/**
 * The cost that a span was told, or a header with all its digits, rounded as those of a header are.
 *
 * @param partial whether some may be missing
 */
record SpanFigures(
    long cpuMicros,
    long allocatedBytes,
    long energyMicrojoules,
    long emissionsNanograms,
    boolean partial) {

  /** Reads attributes by name, all of ours among them. */
  static SpanFigures of(Map<String, ?> attributes) {
    return new SpanFigures(
        rounded(attributes, "footprint.cpu.time", 1e9),
        (Long) value(attributes, "footprint.allocated"),
        rounded(attributes, "footprint.energy", 1e9),
        rounded(attributes, "footprint.co2e", 1e12),
        (Boolean) value(attributes, "footprint.partial"));
  }

  /** Rounds the integer that was divided, as half of it is not half of a double. */
  private static long rounded(Map<String, ?> attributes, String name, double perUnit) {
    return (Math.round((Double) value(attributes, name) * perUnit) + 500) / 1000;
  }

  private static Object value(Map<String, ?> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name), () -> name + " in " + attributes);
  }

  /** Reads a value of {@code X-Footprint}. */
  static SpanFigures ofHeader(String header) {
    Figures figures = Figures.parse(header);
    return new SpanFigures(
        figures.cpuMicros(),
        figures.allocatedBytes(),
        figures.energyMicrojoules(),
        figures.emissionsNanograms(),
        figures.partial());
  }

  /** Tells whether this holds at least as much of everything, and more CPU time. */
  boolean isMoreThan(SpanFigures other) {
    return cpuMicros > other.cpuMicros
        && allocatedBytes >= other.allocatedBytes
        && energyMicrojoules >= other.energyMicrojoules
        && emissionsNanograms >= other.emissionsNanograms;
  }
}
