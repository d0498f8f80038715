// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import io.xfootprint.units.CarbonIntensity;
import io.xfootprint.units.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The intensity that a service tells. The last value holds for an hour; before the first one, and
 * after that hour, the annual average of the place does.
 *
 * <p>One thread at a time may call {@link #set}. Any thread may ask at any time, without a lock.
 */
public final class LiveIntensity implements GridIntensity {

  /**
   * How long a value holds. Grids move by a tenth in an hour, and an annual average is further off.
   */
  public static final Duration HOLDS = Duration.ofHours(1);

  /** With values of fewer hours the time of day alone would make them high or low. */
  private static final Duration LEAST_HISTORY = Duration.ofHours(6);

  private static final Duration DAY = Duration.ofDays(1);

  /** A value from the future was told before the clock was set back; nobody knows its age. */
  private static final Duration CLOCK_STEP = Duration.ofMinutes(1);

  private final SourcedIntensity fallback;
  private final String source;
  private final Range range;

  /** Those of the last 24 hours, the newest last. A new list for each value. */
  private volatile List<Told> told = List.of();

  private record Told(Instant at, SourcedIntensity value) {

    double grams() {
      return value.intensity().gramsPerKilowattHour();
    }
  }

  /**
   * Creates an intensity without a value.
   *
   * @param fallback what holds while no value does
   * @param source name of the service, and of what it counts
   */
  public LiveIntensity(SourcedIntensity fallback, String source) {
    this.fallback = fallback;
    this.source = source;
    range = GridFactor.rangeOf("live");
  }

  /** Takes what the service told at an instant. */
  public void set(CarbonIntensity value, Instant at) {
    List<Told> next = new ArrayList<>(told);
    // Also those that a clock has told which was ahead.
    next.removeIf(each -> each.at.isBefore(at.minus(DAY)) || each.at.isAfter(at));
    next.add(new Told(at, new SourcedIntensity(value, range, source)));
    told = List.copyOf(next);
  }

  /** Returns the name of the service. */
  public String source() {
    return source;
  }

  /** Returns what holds while no value does. */
  public SourcedIntensity fallback() {
    return fallback;
  }

  @Override
  public SourcedIntensity at(Instant instant) {
    Told last = last(told);
    return last != null && holds(last, instant) ? last.value : fallback;
  }

  /** Returns the intensity that holds at an instant, with its age and its level. */
  @Override
  public CurrentIntensity current(Instant instant) {
    List<Told> values = told;
    Told last = last(values);
    return last != null && holds(last, instant)
        ? new CurrentIntensity(
            last.grams(), Optional.of(age(last, instant)), source, level(values, last))
        : fallback.current();
  }

  /**
   * Returns the time since the service told its last value; if it has told none, since an earlier
   * instant.
   */
  public Duration silence(Instant since, Instant now) {
    Told last = last(told);
    Duration silence = Duration.between(last == null ? since : last.at, now);
    return silence.isNegative() ? Duration.ZERO : silence;
  }

  private static @Nullable Told last(List<Told> values) {
    return values.isEmpty() ? null : values.get(values.size() - 1);
  }

  private static boolean holds(Told value, Instant instant) {
    Duration age = Duration.between(value.at, instant);
    return age.compareTo(HOLDS) < 0 && age.compareTo(CLOCK_STEP.negated()) >= 0;
  }

  private static Duration age(Told value, Instant instant) {
    Duration age = Duration.between(value.at, instant);
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Returns the third of the values in which the last one lies; equal ones count half. */
  private static Optional<GridLevel> level(List<Told> values, Told last) {
    if (Duration.between(values.get(0).at, last.at).compareTo(LEAST_HISTORY) < 0) {
      return Optional.empty();
    }
    double below = 0;
    for (Told each : values) {
      int order = Double.compare(each.grams(), last.grams());
      below += order < 0 ? 1 : order == 0 ? 0.5 : 0;
    }
    double place = below / values.size();
    return Optional.of(
        place < 1 / 3.0 ? GridLevel.LOW : place > 2 / 3.0 ? GridLevel.HIGH : GridLevel.MODERATE);
  }
}
