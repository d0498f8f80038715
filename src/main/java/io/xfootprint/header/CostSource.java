// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import io.xfootprint.model.Footprint;
import io.xfootprint.upstream.UpstreamSum;

/**
 * The source of the figures in the headers of one answer: the request, whose cost still grows.
 *
 * <p>Asked by the thread that sets the headers, and by the container's thread for the trailer.
 */
public interface CostSource {

  /**
   * Returns the best estimate of what the request has cost so far. Each call reads the clock of the
   * thread again where that is measured, in about 0.5 us, so ask once for each header.
   */
  Footprint cost();

  /** Returns whether any of the cost is estimated and not measured, as on virtual threads. */
  boolean isEstimated();

  /**
   * Returns whether the cost may grow by work on other threads, which is under way there or waits
   * for its turn.
   */
  boolean mayGrow();

  /**
   * Returns what calls to other services have cost there so far, which is no part of the cost. A
   * call that is under way is one of unknown cost.
   */
  UpstreamSum upstream();
}
