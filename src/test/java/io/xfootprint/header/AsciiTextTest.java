// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsciiTextTest {

  private static final int ROUNDS = 20_000;

  private final byte[] out = AsciiText.buffer();

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0.000, 0",
    "7, 7, 0.007, 0.007",
    "5210, 5210, 5.210, 5.21",
    "10000, 10000, 10.000, 10",
    "2147483647, 2147483647, 2147483.647, 2147483.647",
    "2147483648, 2147483648, 2147483.648, 2147483.648",
    "9223372036854775807, 9223372036854775807, 9223372036854775.807, 9223372036854775.807"
  })
  void writesNumbersWholeAndInThousandths(
      long number, String whole, String thousandths, String trimmed) {
    assertEquals(whole, AsciiText.toString(out, AsciiText.append(out, 0, number)));
    assertEquals(thousandths, thousandths(number));
    assertEquals(trimmed, AsciiText.toString(out, AsciiText.appendTrimmed(out, 0, number)));
  }

  @Test
  void writesWhatBigDecimalWrites() {
    Random random = new Random(20261129);
    for (int i = 0; i < ROUNDS; i++) {
      // A number of any length, not nearly always one of 19 digits.
      long number = random.nextLong() >>> (1 + random.nextInt(Long.SIZE - 1));
      assertEquals(BigDecimal.valueOf(number, 3).toPlainString(), thousandths(number));
    }
  }

  private String thousandths(long number) {
    return AsciiText.toString(out, AsciiText.appendThousandths(out, 0, number));
  }
}
