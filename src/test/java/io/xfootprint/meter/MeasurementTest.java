// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final CollectedUse measurementUse = new CollectedUse();
  private final Measurement measurement = new Measurement(meter, measurementUse);

  @Test
  void countsWhatASegmentUses() {
    meter.use(11, 13);
    try (Segment segment = measurement.open()) {
      assertFalse(segment.isNested());
      meter.use(100, 2000);
    }
    meter.use(17, 19);
    assertEquals(new ResourceUse(100, 2000), measurementUse.claim(measurement));
  }

  @Test
  void takesTwoReadingsAtTheStartAndTwoAtTheEnd() {
    Segment segment = measurement.open();
    assertEquals(2, meter.readings());
    segment.close();
    assertEquals(2, meter.readings());
  }

  @Test
  void takesTwoReadingsForAClaimWhileOpenAndNoneAfterwards() {
    try (Segment segment = measurement.open()) {
      assertFalse(segment.isNested());
      meter.readings();
      measurementUse.claim(measurement);
      assertEquals(2, meter.readings());
    }
    meter.readings();
    measurementUse.claim(measurement);
    assertEquals(0, meter.readings());
  }

  @Test
  void handsOutEachPartOnce() {
    try (Segment segment = measurement.open()) {
      assertFalse(segment.isNested());
      meter.use(5, 50);
      assertEquals(new ResourceUse(5, 50), measurementUse.claim(measurement));
      assertEquals(ResourceUse.NONE, measurementUse.claim(measurement));
      meter.use(7, 70);
    }
    assertEquals(new ResourceUse(7, 70), measurementUse.claim(measurement));
    assertEquals(ResourceUse.NONE, measurementUse.claim(measurement));
  }

  @Test
  void ignoresASegmentInsideOneOfItsOwn() {
    try (Segment outer = measurement.open()) {
      meter.use(1, 10);
      meter.readings();
      try (Segment inner = measurement.open()) {
        assertTrue(inner.isNested());
        assertFalse(outer.isNested());
        meter.use(2, 20);
      }
      assertEquals(0, meter.readings());
      meter.use(4, 40);
    }
    assertEquals(new ResourceUse(7, 70), measurementUse.claim(measurement));
  }

  @Test
  void stopsForASegmentOfAnotherMeasurement() {
    CollectedUse otherUse = new CollectedUse();
    Measurement other = new Measurement(meter, otherUse);
    try (Segment outer = measurement.open()) {
      meter.use(1, 10);
      try (Segment inner = other.open()) {
        assertFalse(outer.isNested() || inner.isNested());
        meter.use(2, 20);
      }
      meter.use(4, 40);
    }
    assertEquals(new ResourceUse(5, 50), measurementUse.claim(measurement));
    assertEquals(new ResourceUse(2, 20), otherUse.claim(other));
  }

  @Test
  void chargesReadingsBetweenTwoMeasurementsToExactlyOne() {
    meter.chargeReadings(3);
    CollectedUse otherUse = new CollectedUse();
    Measurement other = new Measurement(meter, otherUse);
    long before = meter.cpuNanos();
    try (Segment outer = measurement.open()) {
      try (Segment inner = other.open()) {
        try (Segment again = measurement.open()) {
          assertFalse(outer.isNested() || inner.isNested() || again.isNested());
          meter.use(100, 0);
        }
        meter.use(1000, 0);
      }
      meter.use(10_000, 0);
    }
    long after = meter.cpuNanos();
    long charged = measurementUse.claim(measurement).cpuNanos() + otherUse.claim(other).cpuNanos();
    // The reading that opens and the last of this test stand outside of what is measured.
    assertEquals(after - before - 2 * 3, charged);
  }

  @Test
  void claimsNothingOfAnotherMeasurementThatIsOpen() {
    CollectedUse otherUse = new CollectedUse();
    Measurement other = new Measurement(meter, otherUse);
    try (Segment segment = other.open()) {
      assertFalse(segment.isNested());
      meter.use(5, 50);
      assertEquals(ResourceUse.NONE, measurementUse.claim(measurement));
    }
    assertEquals(new ResourceUse(5, 50), otherUse.claim(other));
  }

  @Test
  void leavesNothingOnTheThread() {
    Segment first = measurement.open();
    meter.use(5, 50);
    first.close();
    assertEquals(new ResourceUse(5, 50), measurementUse.claim(measurement));
    meter.use(7, 70);
    meter.readings();
    try (Segment next = new Measurement(meter, use -> {}).open()) {
      // Only its own start is read: nothing of the first segment is still there to be read too.
      assertEquals(2, meter.readings());
      assertFalse(next.isNested());
    }
    assertEquals(ResourceUse.NONE, measurementUse.claim(measurement));
    try (Segment again = measurement.open()) {
      assertFalse(again.isNested());
    }
  }

  @Test
  void survivesClosingTwice() {
    Segment segment = measurement.open();
    meter.use(5, 50);
    segment.close();
    meter.use(7, 70);
    meter.readings();
    segment.close();
    assertEquals(0, meter.readings());
    assertEquals(new ResourceUse(5, 50), measurementUse.claim(measurement));
  }

  @Test
  void doesNotKnowWhatAnUnknownStartLeavesOpen() {
    meter.know(false, true);
    Segment segment = measurement.open();
    meter.know(true, true);
    meter.use(5, 50);
    segment.close();
    assertEquals(new ResourceUse(ResourceUse.UNKNOWN, 50), measurementUse.claim(measurement));
  }

  @Test
  void doesNotKnowWhatAnUnknownEndLeavesOpen() {
    Segment segment = measurement.open();
    meter.use(5, 50);
    meter.know(true, false);
    segment.close();
    assertEquals(new ResourceUse(5, ResourceUse.UNKNOWN), measurementUse.claim(measurement));
  }

  @Test
  void knowsAgainWhatComesAfterAnUnknownPart() {
    try (Segment segment = measurement.open()) {
      assertFalse(segment.isNested());
      meter.know(false, false);
      assertEquals(
          new ResourceUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN),
          measurementUse.claim(measurement));
      meter.know(true, true);
      assertEquals(
          new ResourceUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN),
          measurementUse.claim(measurement));
      meter.use(5, 50);
      assertEquals(new ResourceUse(5, 50), measurementUse.claim(measurement));
    }
  }

  @Test
  void addsUpPartsFromSeveralThreads() throws Exception {
    int parts = 2000;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> work = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        work.add(
            () -> {
              try (Segment segment = measurement.open()) {
                meter.use(3, 7);
                return segment.isNested();
              }
            });
      }
      for (var result : threads.invokeAll(work)) {
        assertFalse(result.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(new ResourceUse(3L * parts, 7L * parts), measurementUse.claim(measurement));
  }

  @Test
  void losesNothingWhenClaimsAndPartsMeet() throws Exception {
    int rounds = 5000;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<ResourceUse> work =
          () -> {
            ResourceUse claimed = ResourceUse.NONE;
            for (int i = 0; i < rounds; i++) {
              try (Segment segment = measurement.open()) {
                meter.use(segment.isNested() ? 0 : 3, 7);
              }
              claimed = claimed.plus(measurementUse.claim(measurement));
            }
            return claimed;
          };
      ResourceUse sum = ResourceUse.NONE;
      for (var result : threads.invokeAll(List.of(work, work, work, work))) {
        sum = sum.plus(result.get());
      }
      assertEquals(new ResourceUse(4L * 3 * rounds, 4L * 7 * rounds), sum);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void isSharedOnceASecondThreadWorksForIt() throws Exception {
    measurement.confine();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Segment pass = measurement.openPass();
    try {
      // Inside its own pass a further one leaves it to the thread.
      measurement.openPass().close();
      assertTrue(measurement.isConfined());
      Callable<Boolean> include =
          () -> {
            for (int i = 0; i < 5000; i++) {
              try (Segment segment = measurement.openPass()) {
                assertFalse(segment.isNested());
              }
            }
            return measurement.isConfined();
          };
      for (var result : threads.invokeAll(List.of(include, include, include, include))) {
        assertFalse(result.get());
      }
      assertFalse(measurement.isPendingElsewhere());
    } finally {
      pass.close();
      threads.shutdownNow();
    }
    assertFalse(measurement.isPendingElsewhere());
  }
}
