// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.CostListener;
import io.xfootprint.opentelemetry.RequestSpans;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of our link to OpenTelemetry's spans.
 *
 * <p>Many applications do not have that library, and no fault in it may keep them from starting. So
 * the link is made here alone, and whatever it throws ends here.
 */
final class Tracing {

  /** A class file of the library: whether it is there is asked without loading it. */
  private static final String INTERFACE = "io/opentelemetry/api/trace/Span.class";

  private static final Logger log = LoggerFactory.getLogger(Tracing.class);

  private Tracing() {}

  /** Returns what finds the span of a request; null if the library is not there, or not wanted. */
  static @Nullable Supplier<@Nullable CostListener> start(boolean isWanted) {
    if (!isWanted) {
      return null;
    }
    try {
      return new RequestSpans();
    } catch (RuntimeException | LinkageError e) {
      ClassLoader ofApplication = Thread.currentThread().getContextClassLoader();
      if (ofApplication != null && ofApplication.getResource(INTERFACE) != null) {
        log.info(
            "OpenTelemetry's spans get no cost of requests ({}); with X-Footprint's jar and"
                + " io.opentelemetry:opentelemetry-api both in WEB-INF/lib they do",
            e.toString());
      }
      return null;
    }
  }
}
