// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.ledger.Statement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that a history says, so that it can be compared with what it says later.
 *
 * @param answers by question
 */
record Readings(Map<String, Object> answers) {

  /**
   * Asks for everything.
   *
   * @param from the beginning of a day
   * @param to the beginning of another one
   */
  static Readings of(TotalsHistory history, Instant from, Instant to) throws SQLException {
    Map<String, Object> answers = new LinkedHashMap<>(ofEachKindOfRow(history, from, to).answers);
    answers.put("first counted", history.firstCounted());
    answers.put("total of period", history.total(from, to));
    answers.put("by YEAR", history.by(Granularity.YEAR, from, to));
    for (Instant day = from; day.isBefore(to); day = day.plus(Duration.ofDays(1))) {
      answers.put("routes of " + day, history.routes(day, day.plus(Duration.ofDays(1))));
    }
    return new Readings(answers);
  }

  /** Asks for as little as tells whether any row is missing or twice there. */
  static Readings ofEachKindOfRow(TotalsHistory history, Instant from, Instant to)
      throws SQLException {
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("total", history.total());
    answers.put("by HOUR", history.by(Granularity.HOUR, from, to));
    answers.put("by DAY", history.by(Granularity.DAY, from, to));
    answers.put("by MONTH", history.by(Granularity.MONTH, from, to));
    answers.put("by hour of day", history.byHourOfDay(from, to));
    answers.put("routes", history.routes(from, to));
    return new Readings(answers);
  }

  /** Returns what the history says of each instance by its name and beginning. */
  static Map<String, Statement> instances(TotalsHistory history) throws SQLException {
    return history.instances().stream()
        .collect(
            Collectors.toMap(
                instance -> instance.name() + " " + instance.started(), InstanceTotal::books));
  }

  /** Fails, with the questions, if some are answered otherwise than by these. */
  void assertSame(Readings later) {
    Set<String> changed = new LinkedHashSet<>(answers.keySet());
    changed.addAll(later.answers.keySet());
    changed.removeIf(
        question -> Objects.equals(answers.get(question), later.answers.get(question)));
    assertEquals(Set.of(), changed, "answers that have changed");
  }

  /** Returns these without one answer. */
  Readings without(String question) {
    Map<String, Object> others = new LinkedHashMap<>(answers);
    others.remove(question);
    return new Readings(others);
  }
}
