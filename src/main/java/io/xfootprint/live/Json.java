// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A value of a JSON text from outside. What is not there is a value that holds nothing.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class Json {

  /** The services nest five deep. */
  private static final int MOST_NESTED = 50;

  /**
   * Jackson keeps buffers for each thread, which could keep the classes of a stopped application in
   * memory; and names of members in the JVM's table of strings, which an answer could fill.
   */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MOST_NESTED).build())
          .build();

  private static final Json NOTHING = new Json(null);

  /** A map of members, a list of values, text, a number, or null for anything else. */
  private final @Nullable Object value;

  private Json(@Nullable Object value) {
    this.value = value;
  }

  /**
   * Returns the value of a text in UTF-8.
   *
   * @throws RefusedAnswerException if it is not JSON, or nested too deep
   */
  static Json of(byte[] text) throws RefusedAnswerException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Json whole = new Json(read(parser));
      if (parser.nextToken() != null) {
        throw new RefusedAnswerException("its answer is more than one JSON text");
      }
      return whole;
    } catch (IOException e) {
      // The exception shows the text.
      throw new RefusedAnswerException("its answer is not JSON");
    }
  }

  private static @Nullable Object read(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("no value");
    }
    return switch (token) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> elements(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      default -> null;
    };
  }

  private static Map<String, Object> members(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      Object member = read(parser);
      if (member != null) {
        members.put(name, member);
      }
    }
    return members;
  }

  /** Keeps an object without members in the place of what holds nothing, for the order. */
  private static List<Object> elements(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object element = read(parser);
      elements.add(element == null ? Map.of() : element);
    }
    return elements;
  }

  /**
   * Returns the value at a JSON pointer (RFC 6901), such as {@code /data/0/value}.
   *
   * @param pointer not empty
   */
  Json at(String pointer) {
    Json found = this;
    for (String step : pointer.substring(1).split("/", -1)) {
      found = found.step(step.replace("~1", "/").replace("~0", "~"));
    }
    return found;
  }

  private Json step(String name) {
    if (value instanceof Map<?, ?> members) {
      return new Json(members.get(name));
    }
    if (value instanceof List<?> elements && name.matches("0|[1-9][0-9]{0,8}")) {
      int index = Integer.parseInt(name);
      return index < elements.size() ? new Json(elements.get(index)) : NOTHING;
    }
    return NOTHING;
  }

  /** Returns the elements of a list; none if it is no list. */
  List<Json> elements() {
    return value instanceof List<?> elements
        ? elements.stream().map(Json::new).toList()
        : List.of();
  }

  /** Returns the number, which may be infinite; empty if it is none. */
  OptionalDouble number() {
    return value instanceof Double number ? OptionalDouble.of(number) : OptionalDouble.empty();
  }

  /** Returns the text; empty if it is none. */
  Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** Returns the instant that a text tells, with or without seconds; empty if it tells none. */
  Optional<Instant> time() {
    try {
      return text().map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
