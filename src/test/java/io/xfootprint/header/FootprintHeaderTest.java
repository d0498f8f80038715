// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.Footprint;
import io.xfootprint.upstream.UpstreamSum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import org.greenbytes.http.sfv.NumberItem;
import org.greenbytes.http.sfv.Parser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FootprintHeaderTest {

  private static final long UNKNOWN = ResourceUse.UNKNOWN;
  private static final int ROUNDS = 20_000;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(999_999_999_999_999L);

  private static String value(int digits, long cpuNanos) {
    Footprint cost = new Footprint(cpuNanos, -1, -1, -1);
    return String.valueOf(
            new FootprintHeader(digits).value(cost, Finality.FINAL, false, UpstreamSum.NONE))
        .replace("cpu-us=", "");
  }

  @Test
  void writesEachFigureInItsUnit() {
    Footprint cost = new Footprint(1_840_400, 265_001, 7_070_000, 873_000);
    assertEquals(
        "cpu-us=1840, alloc-b=265000, energy-uj=7070, co2e-ng=873",
        new FootprintHeader(3).value(cost, Finality.FINAL, false, UpstreamSum.NONE));
    assertEquals(
        "cpu-us=1840, alloc-b=265001, energy-uj=7070, co2e-ng=873, partial",
        new FootprintHeader(0).value(cost, Finality.PARTIAL, false, UpstreamSum.NONE));
    assertEquals(
        "cpu-us=1840, alloc-b=265001, energy-uj=7070, co2e-ng=873, early, estimated",
        new FootprintHeader(0).value(cost, Finality.EARLY, true, UpstreamSum.NONE));
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    FootprintHeader header = new FootprintHeader(3);
    assertEquals(
        "alloc-b=40",
        header.value(new Footprint(-1, 40, -1, -1), Finality.FINAL, false, UpstreamSum.NONE));
    assertNull(
        header.value(new Footprint(-1, -1, -1, -1), Finality.PARTIAL, false, UpstreamSum.NONE));
  }

  /** 50 us of CPU time at 1.4 J/s and 1 gCO2e/kWh. */
  @Test
  void writesDecimalsOfWhatIsLittle() {
    assertEquals(
        "cpu-us=50, alloc-b=7, energy-uj=70, co2e-ng=0.029",
        new FootprintHeader(3)
            .value(new Footprint(50_321, 7, 70_449, 29), Finality.FINAL, false, UpstreamSum.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "3, 0, 0",
    "3, 1, 0.001",
    "3, 999, 0.999",
    "3, 9_994, 9.99",
    "3, 9_995, 10",
    "3, 10_449, 10",
    "3, 10_500, 11",
    "3, 100_499, 100",
    "3, 123_456_789, 123000",
    "1, 1_499, 1",
    "1, 49, 0.05",
    "2, 1_234_567, 1200",
    "0, 1_234_567, 1235",
    "0, 9_999, 9.999",
    "15, 1_234_567, 1235",
    "0, 1_000_000_000_000_500, 1000000000001",
    "0, 9_223_372_036_854_775_807, 9223372036854776",
    "3, 9_223_372_036_854_775_807, 9220000000000000"
  })
  void keepsTheSignificantDigits(int digits, String nanos, String expected) {
    String micros = value(digits, Long.parseLong(nanos.replace("_", "")));
    assertEquals(new BigDecimal(expected).min(LARGEST).toPlainString(), micros);
  }

  private static BigDecimal mostWhole(BigDecimal exact, int digits) {
    BigDecimal whole = exact.setScale(0, RoundingMode.HALF_UP);
    return (digits == 0 ? whole : whole.round(new MathContext(digits, RoundingMode.HALF_UP)))
        .min(LARGEST);
  }

  @Test
  void writesWhatTheStandardAllowsAndNeverNothingForSomething() {
    Random random = new Random(20260104);
    for (int i = 0; i < ROUNDS; i++) {
      long nanos = random.nextLong() >>> (1 + random.nextInt(Long.SIZE - 1));
      int digits = random.nextInt(16);
      String text = value(digits, nanos);
      NumberItem<?> item =
          assertInstanceOf(
              NumberItem.class, Parser.parseDictionary("cpu-us=" + text).get().get("cpu-us"));
      BigDecimal told =
          BigDecimal.valueOf(item.getAsLong()).divide(BigDecimal.valueOf(item.getDivisor()));
      assertEquals(nanos == 0, told.signum() == 0, text);
      BigDecimal exact = BigDecimal.valueOf(nanos, 3).min(LARGEST);
      BigDecimal rounded =
          digits == 0 ? exact : exact.round(new MathContext(digits, RoundingMode.HALF_UP));
      if (exact.compareTo(BigDecimal.TEN) < 0) {
        assertEquals(0, told.compareTo(rounded), text);
      } else {
        assertEquals(0, told.compareTo(mostWhole(exact, digits)), text);
      }
    }
  }

  private static @Nullable String withUpstream(UpstreamSum upstream) {
    return new FootprintHeader(3)
        .value(new Footprint(1_840_000, 7, 7_070_000, 873_000), Finality.PARTIAL, false, upstream);
  }

  @Test
  void addsWhatOtherServicesCostBehindItsOwnFigures() {
    String own = "cpu-us=1840, alloc-b=7, energy-uj=7070, co2e-ng=873, partial";
    assertEquals(own, withUpstream(UpstreamSum.NONE));
    assertEquals(own + ", up-unknown=1", withUpstream(UpstreamSum.SILENT));
    assertEquals(
        own + ", up-energy-uj=20410.5, up-co2e-ng=2520.031",
        withUpstream(new UpstreamSum(3, 3, 0, 20_410_500, 2_520_031)));
    assertEquals(
        own + ", up-energy-uj=0, up-co2e-ng=0.001, up-unknown=12",
        withUpstream(new UpstreamSum(9, 1, 12, 0, 1)));
    assertEquals(
        "up-energy-uj=1, up-co2e-ng=2",
        new FootprintHeader(3)
            .value(
                new Footprint(-1, -1, -1, -1),
                Finality.PARTIAL,
                true,
                new UpstreamSum(1, 1, 0, 1_000, 2_000)));
  }

  @Test
  void writesSumsOfAnySizeAsTheStandardAllows() {
    String largest =
        "up-energy-uj=999999999999.999, up-co2e-ng=1000000000000, up-unknown=999999999999999";
    assertEquals(
        largest,
        String.valueOf(
                withUpstream(
                    new UpstreamSum(
                        1, 1, Long.MAX_VALUE, 999_999_999_999_999L, 1_000_000_000_000_999L)))
            .replaceFirst(".*partial, ", ""));
    Random random = new Random(20260711);
    for (int i = 0; i < ROUNDS; i++) {
      long nanojoules = random.nextLong() >>> (1 + random.nextInt(Long.SIZE - 1));
      String text = withUpstream(new UpstreamSum(1, 1, 0, nanojoules, 0));
      NumberItem<?> item =
          assertInstanceOf(
              NumberItem.class,
              Parser.parseDictionary(String.valueOf(text)).get().get("up-energy-uj"));
      BigDecimal told =
          BigDecimal.valueOf(item.getAsLong()).divide(BigDecimal.valueOf(item.getDivisor()));
      BigDecimal exact = BigDecimal.valueOf(nanojoules, 3);
      boolean hasRoom = nanojoules <= 999_999_999_999_999L;
      assertEquals(
          0,
          told.compareTo(hasRoom ? exact : exact.setScale(0, RoundingMode.DOWN).min(LARGEST)),
          text);
    }
  }

  private static @Nullable String timing(
      int digits, long cpu, long bytes, long energy, long emissions) {
    return new FootprintHeader(digits).timing(new Footprint(cpu, bytes, energy, emissions));
  }

  @Test
  void writesAMetricInMillisecondsMicrojoulesAndNanograms() {
    assertEquals(
        "footprint;dur=1.840;desc=\"7070 uJ 873 ng CO2e\"",
        timing(3, 1_840_000, 265_000, 7_070_000, 873_000));
    assertEquals("footprint;dur=0.000;desc=\"0 uJ 0 ng CO2e\"", timing(3, 0, 0, 0, 0));
  }

  @Test
  void roundsAsTheOtherHeaderDoes() {
    assertEquals(
        "footprint;dur=1230.000;desc=\"7080 uJ 1000 ng CO2e\"",
        timing(3, 1_234_567_890, 1, 7_076_543, 999_999));
    assertEquals(
        "footprint;dur=1234.568;desc=\"7077 uJ 1000 ng CO2e\"",
        timing(0, 1_234_567_890, 1, 7_076_543, 999_999));
  }

  @Test
  void leavesOutWhatIsUnknown() {
    assertEquals("footprint;desc=\"7 uJ 8 ng CO2e\"", timing(3, UNKNOWN, 1, 7_000, 8_000));
    assertEquals("footprint;dur=0.007", timing(3, 7_000, 1, UNKNOWN, UNKNOWN));
    assertEquals("footprint;desc=\"8 ng CO2e\"", timing(3, UNKNOWN, 1, UNKNOWN, 8_000));
    assertEquals("footprint;desc=\"7 uJ\"", timing(3, UNKNOWN, 1, 7_000, UNKNOWN));
  }

  @Test
  void writesNoMetricThatTellsNothing() {
    assertNull(timing(3, UNKNOWN, 265_000, UNKNOWN, UNKNOWN));
  }
}
