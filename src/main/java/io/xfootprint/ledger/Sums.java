// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.units.Range;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sum for each metric, over any number of processes and years. They are no longs, as a long of nJ
 * ends at 2,562 kWh, which 30 servers take in a month.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Sums {

  /** Sums that are all 0. */
  public static final Sums NONE = from(figure -> BigInteger.ZERO);

  private final Map<Metric, BigInteger> figures;

  private Sums(Map<Metric, BigInteger> figures) {
    this.figures = figures;
  }

  /** Creates sums from a source that is asked for each figure. */
  public static Sums from(Function<Metric, BigInteger> source) {
    Map<Metric, BigInteger> figures = new EnumMap<>(Metric.class);
    for (Metric figure : Metric.values()) {
      figures.put(figure, source.apply(figure));
    }
    return new Sums(figures);
  }

  /** Creates sums from those of a process, without ranges and CPU time of garbage collection. */
  static Sums of(Totals totals) {
    return from(metric -> BigInteger.valueOf(metric.of(totals)));
  }

  /** Returns a figure, in the unit of its name. */
  public BigInteger get(Metric figure) {
    return figures.getOrDefault(figure, BigInteger.ZERO);
  }

  /** Returns a figure, or the largest long if it is larger. */
  public long asLong(Metric figure) {
    return get(figure).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }

  /** Returns these sums with one figure changed. */
  Sums with(Metric figure, BigInteger amount) {
    return from(each -> each == figure ? amount : get(each));
  }

  /** Returns these sums with ranges of energy and emissions. */
  Sums within(Range energy, Range emissions) {
    double nanojoules = get(Metric.ENERGY_NANOJOULES).doubleValue();
    double picograms = get(Metric.EMISSIONS_PICOGRAMS).doubleValue();
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

  /** Returns these sums with their part of the ranges of others that they are a part of. */
  Sums withinThoseOf(Sums all) {
    return from(
        figure ->
            switch (figure) {
              case LOW_NANOJOULES, HIGH_NANOJOULES -> part(all, figure, Metric.ENERGY_NANOJOULES);
              case LOW_PICOGRAMS, HIGH_PICOGRAMS -> part(all, figure, Metric.EMISSIONS_PICOGRAMS);
              default -> get(figure);
            });
  }

  private BigInteger part(Sums all, Metric bound, Metric of) {
    BigInteger whole = all.get(of);
    return whole.signum() == 0
        ? BigInteger.ZERO
        : all.get(bound).multiply(get(of).min(whole)).divide(whole);
  }

  private static BigInteger whole(double amount) {
    return new BigDecimal(Math.rint(amount)).toBigInteger();
  }

  /** Returns the sum of both. */
  public Sums plus(Sums other) {
    return from(figure -> get(figure).add(other.get(figure)));
  }

  /** Returns the difference of both. */
  public Sums minus(Sums other) {
    return from(figure -> get(figure).subtract(other.get(figure)));
  }

  /** Returns this times a fraction, rounded towards 0. */
  Sums times(BigInteger part, BigInteger whole) {
    return from(metric -> get(metric).multiply(part).divide(whole));
  }

  /** Returns the larger one of each figure. */
  public Sums max(Sums other) {
    return from(figure -> get(figure).max(other.get(figure)));
  }

  /** Returns whether all figures are 0. */
  public boolean isNone() {
    return figures.values().stream().allMatch(amount -> amount.signum() == 0);
  }

  /** Returns whether CPU time and energy of any request are known, or there are no requests. */
  public boolean knowsCpu() {
    return knows(Metric.WITHOUT_CPU, Metric.CPU_NANOS);
  }

  /** Returns whether the allocated bytes of any request are known, or there are no requests. */
  public boolean knowsBytes() {
    return knows(Metric.WITHOUT_BYTES, Metric.ALLOCATED_BYTES);
  }

  /** An estimated sum of 0 is not known: samples have met none of the requests yet. */
  private boolean knows(Metric without, Metric sum) {
    BigInteger requests = get(Metric.REQUESTS);
    boolean unmet = get(sum).signum() == 0 && get(Metric.ESTIMATED).signum() > 0;
    return requests.signum() == 0 || (get(without).compareTo(requests) < 0 && !unmet);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Sums amounts && figures.equals(amounts.figures);
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
