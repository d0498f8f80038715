// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What came back for a request.
 *
 * @param headers by lower-case name
 * @param body one character for each byte
 * @param truncated whether the server broke off
 */
public record Answer(
    int status, Map<String, List<String>> headers, String body, boolean truncated) {

  /** Stands for the end of the connection before anything came. */
  public static final Answer NONE = new Answer(0, Map.of(), "", true);

  private static final String FOOTPRINT = "x-footprint";
  private static final int NOT_MODIFIED = 304;
  private static final String TOTAL = "x-footprint-total";

  /** Reads an answer; the server's address is left out, for servers differ in it. */
  static Answer of(HttpResponse<InputStream> response, String authority) {
    Map<String, List<String>> headers = new TreeMap<>();
    response
        .headers()
        .map()
        .forEach(
            (name, values) ->
                headers.put(
                    name.toLowerCase(Locale.ROOT),
                    values.stream().map(value -> value.replace(authority, "SERVER")).toList()));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean truncated = false;
    try (InputStream in = response.body()) {
      in.transferTo(body);
    } catch (IOException e) {
      truncated = true;
    }
    return new Answer(
        response.statusCode(),
        headers,
        body.toString(StandardCharsets.ISO_8859_1).replace(authority, "SERVER"),
        truncated);
  }

  /** Returns what must be the same without the filter. */
  public Answer withoutFootprint() {
    return without(FOOTPRINT, TOTAL, "date");
  }

  /** Returns it without these headers, which are named in lower case. */
  public Answer without(String... names) {
    Map<String, List<String>> others = new TreeMap<>(headers);
    others.keySet().removeAll(List.of(names));
    return new Answer(status, others, body, truncated);
  }

  /** Returns what must be the same where a container sends another body each time. */
  public Answer withoutBody() {
    return new Answer(status, headers, "", truncated);
  }

  /** Returns the headers that the other has not or has otherwise, and the parts of that kind. */
  public Set<String> differencesTo(Answer other) {
    Set<String> differences = new TreeSet<>(headers.keySet());
    differences.addAll(other.headers.keySet());
    differences.removeIf(name -> all(name).equals(other.all(name)));
    if (status != other.status) {
      differences.add("status");
    }
    if (!body.equals(other.body) || truncated != other.truncated) {
      differences.add("body");
    }
    return differences;
  }

  public List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** Tells whether a cache would write the headers over those of an answer that it has stored. */
  public boolean updatesStoredHeaders() {
    return status == NOT_MODIFIED;
  }

  public boolean hasFootprint() {
    return headers.containsKey(FOOTPRINT) || headers.containsKey(TOTAL);
  }

  /** Reads the one header for this request. */
  public Figures figures() {
    return Figures.parse(only(FOOTPRINT));
  }

  /** Reads the one header for the application. */
  public TotalFigures total() {
    TotalFigures total = TotalFigures.parse(only(TOTAL));
    assertFalse(total.partial(), total::toString);
    return total;
  }

  /** Reads the one header for the application, which must say that it does not hold all of it. */
  public TotalFigures partialTotal() {
    TotalFigures total = TotalFigures.parse(only(TOTAL));
    assertTrue(total.partial(), total::toString);
    return total;
  }

  private String only(String name) {
    assertEquals(1, all(name).size(), () -> name + " in " + headers);
    return all(name).get(0);
  }
}
