// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.model.PowerModel;
import io.xfootprint.model.Uncertainty;

/**
 * What the energy of a machine rests on. Immutable.
 *
 * @param model the model of its power
 * @param uncertainty how far off its energies may be
 * @param measured whether a meter told them and not the model
 */
record PowerFigures(PowerModel model, Uncertainty uncertainty, boolean measured) {

  static PowerFigures of(PowerModel model) {
    return new PowerFigures(model, model.uncertainty(), false);
  }

  /** Returns whether both are off by the same factor, so that a comparison loses it. */
  @SuppressWarnings("ReferenceEquality")
  boolean isSharedWith(PowerFigures other) {
    // A machine that is only moved keeps its figures, a meter's too.
    return this == other || (!measured && !other.measured && model.isOfSameFiguresAs(other.model));
  }
}
