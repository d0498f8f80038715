// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Uncertainty;
import io.xfootprint.units.Range;
import java.util.Locale;

/** The lines of an application's books. Together they are everything that it costs. */
public enum CostCategory {
  /** All routes: what requests caused. */
  REQUESTS,
  /** The process's use beyond its requests. */
  BACKGROUND,
  /** Its share of the machine's idle power. */
  IDLE,
  /** The power of the memory held for the process. */
  MEMORY,
  /** Its share of the making of the machine: emissions, no energy. */
  EMBODIED;

  /**
   * Returns the key of one of its figures in log lines and JSON, such as {@code idle_j}, {@code
   * embodied_mg} and {@code embodied_low_mg}. Those of requests have the metric's own key.
   */
  public String key(Metric metric) {
    return this == REQUESTS
        ? metric.key()
        : metric.key().replaceFirst("energy|co2e", name().toLowerCase(Locale.ROOT));
  }

  /** Returns sums of this line with the range of their energy and emissions. */
  Sums within(Sums sums, Uncertainty uncertainty) {
    Range energy = energyRange(uncertainty);
    return sums.within(
        energy,
        this == EMBODIED ? uncertainty.embodied() : energy.times(uncertainty.electricity()));
  }

  private Range energyRange(Uncertainty uncertainty) {
    return switch (this) {
      case REQUESTS, BACKGROUND -> uncertainty.dynamic();
      case IDLE -> uncertainty.idle();
      case MEMORY -> uncertainty.memory();
      case EMBODIED -> Range.EXACT;
    };
  }
}
