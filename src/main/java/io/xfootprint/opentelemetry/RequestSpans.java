// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.opentelemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.xfootprint.CostListener;
import io.xfootprint.model.Footprint;
import io.xfootprint.reading.CounterInstrument;
import io.xfootprint.units.Scale;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spans that get the cost of a request, as attributes in base units:
 *
 * <pre>{@code
 * footprint.energy     0.00707        J, at the wall of the server
 * footprint.co2e       0.000000873    g, operational
 * footprint.cpu.time   0.00184        s
 * footprint.allocated  265000         By
 * footprint.partial    false          whether the cost of some work may be missing
 * }</pre>
 *
 * <p>A figure that is not known is left out. Nothing is asked of the library before the first
 * request, as its first use fixes how it keeps its context: an application may yet want to change
 * that. Safe for use by many threads.
 */
public final class RequestSpans implements Supplier<@Nullable CostListener> {

  private static final AttributeKey<Double> ENERGY =
      AttributeKey.doubleKey(CounterInstrument.ENERGY.instrument().id());
  private static final AttributeKey<Double> EMISSIONS =
      AttributeKey.doubleKey(CounterInstrument.EMISSIONS.instrument().id());
  private static final AttributeKey<Double> CPU_TIME =
      AttributeKey.doubleKey(CounterInstrument.CPU_TIME.instrument().id());
  private static final AttributeKey<Long> ALLOCATED =
      AttributeKey.longKey(CounterInstrument.ALLOCATED.instrument().id());
  private static final AttributeKey<Boolean> PARTIAL = AttributeKey.booleanKey("footprint.partial");

  private static final Logger log = LoggerFactory.getLogger(RequestSpans.class);

  private final AtomicBoolean faultTold = new AtomicBoolean();

  /**
   * Creates a source of spans.
   *
   * @throws LinkageError if the library is not visible to these classes
   */
  public RequestSpans() {}

  /** Returns the span that is current on the calling thread; null if none records. */
  @Override
  public @Nullable CostListener get() {
    try {
      Span span = Span.current();
      return span.isRecording() ? new Recording(span) : null;
    } catch (RuntimeException | LinkageError | ServiceConfigurationError e) {
      tell(e);
      return null;
    }
  }

  /** A tracer at fault fails no request, and fills no log. */
  private void tell(Throwable fault) {
    if (!faultTold.getAndSet(true)) {
      log.warn("OpenTelemetry takes no cost of requests; this is said once", fault);
    }
  }

  /** A span that has recorded when it was found; it may have ended since. */
  private final class Recording implements CostListener {

    private final Span span;

    private Recording(Span span) {
      this.span = span;
    }

    @Override
    public void costs(Footprint cost, boolean isPartial) {
      try {
        if (span.isRecording()) {
          set(ENERGY, cost.energyNanojoules(), Scale.NANO);
          set(EMISSIONS, cost.emissionsPicograms(), Scale.PICO);
          set(CPU_TIME, cost.cpuNanos(), Scale.NANO);
          if (cost.allocatedBytes() >= 0) {
            span.setAttribute(ALLOCATED, (Long) cost.allocatedBytes());
          }
          span.setAttribute(PARTIAL, isPartial);
        }
      } catch (RuntimeException | LinkageError e) {
        tell(e);
      }
    }

    private void set(AttributeKey<Double> key, long amount, double perUnit) {
      if (amount >= 0) {
        span.setAttribute(key, amount / perUnit);
      }
    }
  }
}
