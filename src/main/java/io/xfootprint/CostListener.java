// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.model.Footprint;

/**
 * Gets to know what one request costs: each time its answer tells it, and at the end of a pass that
 * was not handed to another thread.
 */
public interface CostListener {

  /**
   * Takes the cost so far, in place of what it got before. Throws nothing.
   *
   * @param isPartial whether the cost of some work may be missing
   */
  void costs(Footprint cost, boolean isPartial);
}
