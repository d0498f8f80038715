// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockStepTest {

  private static final long STEP_NANOS = 15_625_000;
  private static final long MOST_NANOS = 20_000_000;

  /** Each reading of either clock takes 1 us. */
  private final AtomicLong nanos = new AtomicLong(3_000_000);

  private long reading() {
    return nanos.addAndGet(1000);
  }

  private ClockStep steps(long stepNanos) {
    return new ClockStep(() -> reading() / stepNanos * stepNanos, this::reading);
  }

  @Test
  void seesACoarseStep() {
    ClockStep step = steps(STEP_NANOS);
    assertEquals(0, step.coarseNanos());
    step.measure();
    assertEquals(STEP_NANOS, step.coarseNanos());
  }

  @Test
  void spinsFor20MillisAtMostAndNotAgain() {
    ClockStep step = steps(STEP_NANOS);
    long start = nanos.get();
    step.measure();
    long end = nanos.get();
    assertTrue(end - start <= MOST_NANOS + 10_000, end - start + " ns");
    step.measure();
    assertEquals(end, nanos.get());
  }

  @Test
  void endsAtOnceWhereStepsAreFine() {
    ClockStep step = steps(1000);
    long start = nanos.get();
    step.measure();
    assertEquals(0, step.coarseNanos());
    assertTrue(nanos.get() - start < 10_000);
  }

  @Test
  void takesAMillisecondForFine() {
    ClockStep step = steps(1_000_000);
    step.measure();
    assertEquals(0, step.coarseNanos());
  }

  @Test
  void looksAgainWhereNoStepWasSeen() {
    AtomicLong stood = new AtomicLong(STEP_NANOS);
    ClockStep step = new ClockStep(stood::get, this::reading);
    step.measure();
    assertEquals(0, step.coarseNanos());
    ClockStep moves = new ClockStep(() -> nanos.get() < 25_000_000 ? 0 : STEP_NANOS, this::reading);
    nanos.set(0);
    moves.measure();
    assertEquals(0, moves.coarseNanos());
    moves.measure();
    assertEquals(STEP_NANOS, moves.coarseNanos());
  }

  @Test
  void knowsNothingWhereTheClockDoesNot() {
    ClockStep step = new ClockStep(() -> ResourceUse.UNKNOWN, this::reading);
    step.measure();
    assertEquals(0, step.coarseNanos());
  }

  @Test
  void isFineOnTheJvmsOfTheseTests() {
    ClockStep step = new ClockStep(ThreadMeter.ofJvm()::cpuNanos, System::nanoTime);
    step.measure();
    assertEquals(0, step.coarseNanos());
  }
}
