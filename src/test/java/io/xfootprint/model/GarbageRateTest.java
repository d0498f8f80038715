// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GarbageRateTest {

  private static final long GIGABYTE = 1_000_000_000;
  private static final long MILLISECOND = 1_000_000;

  private final GarbageRate rate = new GarbageRate(0.02);

  @Test
  void guessesUntilACollectionWasSeen() {
    assertEquals(0.02, rate.cpuNanosPerByte(), 1e-12);
    rate.add(0, GIGABYTE / 2);
    assertEquals(0.02, rate.cpuNanosPerByte(), 1e-12);
  }

  @Test
  void guessesLessWhereNothingIsCollected() {
    rate.add(0, 10 * GIGABYTE);
    assertEquals(0.002, rate.cpuNanosPerByte(), 1e-12);
  }

  @Test
  void comesToWhatCollectionsTake() {
    for (int i = 0; i < 12; i++) {
      rate.add(100 * MILLISECOND, GIGABYTE);
    }
    assertEquals(0.1, rate.cpuNanosPerByte(), 0.002);
  }

  @Test
  void takesCollectionsOfStartUpForNoRule() {
    // Serial in the demo: 69 ms and 34 ms first, for what loading classes left, then 2 ms each.
    rate.add(103 * MILLISECOND, 130_000_000);
    double charged = 0;
    double taken = 0;
    for (int i = 0; i < 30; i++) {
      charged += 68_000_000 * rate.cpuNanosPerByte();
      taken += 2 * MILLISECOND;
      rate.add(2 * MILLISECOND, 68_000_000);
    }
    assertTrue(charged < 2 * taken, charged + " ns were charged, " + taken + " ns taken");
  }

  @Test
  void followsAProgramThatChanges() {
    rate.add(100 * MILLISECOND, GIGABYTE);
    for (int i = 0; i < 30; i++) {
      rate.add(5 * MILLISECOND, GIGABYTE);
    }
    assertEquals(0.005, rate.cpuNanosPerByte(), 1e-4);
  }

  @Test
  void letsBytesWaitForTheCollectionThatTheyCause() {
    GarbageRate rate = new GarbageRate(0.05);
    for (int i = 0; i < 20; i++) {
      for (int quiet = 0; quiet < 9; quiet++) {
        rate.add(0, GIGABYTE / 10);
      }
      rate.add(50 * MILLISECOND, GIGABYTE / 10);
      assertEquals(0.05, rate.cpuNanosPerByte(), 1e-12);
    }
  }

  @Test
  void takesHousekeepingBesideHardlyAnyByteForNoCollection() {
    rate.add(100 * MILLISECOND, GIGABYTE);
    double before = rate.cpuNanosPerByte();
    for (int i = 0; i < 100; i++) {
      rate.add(MILLISECOND / 10, 10_000);
    }
    assertEquals(before, rate.cpuNanosPerByte(), 1e-12);
  }

  @Test
  void chargesOnAverageWhatCollectionsTake() {
    Random random = new Random(2);
    double charged = 0;
    long taken = 0;
    for (int i = 0; i < 20_000; i++) {
      long bytes = random.nextLong(200_000_000);
      long nanos = random.nextInt(5) == 0 ? random.nextLong(80 * MILLISECOND) : 0;
      charged += bytes * rate.cpuNanosPerByte();
      taken += nanos;
      rate.add(nanos, bytes);
    }
    assertEquals(1, charged / taken, 0.05);
  }

  @Test
  void tellsNoneWhereItCannotBeMeasured() {
    rate.add(-1, GIGABYTE);
    assertEquals(0, rate.cpuNanosPerByte());
    rate.add(MILLISECOND, -1);
    assertEquals(0, rate.cpuNanosPerByte());
    rate.add(MILLISECOND, GIGABYTE);
    assertTrue(rate.cpuNanosPerByte() > 0);
  }
}
