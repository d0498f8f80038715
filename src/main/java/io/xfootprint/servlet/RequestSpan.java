// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.CostListener;
import io.xfootprint.header.CostSource;
import io.xfootprint.header.Finality;
import io.xfootprint.model.Footprint;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The span of one request, which is told the cost along with the headers.
 *
 * <p>It is the one that is current when the request comes to the filter: it lasts as long as the
 * request, and is right on every thread. Where a tracer begins behind the filter it is the one that
 * is current on the thread that tells the cost, if any is.
 */
final class RequestSpan {

  private static final Logger log = LoggerFactory.getLogger(RequestSpan.class);

  private final Supplier<@Nullable CostListener> spans;
  private final CostSource source;

  /** The span around the filter; null if none records. */
  private final @Nullable CostListener around;

  /** Finds the span of the request that the calling thread begins to serve. */
  RequestSpan(Supplier<@Nullable CostListener> spans, CostSource source) {
    this.spans = spans;
    this.source = source;
    around = spans.get();
  }

  /**
   * Tells the cost.
   *
   * @param shown the cost that the headers show, so that both are equal; null if they show none
   */
  void tell(@Nullable Footprint shown, Finality finality) {
    CostListener span = around == null ? spans.get() : around;
    if (span != null) {
      try {
        span.costs(shown == null ? source.cost() : shown, finality == Finality.PARTIAL);
      } catch (RuntimeException e) {
        log.debug("A span could not be told the cost", e);
      }
    }
  }
}
