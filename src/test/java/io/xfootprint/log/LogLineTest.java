// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.settings.LogFormat;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {

  private static final String NASTY = "a\"b\\c\r\nd\u2028e\u0000f\u007fg\u00e9h\ud83c\udf31i=j,k l";
  private static final String TAMED = "a?b?c??d?e?f?g?h??i=j,k l";

  @Test
  void writesPairs() {
    assertEquals(
        "name=\"x y\" count=-3 energy_j=1.500",
        new LogLine(LogFormat.LOGFMT)
            .text("name", "x y")
            .number("count", BigInteger.valueOf(-3), 0)
            .number("energy_j", BigInteger.valueOf(1500), 3)
            .toString());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "1, 0.000000001",
    "12345, 0.0000123",
    "209_500_000, 0.210",
    "999_999, 0.001",
    "99_949_999, 0.100",
    "2_000_000, 0.002",
    "100_000_000, 0.100",
    "1_234_567_890, 1.235",
    "9_223_372_036_854_775_807, 9223372036.855",
    "1_000_000_000_000_000_000_500_000, 1000000000000000.001",
    "-1_234_567, -0.001",
    "-1500, -0.0000015"
  })
  void writesThreeDecimalsOrThreeDigits(String nanos, String expected) {
    BigInteger amount = new BigInteger(nanos.replace("_", ""));
    assertEquals(
        "energy_j=" + expected,
        new LogLine(LogFormat.LOGFMT).number("energy_j", amount, 9).toString());
  }

  @Test
  void writesAnObject() {
    assertEquals(
        "{\"name\":\"x y\",\"count\":-3,\"energy_j\":1.500}",
        new LogLine(LogFormat.JSON)
            .text("name", "x y")
            .number("count", BigInteger.valueOf(-3), 0)
            .number("energy_j", BigInteger.valueOf(1500), 3)
            .toString());
  }

  @Test
  void letsNoTextEndItsQuotesOrItsLine() {
    assertEquals(
        "name=\"" + TAMED + "\"", new LogLine(LogFormat.LOGFMT).text("name", NASTY).toString());
    String json = new LogLine(LogFormat.JSON).text("name", NASTY).toString();
    assertEquals("{\"name\":\"" + TAMED + "\"}", json);
    assertEquals(TAMED, JsonPath.from(json).getString("name"));
  }

  @Test
  void keepsAnyTextInItsPlace() {
    Random random = new Random(20260108);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      int range = random.nextBoolean() ? 0x80 : 0x10000;
      for (int j = random.nextInt(40); j > 0; j--) {
        text.append((char) random.nextInt(range));
      }
      String pairs =
          new LogLine(LogFormat.LOGFMT)
              .text("a", text.toString())
              .number("b", BigInteger.valueOf(i), 0)
              .toString();
      assertTrue(pairs.matches("a=\"[ !#-\\[\\]-~]*\" b=" + i), pairs);
      String json =
          new LogLine(LogFormat.JSON)
              .text("a", text.toString())
              .number("b", BigInteger.valueOf(i), 0)
              .toString();
      JsonPath parsed = JsonPath.from(json);
      assertEquals(text.length(), parsed.getString("a").length());
      assertEquals(i, parsed.getInt("b"));
    }
  }
}
