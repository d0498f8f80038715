// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureTest {

  @ParameterizedTest
  @CsvSource({
    "ALLOCATION, 0, 0 B",
    "ALLOCATION, 999, 999 B",
    "ALLOCATION, 999.5, 1.00 kB",
    "ALLOCATION, 1248, 1.25 kB",
    "ALLOCATION, 31200, 31.2 kB",
    "ALLOCATION, 999499, 999 kB",
    "ALLOCATION, 999500, 1.00 MB",
    "ALLOCATION, 18000000, 18.0 MB",
    "ALLOCATION, 5e15, 5000000 GB",
    "CPU, 0.029, 0.029 us",
    "CPU, 9370, 9.37 ms",
    "CPU, 2.5e9, 2500 s",
    "ENERGY, 320, 320 uJ",
    "ENERGY, 12900, 12.9 mJ",
    "ENERGY, NaN, unknown"
  })
  void saysAmountsInThreeDigits(Figure figure, double amount, String text) {
    assertEquals(text, figure.text(amount));
  }

  @ParameterizedTest
  @CsvSource({
    "130, 100, +30 %",
    "105.4, 100, +5.4 %",
    "100, 100, 0 %",
    "100.04, 100, 0 %",
    "98.8, 100, -1.2 %",
    "10, 100, -90 %",
    "0, 100, -100 %",
    "1, 0, from 0",
    "0, 0, 0 %"
  })
  void saysChangesInPerCent(double now, double was, String text) {
    assertEquals(text, Digits.change(now, was));
  }
}
