// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object with its members in the order in which they were put. A value is text, a number, a
 * boolean, an instant, another object, or a list of values.
 */
final class JsonObject {

  /**
   * Jackson keeps buffers for each thread. Threads of the container outlive the application, and
   * such a buffer would keep all of its classes in memory.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .build();

  private final Map<String, Object> members = new LinkedHashMap<>();

  JsonObject put(String key, Object value) {
    members.put(key, value);
    return this;
  }

  /** Puts a value that may not be known; then its key is left out. */
  JsonObject put(String key, Optional<?> value) {
    value.ifPresent(known -> put(key, known));
    return this;
  }

  /** Puts one of the sums. */
  JsonObject put(Metric metric, Sums sums) {
    return put(metric.key(), metric, sums);
  }

  /** Puts one of the sums of a full cost. */
  JsonObject putFull(Metric metric, Sums sums) {
    return put(metric.fullKey(), metric, sums);
  }

  /** Puts one of some sums under a key that ends with the unit of its metric. */
  JsonObject put(String key, Metric metric, Sums sums) {
    return put(key, new BigDecimal(sums.get(metric), metric.decimals()));
  }

  /** Returns the object on one line. */
  String text() {
    return text(this, false);
  }

  /**
   * Returns a value as text.
   *
   * @param indented whether each member has a line of its own, for people to read
   */
  static String text(Object value, boolean indented) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      if (indented) {
        out.useDefaultPrettyPrinter();
      }
      write(out, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, Object value) throws IOException {
    if (value instanceof JsonObject object) {
      out.writeStartObject();
      for (Map.Entry<String, Object> member : object.members.entrySet()) {
        out.writeFieldName(member.getKey());
        write(out, member.getValue());
      }
      out.writeEndObject();
    } else if (value instanceof List<?> values) {
      out.writeStartArray();
      for (Object each : values) {
        write(out, each);
      }
      out.writeEndArray();
    } else if (value instanceof Instant time) {
      out.writeString(time.truncatedTo(ChronoUnit.SECONDS).toString());
    } else {
      out.writeObject(value);
    }
  }
}
