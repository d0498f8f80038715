// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/**
 * How the cost of a route is distributed over its requests, those with known figures.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param processes number of processes that have counted them
 * @param cpuNanos CPU time in ns
 * @param allocatedBytes heap bytes allocated
 * @param energyNanojoules sum of their energy in nJ
 * @param ages means of batches by the age of the route in its process: the JVM compiles it better
 *     from age to age, so that only equal ages can be compared
 */
public record Distribution(
    long processes,
    Histogram cpuNanos,
    Histogram allocatedBytes,
    long energyNanojoules,
    List<AgeMeans> ages) {

  /**
   * Requests to a route before its first age, which are left out: the interpreter and the first
   * compiler run them.
   */
  static final long WARM_UP = 512;

  /**
   * Requests before the end of each age. The second compiler is done with most code after some
   * thousand. Later requests are in no age, or that of a version that runs for weeks would be older
   * than that of the next one.
   */
  private static final long[] ENDS = {1024, 2048, 8192, 16_384};

  /** Part of an age; batches that threads have not filled are missing. */
  private static final double NEARLY = 0.9;

  /** Number of ages. */
  static final int AGES = ENDS.length;

  /** A distribution of no request. */
  public static final Distribution NONE =
      new Distribution(
          0,
          Histogram.none(LogScale.CPU_NANOS),
          Histogram.none(LogScale.ALLOCATED_BYTES),
          0,
          List.of(AgeMeans.NONE, AgeMeans.NONE, AgeMeans.NONE, AgeMeans.NONE));

  /** Copies the list. */
  public Distribution {
    ages = List.copyOf(ages);
  }

  /** Returns whether a request, counted from 1 on, belongs to an age. */
  static boolean hasAge(long request) {
    return request > WARM_UP && request <= ENDS[AGES - 1];
  }

  /** Returns the age of a route at one of its requests that belongs to one. */
  static int age(long request) {
    int age = 0;
    while (request > ENDS[age]) {
      age++;
    }
    return age;
  }

  /**
   * Returns whether its processes have been through an age, or nearly so. Half an age compares
   * badly with a whole one, as the JVM compiles the route better meanwhile.
   */
  public boolean hasReached(int age) {
    long begin = age == 0 ? WARM_UP : ENDS[age - 1];
    return ages.get(age).cpuNanos().batches() * BatchMeans.REQUESTS
        >= NEARLY * processes * (ENDS[age] - begin);
  }

  /** Returns the number of requests. */
  public long requests() {
    return cpuNanos.count();
  }

  /** Returns the sum of both. */
  public Distribution plus(Distribution other) {
    return new Distribution(
        processes + other.processes,
        cpuNanos.plus(other.cpuNanos),
        allocatedBytes.plus(other.allocatedBytes),
        Totals.saturatingSum(energyNanojoules, other.energyNanojoules),
        ages(other, AgeMeans::plus));
  }

  /**
   * Returns what one process has added since an earlier reading. Its largest amounts are those
   * since its start.
   */
  public Distribution since(Distribution earlier) {
    return new Distribution(
        processes - earlier.processes,
        cpuNanos.since(earlier.cpuNanos),
        allocatedBytes.since(earlier.allocatedBytes),
        energyNanojoules - earlier.energyNanojoules,
        ages(earlier, AgeMeans::since));
  }

  private List<AgeMeans> ages(Distribution other, BinaryOperator<AgeMeans> operator) {
    return IntStream.range(0, AGES)
        .mapToObj(age -> operator.apply(ages.get(age), other.ages.get(age)))
        .toList();
  }
}
