// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.host.Detected;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A value with its provenance: a setting, else what was detected and is known, else the default.
 * The code reads in that order backwards:
 *
 * <pre>{@code
 * Sourced.ofDefault(world)
 *     .unlessDetected(cloud.location(), Location::find, Location::similar)
 *     .unlessSet(sources.find(LOCATION))
 * }</pre>
 *
 * <p>The log shows both: {@code aws/eu-west-1 (AWS_REGION)}. Immutable.
 *
 * @param <T> type of the value
 * @param value what holds
 * @param basis for the log: {@code setting}, the evidence, or the default's own; it also says what
 *     was detected and is in no table
 */
public record Sourced<T>(T value, String basis) {

  /** The basis of a value that is neither set nor detected. */
  public static final String DEFAULT = "default";

  /** Returns a default. */
  static <T> Sourced<T> ofDefault(T value) {
    return new Sourced<>(value, DEFAULT);
  }

  /**
   * Returns what was detected if it is known, else this. What is not known is named in the basis,
   * so that the log shows why the default holds all the same.
   *
   * @param lookup finds a detected name in the tables
   * @param similar finds the names in the tables that are most like one that is not
   */
  Sourced<T> unlessDetected(
      Optional<Detected> detected,
      Function<String, Optional<T>> lookup,
      Function<String, List<String>> similar) {
    return detected
        .map(
            found ->
                lookup
                    .apply(found.value())
                    .map(known -> new Sourced<>(known, found.evidence()))
                    .orElseGet(() -> without(found, similar.apply(found.value()))))
        .orElse(this);
  }

  /**
   * Returns this with a word on what was detected and is in no table, and on the names of the same
   * cloud that are most like it.
   */
  private Sourced<T> without(Detected found, List<String> similar) {
    String cloud = found.value().replaceFirst("/.*", "/");
    List<String> nearest = similar.stream().filter(name -> name.startsWith(cloud)).toList();
    return new Sourced<>(
        value,
        "%s; %s says %s, which is in no table%s"
            .formatted(
                basis,
                found.evidence(),
                found.value(),
                nearest.isEmpty() ? "" : "; nearest: " + String.join(", ", nearest)));
  }

  /** Returns what a user set, else this. */
  Sourced<T> unlessSet(Optional<T> setting) {
    return unless(setting, "setting");
  }

  /** Returns a better value, if there is one, with its own basis; else this. */
  Sourced<T> unless(Optional<T> better, String itsBasis) {
    return better.map(found -> new Sourced<>(found, itsBasis)).orElse(this);
  }

  static Optional<Double> boxed(OptionalDouble number) {
    return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
  }
}
