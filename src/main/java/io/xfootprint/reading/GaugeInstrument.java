// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

/** A figure that metrics systems get as it is now. */
public enum GaugeInstrument {
  /** Mean power of the last minute in W. */
  POWER(
      "footprint.power",
      "watts",
      "W",
      "Mean power of the application at the wall of the server over the last minute"),
  /** Coverage from 0 to 1. */
  COVERAGE(
      "footprint.coverage",
      "",
      "1",
      "Share of the process's CPU time that requests explain since its start, from 0 to 1"),
  /** From 0 to 1. */
  AVOIDABLE(
      "footprint.avoidable",
      "",
      "1",
      "Share of the requests' energy that was for nothing since the start, from 0 to 1"),
  /** PUE, at least 1. */
  PUE("footprint.pue", "", "1", "Power usage effectiveness of the data centre"),
  /** In gCO2e/kWh, spelt out: in the base units it would be 0.0000001 g/J. */
  CARBON_INTENSITY(
      "footprint.carbon.intensity.grams.per.kilowatt.hour",
      "",
      "g/kW.h",
      "Carbon intensity of the electricity in gCO2e/kWh"),
  /** In s. */
  CARBON_INTENSITY_AGE(
      "footprint.carbon.intensity.age",
      "seconds",
      "s",
      "Time since a service told its last carbon intensity; none where no service is asked");

  @SuppressWarnings("ImmutableEnumChecker") // A record of texts.
  private final Instrument instrument;

  GaugeInstrument(String id, String unit, String ucum, String description) {
    instrument = new Instrument(id, unit, ucum, description);
  }

  /** Returns its name and its unit. */
  public Instrument instrument() {
    return instrument;
  }

  /** Returns its value; NaN if it is not known. */
  public double of(MetricsReading reading) {
    return switch (this) {
      case POWER -> reading.watts();
      case COVERAGE -> reading.coverage();
      case AVOIDABLE -> reading.avoidable();
      case PUE -> reading.pue();
      case CARBON_INTENSITY -> reading.gramsPerKilowattHour();
      case CARBON_INTENSITY_AGE -> reading.intensityAgeSeconds();
    };
  }
}
