// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.report.Quantity.Column;
import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  private static String plain(String text) {
    return text.replace('\u00a0', ' ').replace('\u202f', '_');
  }

  @ParameterizedTest
  @CsvSource({
    "ENERGY, 0, 0 nJ",
    "ENERGY, 999, 999 nJ",
    "ENERGY, 1000, 1.00 µJ",
    "ENERGY, 12345, 12.3 µJ",
    "ENERGY, 999499999, 999 mJ",
    "ENERGY, 1234567890123, 1.23 kJ",
    "ENERGY, 5000000000000000000000, 5_000 GJ",
    "EMISSIONS, 1, 1 pg",
    "EMISSIONS, 195000000000, 195 mg",
    "EMISSIONS, 2500000000000000, 2.50 kg",
    "EMISSIONS, 1000000000000000000, 1.00 t",
    "TIME, 1500000, 1.50 ms",
    "BYTES, 123456789, 123 MB",
    "COUNT, 1234567, 1_234_567",
    "COUNT, 0, 0",
  })
  void isToldInTheLargestUnitThatFits(Quantity quantity, String amount, String expected) {
    assertEquals(expected, plain(quantity.text(new BigInteger(amount))));
  }

  /** What is rounded up to a thousand is still three digits of a unit that people know. */
  @ParameterizedTest
  @CsvSource({"999500, 1_000 µJ", "999999999999, 1_000 J", "9995, 10.0 µJ"})
  void isToldWithThreeDigitsWhenItIsRoundedUp(String amount, String expected) {
    assertEquals(expected, plain(Quantity.ENERGY.text(new BigInteger(amount))));
  }

  @Test
  void ofAColumnHasOneUnitAndTheSameDecimals() {
    Column column =
        Quantity.ENERGY.column(Stream.of("1234567", "5000", "1", "0").map(BigInteger::new));
    assertEquals("mJ", column.unit());
    assertEquals("1.235", column.number(new BigInteger("1234567")));
    assertEquals("0.005", column.number(new BigInteger("5000")));
    assertEquals("< 0.001", column.number(BigInteger.ONE));
    assertEquals("0.000", column.number(BigInteger.ZERO));
  }

  /** A year of CPU time has many digits before the point, and all of them are told. */
  @Test
  void ofAColumnIsNeverRoundedToTens() {
    Column column = Quantity.TIME.column(Stream.of(new BigInteger("1234567" + "0".repeat(9))));
    assertEquals("1_234_567", plain(column.number(new BigInteger("1234567" + "0".repeat(9)))));
    assertEquals("40", column.number(new BigInteger("40" + "0".repeat(9))));
    assertEquals("< 1", column.number(BigInteger.ONE));
  }

  @Test
  void ofAnEmptyColumnHasTheSmallestUnit() {
    Column column = Quantity.ENERGY.column(Stream.of());
    assertEquals("nJ", column.unit());
    assertEquals("0", column.number(BigInteger.ZERO));
  }
}
