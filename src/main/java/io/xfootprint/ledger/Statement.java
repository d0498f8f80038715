// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The books of an application line by line, without its single routes; of one process or of many.
 *
 * @param lines what is known of each line; one that is missing is not known
 */
public record Statement(Map<CostCategory, Sums> lines) {

  /** Nothing is known. */
  public static final Statement NONE = new Statement(Map.of());

  /** Keeps a copy in the order of the lines. */
  public Statement {
    Map<CostCategory, Sums> copy = new EnumMap<>(CostCategory.class);
    copy.putAll(lines);
    lines = Collections.unmodifiableMap(copy);
  }

  /** Tells whether a line is known. */
  public boolean knows(CostCategory line) {
    return lines.containsKey(line);
  }

  /** Returns a line; nothing if it is not known. */
  public Sums line(CostCategory line) {
    return lines.getOrDefault(line, Sums.NONE);
  }

  /** Returns all lines together, embodied emissions included. */
  public Sums total() {
    return lines.values().stream().reduce(Sums.NONE, Sums::plus);
  }

  /** Returns all lines but embodied emissions: what the electricity is for. */
  public Sums operational() {
    return total().minus(line(CostCategory.EMBODIED));
  }

  /** Returns the sum of both. */
  public Statement plus(Statement other) {
    return merge(other, Sums::plus);
  }

  /** Returns what is left of this. */
  public Statement minus(Statement other) {
    return merge(other, Sums::minus);
  }

  private Statement merge(Statement other, BiFunction<Sums, Sums, Sums> operation) {
    Map<CostCategory, Sums> merged = new EnumMap<>(CostCategory.class);
    merged.putAll(lines);
    other.lines.forEach((line, amounts) -> merged.put(line, operation.apply(line(line), amounts)));
    return new Statement(merged);
  }

  /**
   * Returns the share of the CPU time that requests explain, with their share of garbage
   * collection, from 0 to 1; NaN if the background is not known or there was no CPU time.
   */
  public double coverage() {
    Sums requests = line(CostCategory.REQUESTS);
    Sums background = line(CostCategory.BACKGROUND);
    Sums all = requests.plus(background);
    double cpuNanos = number(all, Metric.CPU_NANOS);
    if (!knows(CostCategory.BACKGROUND) || cpuNanos == 0) {
      return Double.NaN;
    }
    // Every background allocates: 0 B are those of a process whose bytes are not known.
    double gcShare =
        number(background, Metric.ALLOCATED_BYTES) > 0
            ? number(requests, Metric.ALLOCATED_BYTES) / number(all, Metric.ALLOCATED_BYTES)
            : 0;
    double explained =
        number(requests, Metric.CPU_NANOS) + number(background, Metric.GC_CPU_NANOS) * gcShare;
    return Math.min(1, explained / cpuNanos);
  }

  private static double number(Sums amounts, Metric figure) {
    return amounts.get(figure).doubleValue();
  }
}
