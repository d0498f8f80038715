// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.xfootprint.reading.CounterInstrument;
import io.xfootprint.servlet.RequestFigures;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The span that Micrometer Tracing keeps for an observation. It takes numbers, where the values of
 * an observation are texts: a text would stand beside the number that the same span has got when
 * the answer was committed.
 */
final class ObservedSpan {

  private static final String ALLOCATED = CounterInstrument.ALLOCATED.instrument().id();

  private ObservedSpan() {}

  /** Tells the span of an observation what a request has cost. Returns whether it has a span. */
  static boolean tell(Observation.Context context, RequestFigures figures) {
    @Nullable TracingContext tracing = context.get(TracingContext.class);
    @Nullable Span span = tracing == null ? null : tracing.getSpan();
    if (span == null) {
      return false;
    }
    RequestCost.of(figures).forEach((key, figure) -> tag(span, key, figure));
    return true;
  }

  private static void tag(Span span, String key, BigDecimal figure) {
    if (key.equals(ALLOCATED)) {
      span.tag(key, figure.longValue());
    } else {
      span.tag(key, figure.doubleValue());
    }
  }
}
