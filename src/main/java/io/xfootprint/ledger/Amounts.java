// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Uncertainty.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a line, over any number of processes and years: a long of nJ would end at 2,562
 * kWh, which 30 servers take in a month.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Amounts {

  /** Nothing. */
  public static final Amounts NONE = from(figure -> BigInteger.ZERO);

  private final Map<Figure, BigInteger> figures;

  private Amounts(Map<Figure, BigInteger> figures) {
    this.figures = figures;
  }

  /** Asks for each figure. */
  public static Amounts from(Function<Figure, BigInteger> source) {
    Map<Figure, BigInteger> figures = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      figures.put(figure, source.apply(figure));
    }
    return new Amounts(figures);
  }

  /** Takes the sums of one process; without a range, and without garbage collection's CPU time. */
  public static Amounts of(Totals totals) {
    return from(figure -> BigInteger.valueOf(figure(totals, figure)));
  }

  private static long figure(Totals totals, Figure figure) {
    return switch (figure) {
      case REQUESTS -> totals.requests();
      case ERRORS -> totals.errors();
      case WITHOUT_CPU -> totals.withoutCpu();
      case WITHOUT_BYTES -> totals.withoutBytes();
      case ESTIMATED -> totals.estimated();
      case CPU_NANOS -> totals.cpuNanos();
      case ALLOCATED_BYTES -> totals.allocatedBytes();
      case ENERGY_NANOJOULES -> totals.energyNanojoules();
      case GC_NANOJOULES -> totals.gcNanojoules();
      case EMISSIONS_PICOGRAMS -> totals.emissionsPicograms();
      case GC_CPU_NANOS, LOW_NANOJOULES, HIGH_NANOJOULES, LOW_PICOGRAMS, HIGH_PICOGRAMS -> 0;
    };
  }

  /** Returns a figure, in the unit of its name. */
  public BigInteger get(Figure figure) {
    return figures.getOrDefault(figure, BigInteger.ZERO);
  }

  /** Returns a figure, at most what a long holds. */
  public long asLong(Figure figure) {
    return get(figure).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** Returns the same with one figure changed. */
  Amounts with(Figure figure, BigInteger amount) {
    return from(each -> each == figure ? amount : get(each));
  }

  /** Returns the same with the ranges of energy and emissions. */
  Amounts within(Range energy, Range emissions) {
    double nanojoules = get(Figure.ENERGY_NANOJOULES).doubleValue();
    double picograms = get(Figure.EMISSIONS_PICOGRAMS).doubleValue();
    return from(
        figure ->
            switch (figure) {
              case LOW_NANOJOULES -> whole(energy.low(nanojoules));
              case HIGH_NANOJOULES -> whole(energy.high(nanojoules));
              case LOW_PICOGRAMS -> whole(emissions.low(picograms));
              case HIGH_PICOGRAMS -> whole(emissions.high(picograms));
              default -> get(figure);
            });
  }

  private static BigInteger whole(double amount) {
    return new BigDecimal(Math.rint(amount)).toBigInteger();
  }

  /** Returns the sum of both. */
  public Amounts plus(Amounts other) {
    return from(figure -> get(figure).add(other.get(figure)));
  }

  /** Returns what is left of this. */
  public Amounts minus(Amounts other) {
    return from(figure -> get(figure).subtract(other.get(figure)));
  }

  /** Returns the larger one of each figure. */
  public Amounts max(Amounts other) {
    return from(figure -> get(figure).max(other.get(figure)));
  }

  /** Tells whether all figures are 0. */
  public boolean isNone() {
    return figures.values().stream().allMatch(amount -> amount.signum() == 0);
  }

  /** Tells whether CPU time and energy are known of any of the requests, or there are none. */
  public boolean knowsCpu() {
    return knows(Figure.WITHOUT_CPU, Figure.CPU_NANOS);
  }

  /** Tells whether the allocated bytes are known of any of the requests, or there are none. */
  public boolean knowsBytes() {
    return knows(Figure.WITHOUT_BYTES, Figure.ALLOCATED_BYTES);
  }

  /** As {@link Totals#knowsCpu}: estimates that sum up to 0 have met none of the requests yet. */
  private boolean knows(Figure without, Figure sum) {
    BigInteger requests = get(Figure.REQUESTS);
    boolean unmet = get(sum).signum() == 0 && get(Figure.ESTIMATED).signum() > 0;
    return requests.signum() == 0 || (get(without).compareTo(requests) < 0 && !unmet);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Amounts amounts && figures.equals(amounts.figures);
  }

  @Override
  public int hashCode() {
    return figures.hashCode();
  }

  @Override
  public String toString() {
    return figures.toString();
  }
}
