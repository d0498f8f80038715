// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.model.Footprint;

/** What the headers of one answer get their figures from. */
public interface CostSource {

  /** Returns the best estimate of what the request has cost so far. */
  Footprint cost();

  /** Returns whether any of it is estimated, not measured. */
  boolean isEstimated();
}
