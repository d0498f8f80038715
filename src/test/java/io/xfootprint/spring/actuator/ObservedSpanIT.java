// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.spring.BootApplication;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The spans that Boot makes of its observations, by Micrometer's bridge to OpenTelemetry. */
class ObservedSpanIT {

  @RestController
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Owners {

    final LinkedBlockingQueue<ReadableSpan> ended = new LinkedBlockingQueue<>();

    @GetMapping("/small")
    String small() {
      return "owner";
    }

    /** Sends its headers while the span is current, so that it gets the cost twice. */
    @GetMapping("/flushed")
    void flushed(HttpServletResponse response) throws IOException {
      response.getWriter().write("owner");
      response.flushBuffer();
      response.getWriter().write("and more");
    }

    @Bean
    SpanProcessor keeper() {
      return new SpanProcessor() {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
          return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
          ended.add(span);
        }

        @Override
        public boolean isEndRequired() {
          return true;
        }
      };
    }
  }

  @Test
  void getTheCostOnceAndAsNumbers() throws Exception {
    try (BootApplication app =
        BootApplication.start(
            Owners.class,
            "footprint.enabled=true",
            "footprint.header.digits=0",
            "management.tracing.sampling.probability=1")) {
      LinkedBlockingQueue<ReadableSpan> ended = app.context().getBean(Owners.class).ended;
      for (String path : new String[] {"/small", "/flushed"}) {
        Figures told =
            Figures.parse(app.get(path).headers().firstValue("X-Footprint").orElseThrow());
        Attributes attributes = ended.take().toSpanData().getAttributes();
        Map<String, String> types = new TreeMap<>();
        attributes.forEach(
            (key, value) -> {
              if (key.getKey().startsWith("footprint.") && !key.getKey().endsWith("partial")) {
                types.merge(key.getKey(), key.getType().name(), (one, other) -> one + other);
              }
            });
        assertEquals(
            Map.of(
                "footprint.allocated", "LONG",
                "footprint.co2e", "DOUBLE",
                "footprint.cpu.time", "DOUBLE",
                "footprint.energy", "DOUBLE"),
            types,
            path);
        double joules = attributes.get(AttributeKey.doubleKey("footprint.energy"));
        assertTrue(joules >= 0.5e-6 * told.energyMicrojoules(), joules + " J of " + told);
      }
    }
  }
}
