// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.advice.Doubt.Part;
import io.xfootprint.model.PowerModel;
import io.xfootprint.units.Range;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The range of a comparison. */
class SavingTest {

  private static final Range TWICE = Range.within(2);
  private static final PowerFigures POWER =
      PowerFigures.of(PowerModel.forCpu("", "Zen 4", 1, 2, 0));

  private static Spot spot(Bill bill, double gramsPerJoule) {
    Place place =
        new Place("x", "X", gramsPerJoule * 3.6e6, TWICE, 1, Range.EXACT, true, gramsPerJoule);
    return new Spot("machine", place, bill, POWER);
  }

  private static Spot ofWork(double grams) {
    return spot(new Bill(grams, 0, 0, 0), 1);
  }

  /** 2 and 2 make exp(sqrt(2) ln 2) = 2.665. */
  @Test
  void combinesIndependentErrorsInQuadrature() {
    Saving saving =
        Saving.of(
            ofWork(100),
            ofWork(40),
            List.of(Doubt.ofHere(Part.ELECTRICITY, TWICE), Doubt.ofThere(Part.ELECTRICITY, TWICE)));
    assertEquals(0.4, saving.ratio(), 1e-12);
    assertEquals(0.4 / 2.6651, saving.low(), 1e-4);
    assertEquals(0.4 * 2.6651, saving.high(), 1e-4);
    assertEquals(-60, saving.percent(), 1e-9);
    assertTrue(saving.mayBeNoChange());
  }

  @Test
  void losesAnErrorThatBothSidesShare() {
    Saving saving =
        Saving.of(
            ofWork(100), ofWork(40), List.of(Doubt.ofBoth(Part.ELECTRICITY, Range.within(10))));
    assertEquals(0.4, saving.low(), 1e-12);
    assertEquals(0.4, saving.high(), 1e-12);
    assertFalse(saving.mayBeNoChange());
  }

  /** Half of it is embodied here and all of it there: (20 x 2) / (10 + 10 x 2) is 4/3 of 1. */
  @Test
  void keepsWhatASharedErrorMovesMoreOnOneSide() {
    Saving saving =
        Saving.of(
            spot(new Bill(10, 0, 0, 10), 1),
            spot(new Bill(0, 0, 0, 20), 1),
            List.of(Doubt.ofBoth(Part.EMBODIED, TWICE)));
    assertEquals(1, saving.ratio(), 1e-12);
    assertEquals(10.0 / 15, saving.low(), 1e-12);
    assertEquals(40.0 / 30, saving.high(), 1e-12);
  }

  @Test
  void movesNothingButItsOwnPart() {
    Spot here = spot(new Bill(1, 2, 4, 8), 10);
    Spot there = spot(new Bill(3, 3, 3, 3), 10);
    double all = 93;
    assertEquals(all / (78 + 10), ratio(Part.WORK, here, there), 1e-12);
    assertEquals(all / (78 + 20), ratio(Part.IDLE, here, there), 1e-12);
    assertEquals(all / (78 + 40), ratio(Part.MEMORY, here, there), 1e-12);
    assertEquals(all / (78 + 70), ratio(Part.ELECTRICITY, here, there), 1e-12);
    assertEquals(all / (78 + 8), ratio(Part.EMBODIED, here, there), 1e-12);
  }

  private static double ratio(Part part, Spot here, Spot there) {
    return Doubt.ofHere(part, TWICE).ratio(here, there, 2);
  }

  @Test
  void saysWhetherNoChangeIsInTheRange() {
    assertTrue(new Saving(0.9, 0.5, 1.01).mayBeNoChange());
    assertTrue(new Saving(1.2, 0.9, 2).mayBeNoChange());
    assertTrue(new Saving(0.5, 0.4, 0.996).mayBeNoChange());
    assertFalse(new Saving(0.5, 0.4, 0.994).mayBeNoChange());
    assertFalse(new Saving(1.5, 1.006, 2).mayBeNoChange());
    assertFalse(new Saving(0.5, 0.4, 0.9).mayBeNoChange());
    assertFalse(new Saving(2, 1.5, 3).mayBeNoChange());
  }

  /**
   * With errors drawn so that each lies within its own range nine times out of ten, the true ratio
   * lies within the range about as often.
   */
  @Test
  void holdsTheTruthNineTimesOutOfTen() {
    Spot here = spot(new Bill(50, 20, 15, 2.3e-3), 1e-4);
    Spot there = spot(new Bill(11, 29, 15, 2.9e-3), 0.5e-4);
    List<Doubt> doubts =
        List.of(
            Doubt.ofHere(Part.ELECTRICITY, new Range(1.6, 1.4)),
            Doubt.ofThere(Part.ELECTRICITY, new Range(1.3, 1.5)),
            Doubt.ofHere(Part.WORK, new Range(1.4, 1.6)),
            Doubt.ofThere(Part.WORK, new Range(2.2, 2)),
            Doubt.ofThere(Part.WORK, Range.within(1.5625)),
            Doubt.ofHere(Part.IDLE, new Range(1.65, 1.7)),
            Doubt.ofThere(Part.IDLE, new Range(2.4, 2.4)),
            Doubt.ofThere(Part.EMBODIED, Range.within(1.5)),
            Doubt.ofBoth(Part.MEMORY, new Range(4, 2.125)),
            Doubt.ofBoth(Part.EMBODIED, new Range(2, 3)));
    Saving saving = Saving.of(here, there, doubts);
    Random random = new Random(18);
    int within = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      Map<Part, Double> ofHere = new EnumMap<>(Part.class);
      Map<Part, Double> ofThere = new EnumMap<>(Part.class);
      for (Doubt doubt : doubts) {
        double error = error(random.nextGaussian(), doubt.range());
        add(ofHere, doubt.here(), error);
        add(ofThere, doubt.there(), error);
      }
      double ratio = grams(there, ofThere) / grams(here, ofHere);
      within += saving.low() <= ratio && ratio <= saving.high() ? 1 : 0;
    }
    assertEquals(0.9, (double) within / draws, 0.04);
  }

  /** Returns a logarithm: 5 % of draws are beyond each end of the range. */
  private static double error(double gaussian, Range range) {
    return gaussian / 1.645 * Math.log(gaussian < 0 ? range.below() : range.above());
  }

  private static void add(Map<Part, Double> errors, Optional<Part> part, double error) {
    part.ifPresent(each -> errors.merge(each, error, Double::sum));
  }

  private static double grams(Spot spot, Map<Part, Double> errors) {
    Bill bill = spot.bill();
    double joules =
        bill.workJoules() * factor(errors, Part.WORK)
            + bill.idleJoules() * factor(errors, Part.IDLE)
            + bill.memoryJoules() * factor(errors, Part.MEMORY);
    return joules * spot.place().gramsPerJoule() * factor(errors, Part.ELECTRICITY)
        + bill.embodiedGrams() * factor(errors, Part.EMBODIED);
  }

  private static double factor(Map<Part, Double> errors, Part part) {
    return Math.exp(errors.getOrDefault(part, 0.0));
  }
}
