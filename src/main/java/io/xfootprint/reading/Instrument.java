// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

/**
 * What metrics systems are told of a figure.
 *
 * @param id its name, such as {@code footprint.energy}
 * @param unit as Prometheus writes it, such as {@code joules}; empty for a number
 * @param ucum the unit in the code of OpenTelemetry: {@code J}
 * @param description what it is, in a phrase
 */
public record Instrument(String id, String unit, String ucum, String description) {

  /** A constant 1, for the attributes that other figures are joined with. */
  public static final Instrument BUILD_INFO =
      new Instrument("footprint.build.info", "", "", "What the figures rest on; always 1");
}
