// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.store.CostRate;
import io.xfootprint.store.InstanceTotal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is shown of an application at a moment: what every form of it is made from, so that
 * page, JSON and table tell the same.
 *
 * @param app its name
 * @param at when it was made
 * @param span over what time
 * @param from the beginning of that time
 * @param ofAllInstances whether figures of the span are those of all instances, not of this one
 * @param storeFault why the store could not be read; empty if it could, or there is none
 * @param total since the application was first counted, all instances
 * @param isTotalComplete whether others are in the total
 * @param firstCounted when that was; empty if not known
 * @param rate what it costs now
 * @param books the lines over the span
 * @param series the same step by step, the earliest first; may be empty
 * @param routes what each route cost over the span, by label
 * @param instances those that run now, and all that have ended; empty without a store
 */
record Report(
    String app,
    Instant at,
    Span span,
    Instant from,
    boolean ofAllInstances,
    Optional<String> storeFault,
    Statement total,
    boolean isTotalComplete,
    Optional<Instant> firstCounted,
    CostRate rate,
    Statement books,
    List<Step> series,
    Map<String, Sums> routes,
    List<InstanceTotal> instances) {

  /** The books of one step of a series. */
  record Step(Instant begin, Instant end, Statement books) {}

  /** Returns what spreads idle power, memory and embodied emissions over routes. */
  FullShare full() {
    return FullShare.of(books);
  }
}
