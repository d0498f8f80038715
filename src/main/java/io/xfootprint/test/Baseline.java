// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The cost of routes that later ones are compared with, by route and by release of Java: from 17 to
 * 25 the bytes of the same request differ by up to 7 %, as the JDK's code does.
 *
 * <pre>{@code
 * {
 *   "GET /orders/*" : {
 *     "java-17" : {
 *       "alloc_b" : 1248,
 *       "cpu_us" : 85.5,
 *       "energy_uj" : 118
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Routes and releases are in order, so equal costs make equal texts. Immutable.
 */
final class Baseline {

  /** Of the JVM of the tests, which is taken for that of the server. */
  static final int RELEASE = Runtime.version().feature();

  /** The largest amount of a header. */
  private static final double MOST = 999_999_999_999_999.0;

  private static final String RELEASE_PREFIX = "java-";

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final NavigableMap<String, NavigableMap<Integer, RequestCost>> routes;

  private Baseline(NavigableMap<String, NavigableMap<Integer, RequestCost>> routes) {
    this.routes = routes;
  }

  /**
   * Reads a baseline.
   *
   * @param text JSON; empty for a baseline without routes
   * @throws IOException if it is anything else, with what is wrong and where
   */
  static Baseline parse(String text) throws IOException {
    NavigableMap<String, NavigableMap<Integer, RequestCost>> routes = new TreeMap<>();
    if (!text.isBlank()) {
      try (JsonParser parser = FACTORY.createParser(text)) {
        parser.nextToken();
        members(parser, "an object of routes", route -> routes.put(route, releases(parser)));
        if (parser.nextToken() != null) {
          throw wrong(parser, "nothing may follow the last brace");
        }
      } catch (JsonProcessingException e) {
        throw new IOException(
            "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage(), e);
      }
    }
    return new Baseline(routes);
  }

  private interface Member {
    void read(String name) throws IOException;
  }

  private static void members(JsonParser parser, String what, Member member) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(parser, "there must be " + what);
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      member.read(name);
    }
  }

  private static NavigableMap<Integer, RequestCost> releases(JsonParser parser) throws IOException {
    NavigableMap<Integer, RequestCost> releases = new TreeMap<>();
    members(
        parser,
        "an object of releases of Java",
        name -> {
          if (!name.matches(RELEASE_PREFIX + "[1-9][0-9]{0,3}")) {
            throw wrong(parser, "a release must be like 'java-17', but was '" + name + "'");
          }
          releases.put(Integer.valueOf(name.substring(RELEASE_PREFIX.length())), cost(parser));
        });
    return releases;
  }

  private static RequestCost cost(JsonParser parser) throws IOException {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    members(
        parser,
        "an object of figures",
        name -> figures.put(figure(parser, name), amount(parser, name)));
    if (!figures.containsKey(Figure.ALLOCATION)) {
      throw wrong(parser, "'" + Figure.ALLOCATION.key() + "' is missing");
    }
    return RequestCost.of(figures);
  }

  private static Figure figure(JsonParser parser, String name) throws IOException {
    for (Figure figure : Figure.values()) {
      if (figure.key().equals(name)) {
        return figure;
      }
    }
    throw wrong(parser, "a figure must be alloc_b, cpu_us or energy_uj, but was '" + name + "'");
  }

  private static double amount(JsonParser parser, String name) throws IOException {
    if (parser.currentToken().isNumeric()) {
      double amount = parser.getDoubleValue();
      if (amount >= 0 && amount <= MOST) {
        return amount;
      }
    }
    throw wrong(
        parser,
        "'%s' must be a number from 0 to %.0f, but was '%s'"
            .formatted(name, MOST, parser.getText()));
  }

  private static JsonParseException wrong(JsonParser parser, String rule) {
    return new JsonParseException(parser, rule, parser.currentTokenLocation());
  }

  /**
   * Returns the cost of a route with its release of Java: this one, else the nearest earlier one,
   * else the first later one.
   */
  Optional<Map.Entry<Integer, RequestCost>> find(String route) {
    NavigableMap<Integer, RequestCost> releases = routes.getOrDefault(route, new TreeMap<>());
    return Optional.ofNullable(releases.floorEntry(RELEASE))
        .or(() -> Optional.ofNullable(releases.firstEntry()));
  }

  /** Returns a baseline in which a route has this cost on this release of Java. */
  Baseline with(String route, RequestCost cost) {
    NavigableMap<String, NavigableMap<Integer, RequestCost>> changed = new TreeMap<>(routes);
    NavigableMap<Integer, RequestCost> releases =
        new TreeMap<>(routes.getOrDefault(route, new TreeMap<>()));
    releases.put(RELEASE, cost);
    changed.put(route, releases);
    return new Baseline(changed);
  }

  /** Returns its JSON, with lines that end alike on each system. */
  String text() {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
      out.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter));
      out.writeStartObject();
      for (Map.Entry<String, NavigableMap<Integer, RequestCost>> route : routes.entrySet()) {
        out.writeObjectFieldStart(route.getKey());
        for (Map.Entry<Integer, RequestCost> release : route.getValue().entrySet()) {
          out.writeObjectFieldStart(RELEASE_PREFIX + release.getKey());
          write(out, release.getValue());
          out.writeEndObject();
        }
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator out, RequestCost cost) throws IOException {
    for (Figure figure : Figure.values()) {
      double amount = cost.of(figure);
      if (!Double.isNaN(amount)) {
        out.writeNumberField(figure.key(), Digits.decimal(amount));
      }
    }
  }
}
