// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.host.Clue;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value with what it stands on: a setting, else what was detected and is known, else the default.
 *
 * @param basis for the log: {@code setting}, the evidence, or the default's own; it also says what
 *     was detected and is not known
 */
record Grounded<T>(T value, String basis) {

  static <T> Grounded<T> ofDefault(T value) {
    return new Grounded<>(value, "default");
  }

  Grounded<T> unlessDetected(Optional<Clue> detected, Function<String, Optional<T>> lookup) {
    return detected.map(clue -> unlessDetected(clue, lookup)).orElse(this);
  }

  private Grounded<T> unlessDetected(Clue clue, Function<String, Optional<T>> lookup) {
    return lookup
        .apply(clue.value())
        .map(found -> new Grounded<>(found, clue.evidence()))
        .orElseGet(
            () ->
                new Grounded<>(
                    value,
                    "%s; %s says %s, which is in no table"
                        .formatted(basis, clue.evidence(), clue.value())));
  }

  Grounded<T> unlessSet(Optional<T> setting) {
    return unless(setting, "setting");
  }

  Grounded<T> unless(Optional<T> better, String itsBasis) {
    return better.map(value -> new Grounded<>(value, itsBasis)).orElse(this);
  }
}
