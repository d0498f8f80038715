// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.PeriodStatement;
import io.xfootprint.ledger.Statement;
import io.xfootprint.store.InstanceTotal;
import java.time.Instant;
import java.util.List;
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
 * @param headline total and rate
 * @param firstCounted when the application was first counted; empty if not known
 * @param statement what it has cost over the span
 * @param series the same step by step, the earliest first; may be empty
 * @param instances those that run now, and all that have ended; empty without a store
 */
public record Report(
    String app,
    Instant at,
    Span span,
    Instant from,
    boolean ofAllInstances,
    Optional<String> storeFault,
    Headline headline,
    Optional<Instant> firstCounted,
    Statement statement,
    List<PeriodStatement> series,
    List<InstanceTotal> instances) {

  /** Returns the same with the reason why the store could not be read. */
  Report withStoreFault(Optional<String> fault) {
    return new Report(
        app,
        at,
        span,
        from,
        ofAllInstances,
        fault,
        headline,
        firstCounted,
        statement,
        series,
        instances);
  }
}
