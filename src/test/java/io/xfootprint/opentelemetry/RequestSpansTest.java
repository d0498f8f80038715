// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.opentelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.Level;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.xfootprint.CostListener;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.model.Footprint;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attributes of spans of the real SDK. */
class RequestSpansTest {

  private static final Footprint COST = new Footprint(1_840_000, 265_000, 7_070_000, 873_000);

  private final InMemorySpanExporter exported = InMemorySpanExporter.create();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exported)).build();
  private final Tracer tracer = provider.get("test");
  private final RequestSpans spans = new RequestSpans();

  @AfterEach
  void close() {
    provider.close();
  }

  /** Returns the attributes of a span that was current when a request began. */
  private Map<AttributeKey<?>, Object> attributesAfter(Consumer<CostListener> request) {
    Span span = tracer.spanBuilder("request").startSpan();
    try (Scope scope = span.makeCurrent()) {
      CostListener listener = spans.get();
      assertNotNull(listener);
      request.accept(listener);
    }
    span.end();
    return exported.getFinishedSpanItems().get(0).getAttributes().asMap();
  }

  @Test
  void tellTheCostInBaseUnits() {
    assertEquals(
        Attributes.builder()
            .put("footprint.energy", 0.00707)
            .put("footprint.co2e", 0.000000873)
            .put("footprint.cpu.time", 0.00184)
            .put("footprint.allocated", 265_000L)
            .put("footprint.partial", false)
            .build()
            .asMap(),
        attributesAfter(
            span -> {
              span.costs(new Footprint(1, 1, 1, 1), true);
              span.costs(COST, false);
            }));
  }

  @Test
  void leaveOutWhatIsNotKnown() {
    assertEquals(
        Map.of(AttributeKey.booleanKey("footprint.partial"), true),
        attributesAfter(span -> span.costs(Footprint.UNKNOWN, true)));
  }

  @Test
  void areNoneWhereNothingRecords() {
    assertNull(spans.get());
    SdkTracerProvider silent = SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()).build();
    Span span = silent.get("test").spanBuilder("request").startSpan();
    try (Scope scope = span.makeCurrent()) {
      assertNull(spans.get());
    }
    span.end();
    silent.close();
  }

  @Test
  void leaveAnEndedSpanAlone() {
    assertEquals(
        Map.of(),
        attributesAfter(
            span -> {
              Span.current().end();
              span.costs(COST, false);
            }));
  }

  /** A tracer that is at fault, or of a version without a method, fails no request. */
  @Test
  void sayOnceThatATracerIsAtFault() {
    Span faulty =
        (Span)
            Proxy.newProxyInstance(
                Span.class.getClassLoader(),
                new Class<?>[] {Span.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("isRecording")) {
                    return true;
                  }
                  if (method.getName().equals("setAttribute")) {
                    throw new NoSuchMethodError("setAttribute");
                  }
                  return InvocationHandler.invokeDefault(proxy, method, arguments);
                });
    try (CapturedLog log = CapturedLog.of(RequestSpans.class.getName(), Level.INFO);
        Scope scope = faulty.makeCurrent()) {
      for (int request = 0; request < 3; request++) {
        CostListener listener = spans.get();
        assertNotNull(listener);
        listener.costs(COST, false);
      }
      assertEquals(1, log.messages().size());
      assertEquals(1, log.all("setAttribute").size());
    }
  }
}
