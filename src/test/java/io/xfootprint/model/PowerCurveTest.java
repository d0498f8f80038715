// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.data.CsvTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerCurveTest {

  private final PowerCurve modern =
      PowerCurve.of(CsvTable.read("cpu-power").find("microarchitecture", "DEFAULT").orElseThrow());

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.1, 0.169",
    "0.2, 0.236",
    "0.3, 0.295",
    "0.4, 0.362",
    "0.5, 0.423",
    "0.6, 0.496",
    "0.7, 0.603",
    "0.8, 0.729",
    "0.9, 0.864",
    "1, 1"
  })
  void passesThroughTheMeasuredPoints(double utilisation, double share) {
    assertEquals(share, modern.at(utilisation), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.0845", "0.15, 0.2025", "0.55, 0.4595", "0.95, 0.932", "0.99, 0.9864"})
  void isLinearInBetween(double utilisation, double share) {
    assertEquals(share, modern.at(utilisation), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0", "-Infinity, 0", "1.000001, 1", "17, 1", "Infinity, 1"})
  void staysBetweenIdleAndFull(double utilisation, double share) {
    assertEquals(share, modern.at(utilisation));
  }
}
