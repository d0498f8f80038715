// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.data.CsvTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerCurveTest {

  private final PowerCurve modern =
      new PowerCurve(CsvTable.read("cpu-power").find("microarchitecture", "DEFAULT").orElseThrow());

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.1, 0.190",
    "0.2, 0.254",
    "0.3, 0.315",
    "0.4, 0.379",
    "0.5, 0.451",
    "0.6, 0.538",
    "0.7, 0.617",
    "0.8, 0.743",
    "0.9, 0.863",
    "1, 1"
  })
  void passesThroughTheMeasuredPoints(double utilisation, double share) {
    assertEquals(share, modern.at(utilisation), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.095", "0.15, 0.222", "0.55, 0.4945", "0.95, 0.9315", "0.99, 0.9863"})
  void isLinearInBetween(double utilisation, double share) {
    assertEquals(share, modern.at(utilisation), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0", "-Infinity, 0", "1.000001, 1", "17, 1", "Infinity, 1"})
  void staysBetweenIdleAndFull(double utilisation, double share) {
    assertEquals(share, modern.at(utilisation));
  }
}
