// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSplitTest {

  private static final int CPUS = 4;

  /** From 10 to 30 W per CPU: 40 W idle, 120 W busy. */
  private static final PowerModel MODEL =
      PowerModel.forCpu("", "", 1, CPUS, 0).withWatts(OptionalDouble.of(10), OptionalDouble.of(30));

  private final PowerSplit split = new PowerSplit(MODEL::watts, CPUS);

  /** A machine that takes twice what the model says at each load. */
  private static double measured(double busyShare) {
    return 2 * MODEL.watts(busyShare);
  }

  private void learn(int windows, double busyShare) {
    for (int i = 0; i < windows; i++) {
      split.learn(measured(busyShare), busyShare, 10);
    }
  }

  @Test
  void splitsAConstantLoadByTheModel() {
    learn(100, 0.7);
    assertEquals(80, split.floorWatts(measured(0.7), 0.7), 1e-9);
  }

  @Test
  void splitsTheFirstWindowByTheModel() {
    assertEquals(80, split.floorWatts(measured(0.7), 0.7), 1e-9);
    learn(1, 0.7);
    assertEquals(80, split.floorWatts(measured(0.7), 0.7), 1e-9);
  }

  @Test
  void takesHalfLoadWhereItIsUnknown() {
    double idleShare = 40 / MODEL.watts(0.5);
    assertEquals(100 * idleShare, split.floorWatts(100, Double.NaN), 1e-9);
    split.learn(100, Double.NaN, 10);
    assertEquals(100 * idleShare, split.floorWatts(100, Double.NaN), 1e-9);
    // What was measured is the most that idle power can be.
    assertEquals(100, split.floorWatts(1000, Double.NaN), 1e-9);
  }

  @Test
  void keepsWhatAnIdleMachineTookWhenLoadComes() {
    // 100 W idle where the model has 40 W: what was measured counts.
    for (int i = 0; i < 20; i++) {
      split.learn(100, 0, 10);
    }
    learn(300, 0.9);
    assertEquals(100, split.floorWatts(measured(0.9), 0.9), 1e-9);
  }

  @Test
  void lowersTheFloorAsSoonAsItSeesTheMachineIdle() {
    for (int i = 0; i < 100; i++) {
      split.learn(150, 0.5, 10);
    }
    assertEquals(150 * 40 / MODEL.watts(0.5), split.floorWatts(150, 0.5), 1e-9);
    for (int i = 0; i < 20; i++) {
      split.learn(30, 0, 10);
    }
    assertEquals(30, split.floorWatts(150, 0.5), 1e-9);
  }

  @Test
  void splitsAWindowThatIsQuieterThanAnyBeforeByItself() {
    for (int i = 0; i < 100; i++) {
      split.learn(150, 0.5, 10);
    }
    split.learn(60, 0, 10);
    assertEquals(60, split.floorWatts(60, 0));
    // One window alone may be a bad reading: the others go by what they did.
    assertEquals(150 * 40 / MODEL.watts(0.5), split.floorWatts(150, 0.5), 1e-9);
  }

  @Test
  void isNotMovedByAFewBadReadings() {
    learn(100, 0);
    for (int i = 0; i < 5; i++) {
      split.learn(1, 0, 10);
    }
    assertEquals(80, split.floorWatts(measured(0.5), 0.5), 1e-9);
  }

  @Test
  void forgetsWhatIsLongAgo() {
    for (int i = 0; i < 100; i++) {
      split.learn(20, 0, 10);
    }
    learn(PowerSplit.WINDOWS, 0);
    assertEquals(80, split.floorWatts(measured(0.5), 0.5), 1e-9);
  }

  @Test
  void takesAllForIdlePowerWhereTheModelHasNoneAndThereIsNoLoad() {
    PowerModel none = MODEL.withWatts(OptionalDouble.of(0), OptionalDouble.of(30));
    PowerSplit split = new PowerSplit(none::watts, CPUS);
    split.learn(50, 0, 10);
    assertEquals(50, split.floorWatts(70, 0.5), 1e-9);
  }

  @Test
  void neverTakesMoreThanTheWindowTook() {
    learn(100, 0);
    assertEquals(50, split.floorWatts(50, 0), 1e-9);
  }

  @Test
  void findsTheFloorOfANoisyMachineThatIsNeverIdle() {
    Random random = new Random(20261127);
    for (int i = 0; i < 1000; i++) {
      double busyShare = 0.3 + 0.6 * random.nextDouble();
      split.learn(measured(busyShare) * (1 + 0.03 * random.nextGaussian()), busyShare, 10);
    }
    assertEquals(80, split.floorWatts(200, 0.8), 0.1 * 80);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0, 10", "0, 0, 10", "-5, 0, 10", "Infinity, 0, 10", "5, 0, 0.9", "5, 0, NaN"})
  void learnsNothingFromWindowsWithoutPowerOrTime(double watts, double busyShare, double seconds) {
    learn(10, 0);
    for (int i = 0; i < 100; i++) {
      split.learn(watts, busyShare, seconds);
    }
    assertEquals(80, split.floorWatts(measured(0.5), 0.5), 1e-9);
  }

  @Test
  void findsIdlePowerAndWhatABusyCpuAdds() {
    for (int i = 0; i < 40; i++) {
      double busyShare = i % 5 / 5.0;
      split.learn(90 + 15 * CPUS * busyShare, busyShare, 10);
    }
    MachinePower line = split.line(2, 1).orElseThrow();
    assertEquals(90, line.idleWatts(), 1e-9);
    assertEquals(15, line.joulesPerCpuSecond(), 1e-9);
    assertEquals(2, line.busyCpus());
    assertEquals(120, watts(line, 2), 1e-9);
  }

  @Test
  void findsThemThroughNoise() {
    Random random = new Random(20261128);
    for (int i = 0; i < PowerSplit.MIN_WINDOWS_OF_LINE; i++) {
      double busyShare = random.nextDouble();
      double watts = 90 + 15 * CPUS * busyShare;
      split.learn(watts * (1 + 0.03 * random.nextGaussian()), busyShare, 10);
    }
    MachinePower line = split.line(2, 1).orElseThrow();
    assertEquals(90, line.idleWatts(), 9);
    assertEquals(15, line.joulesPerCpuSecond(), 1.5);
  }

  @Test
  void comesCloseToTheCurveOfAMachineWhoseLoadVaries() {
    for (int i = 0; i < 100; i++) {
      double busyShare = i % 11 / 10.0;
      split.learn(measured(busyShare), busyShare, 10);
    }
    MachinePower line = split.line(2, 1).orElseThrow();
    for (int i = 0; i <= 10; i++) {
      assertEquals(measured(i / 10.0), watts(line, i / 10.0 * CPUS), 0.1 * measured(i / 10.0));
    }
  }

  @Test
  void waitsForEnoughWindows() {
    for (int i = 0; i < PowerSplit.MIN_WINDOWS_OF_LINE - 1; i++) {
      learn(1, i % 2);
    }
    assertEquals(Optional.empty(), split.line(2, 1));
    learn(1, 1);
    assertTrue(split.line(2, 1).isPresent());
  }

  @Test
  void drawsNoLineThroughLoadsThatHardlyDiffer() {
    for (int i = 0; i < 100; i++) {
      learn(1, 0.5 + i % 2 * 0.15);
    }
    assertEquals(Optional.empty(), split.line(2, 1));
    learn(PowerSplit.WINDOWS, 0.5);
    assertEquals(Optional.empty(), split.line(2, 1));
  }

  @Test
  void drawsNoLineWherePowerDoesNotRiseWithLoad() {
    for (int i = 0; i < 100; i++) {
      split.learn(100 - i % 2, i % 2, 10);
    }
    assertEquals(Optional.empty(), split.line(2, 1));
  }

  @Test
  void drawsNoLineThroughLessThanNothing() {
    for (int i = 0; i < 100; i++) {
      split.learn(i % 2 == 0 ? 10 : 100, i % 2 == 0 ? 0.5 : 1, 10);
    }
    assertEquals(Optional.empty(), split.line(2, 1));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, 1.1})
  void drawsNoLineWhereTheLoadIsUnknown(double busyShare) {
    for (int i = 0; i < 100; i++) {
      split.learn(100 + i % 2, busyShare, 10);
    }
    assertEquals(Optional.empty(), split.line(2, 1));
  }

  private static double watts(MachinePower line, double busyCpus) {
    return line.idleWatts() + line.joulesPerCpuSecond() * busyCpus;
  }
}
