// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Shares what a service tells among the applications of this JVM, so that one of them asks for all.
 * Their class loaders know nothing of each other, and nothing of ours may outlive one of them. So
 * it is a system property, whose value is text: when it was asked, when it told, and what.
 *
 * <pre>{@code
 * io.xfootprint.live uk (direct, consumption) 5c3e...=1796030400000 1796030400210 263.0
 * }</pre>
 *
 * <p>Safe for use by many threads.
 */
final class JvmReadings implements SharedReadings {

  /** Not that of settings, which must all be known. */
  private static final String PREFIX = "io.xfootprint.live ";

  private final Properties properties;
  private final InstantSource clock;

  JvmReadings(Properties properties, InstantSource clock) {
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * What the property holds.
   *
   * @param askedMillis when somebody asked last, or as if
   * @param toldMillis when the service told the figure
   * @param grams NaN if it told none yet
   */
  private record State(long askedMillis, long toldMillis, double grams) {

    static final State NONE = new State(0, 0, Double.NaN);

    /** Returns what a text says; nothing if it is not of this form. */
    static State of(@Nullable Object text) {
      String[] parts = String.valueOf(text).split(" ", -1);
      try {
        return parts.length == 3
            ? new State(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Double.parseDouble(parts[2]))
            : NONE;
      } catch (NumberFormatException e) {
        return NONE;
      }
    }

    String text() {
      return askedMillis + " " + toldMillis + " " + grams;
    }
  }

  @Override
  public boolean claims(String question, Duration interval) {
    String key = PREFIX + question;
    String before = properties.getProperty(key);
    State state = State.of(before);
    long now = clock.millis();
    long sinceAsked = now - state.askedMillis;
    if (sinceAsked < SharedReadings.due(interval).toMillis() && sinceAsked > -FURTHEST.toMillis()) {
      return false;
    }
    String next = new State(now, state.toldMillis, state.grams).text();
    return before == null
        ? properties.putIfAbsent(key, next) == null
        : properties.replace(key, before, next);
  }

  @Override
  public Optional<Told> last(String question) {
    State state = State.of(properties.getProperty(PREFIX + question));
    Duration age = Duration.ofMillis(clock.millis() - state.toldMillis);
    return Double.isNaN(state.grams) ? Optional.empty() : Optional.of(new Told(state.grams, age));
  }

  @Override
  public void tell(String question, double gramsPerKilowattHour) {
    State state = State.of(properties.getProperty(PREFIX + question));
    set(question, new State(state.askedMillis, clock.millis(), gramsPerKilowattHour));
  }

  @Override
  public void rest(String question, Duration interval, Duration wait) {
    State state = State.of(properties.getProperty(PREFIX + question));
    long asked = clock.instant().plus(wait).minus(SharedReadings.due(interval)).toEpochMilli();
    set(question, new State(asked, state.toldMillis, state.grams));
  }

  /** Only who has claimed comes here, so nobody else changes it meanwhile. */
  private void set(String question, State state) {
    properties.setProperty(PREFIX + question, state.text());
  }

  @Override
  public void abort() {
    // Nothing waits.
  }
}
