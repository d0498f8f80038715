// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.xfootprint.meter.ResourceUse;
import io.xfootprint.model.Footprint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FootprintHeaderTest {

  private static final long UNKNOWN = ResourceUse.UNKNOWN;

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
