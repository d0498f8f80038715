// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.units;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedPointTest {

  private static final int ROUNDS = 20_000;

  @ParameterizedTest
  @CsvSource({
    "5210, 5.210",
    "0, 0.000",
    "7, 0.007",
    "-7, -0.007",
    "-1000, -1.000",
    "9223372036854775807, 9223372036854775.807",
    "-9223372036854775808, -9223372036854775.808"
  })
  void writesThreeDecimals(long thousandths, String expected) {
    assertEquals(expected, written(thousandths));
  }

  @Test
  void writesWhatBigDecimalWrites() {
    Random random = new Random(20260101);
    for (int i = 0; i < ROUNDS; i++) {
      long thousandths = anyLong(random);
      assertEquals(BigDecimal.valueOf(thousandths, 3).toPlainString(), written(thousandths));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "50300, 3, 0, 50.3",
    "50300, 3, 2, 50.30",
    "50000, 3, 0, 50",
    "42, 3, 0, 0.042",
    "0, 3, 0, 0",
    "0, 9, 3, 0.000",
    "87, 9, 3, 0.000000087",
    "210000, 9, 3, 0.00021",
    "-1500, 3, 0, -1.5"
  })
  void leavesOutTheZerosAtTheEnd(long amount, int decimals, int least, String expected) {
    StringBuilder out = new StringBuilder();
    FixedPoint.append(out, amount, decimals, least);
    assertEquals(expected, out.toString());
  }

  @Test
  void roundsToSignificantDigitsAsBigDecimalDoes() {
    Random random = new Random(20260103);
    for (int i = 0; i < ROUNDS; i++) {
      long amount = (anyLong(random) & Long.MAX_VALUE) / 10;
      int digits = 1 + random.nextInt(15);
      long expected =
          BigDecimal.valueOf(amount)
              .round(new MathContext(digits, RoundingMode.HALF_UP))
              .longValueExact();
      assertEquals(expected, FixedPoint.significant(amount, digits), amount + ", " + digits);
    }
  }

  @Test
  void writesTheSameDigitsInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      assertEquals("1234567.891", written(1_234_567_891));
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1000, 0",
    "499, 1000, 0",
    "500, 1000, 1",
    "1499, 1000, 1",
    "1, 3, 0",
    "2, 3, 1",
    "7, 1, 7",
    "9223372036854775807, 1, 9223372036854775807",
    "9223372036854775807, 9223372036854775807, 1"
  })
  void dividesToTheNearestWholeNumber(long amount, long divisor, long expected) {
    assertEquals(expected, FixedPoint.divide(amount, divisor));
  }

  @Test
  void dividesAsBigDecimalDoes() {
    Random random = new Random(20260102);
    for (int i = 0; i < ROUNDS; i++) {
      long amount = anyLong(random) & Long.MAX_VALUE;
      long divisor = Math.max(1, anyLong(random) & Long.MAX_VALUE);
      long expected =
          BigDecimal.valueOf(amount)
              .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_UP)
              .longValueExact();
      assertEquals(expected, FixedPoint.divide(amount, divisor), amount + " / " + divisor);
    }
  }

  /** A number of any length, not nearly always one of 19 digits. */
  private static long anyLong(Random random) {
    return random.nextLong() >> random.nextInt(Long.SIZE);
  }

  private static String written(long thousandths) {
    StringBuilder out = new StringBuilder();
    FixedPoint.append(out, thousandths, 3, 3);
    return out.toString();
  }
}
