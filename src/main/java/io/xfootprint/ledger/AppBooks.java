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
public record AppBooks(Map<BookLine, Amounts> lines) {

  /** Nothing is known. */
  public static final AppBooks NONE = new AppBooks(Map.of());

  /** Keeps a copy in the order of the lines. */
  public AppBooks {
    Map<BookLine, Amounts> copy = new EnumMap<>(BookLine.class);
    copy.putAll(lines);
    lines = Collections.unmodifiableMap(copy);
  }

  /** Tells whether a line is known. */
  public boolean knows(BookLine line) {
    return lines.containsKey(line);
  }

  /** Returns a line; nothing if it is not known. */
  public Amounts line(BookLine line) {
    return lines.getOrDefault(line, Amounts.NONE);
  }

  /** Returns all lines together, embodied emissions included. */
  public Amounts total() {
    return lines.values().stream().reduce(Amounts.NONE, Amounts::plus);
  }

  /** Returns all lines but embodied emissions: what the electricity is for. */
  public Amounts operational() {
    return total().minus(line(BookLine.EMBODIED));
  }

  /** Returns the sum of both. */
  public AppBooks plus(AppBooks other) {
    return merge(other, Amounts::plus);
  }

  /** Returns what is left of this. */
  public AppBooks minus(AppBooks other) {
    return merge(other, Amounts::minus);
  }

  private AppBooks merge(AppBooks other, BiFunction<Amounts, Amounts, Amounts> operation) {
    Map<BookLine, Amounts> merged = new EnumMap<>(BookLine.class);
    merged.putAll(lines);
    other.lines.forEach((line, amounts) -> merged.put(line, operation.apply(line(line), amounts)));
    return new AppBooks(merged);
  }

  /**
   * Returns the share of the CPU time that requests explain, with their share of garbage
   * collection, from 0 to 1; NaN if the background is not known or there was no CPU time.
   */
  public double coverage() {
    Amounts requests = line(BookLine.REQUESTS);
    Amounts background = line(BookLine.BACKGROUND);
    Amounts all = requests.plus(background);
    double cpuNanos = number(all, Figure.CPU_NANOS);
    if (!knows(BookLine.BACKGROUND) || cpuNanos == 0) {
      return Double.NaN;
    }
    // Every background allocates: 0 B are those of a process whose bytes are not known.
    double gcShare =
        number(background, Figure.ALLOCATED_BYTES) > 0
            ? number(requests, Figure.ALLOCATED_BYTES) / number(all, Figure.ALLOCATED_BYTES)
            : 0;
    double explained =
        number(requests, Figure.CPU_NANOS) + number(background, Figure.GC_CPU_NANOS) * gcShare;
    return Math.min(1, explained / cpuNanos);
  }

  private static double number(Amounts amounts, Figure figure) {
    return amounts.get(figure).doubleValue();
  }
}
