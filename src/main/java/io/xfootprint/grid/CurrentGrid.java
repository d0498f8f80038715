// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

/**
 * The electricity of the moment. An application that can shift work asks it when to start:
 *
 * <pre>{@code
 * CurrentGrid grid = (CurrentGrid) servletContext.getAttribute(CurrentGrid.ATTRIBUTE);
 * boolean wait = grid.carbonIntensity().level().equals(Optional.of(GridLevel.HIGH));
 * }</pre>
 *
 * <p>Answers at once, without asking anybody. Safe for use by many threads.
 */
public interface CurrentGrid {

  /** Name of the attribute of the servlet context that holds it while the filter runs. */
  String ATTRIBUTE = "io.xfootprint.FootprintMonitor";

  /**
   * Returns the intensity of the moment: what a service tells where the setting {@code grid} names
   * one, else the annual average. Energy is priced by it from the next window on.
   */
  CurrentIntensity carbonIntensity();
}
