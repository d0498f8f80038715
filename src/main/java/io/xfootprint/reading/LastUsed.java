// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Values by name, those that were used last. Safe for use by many threads. */
public final class LastUsed<T> {

  private final Map<String, T> values;

  /**
   * Creates an empty map.
   *
   * @param most number of values that are kept
   */
  public LastUsed(int most) {
    values =
        new LinkedHashMap<>(most, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > most;
          }
        };
  }

  /** Returns the value of a name, made now unless it is there. */
  public synchronized T get(String name, Supplier<T> maker) {
    return values.computeIfAbsent(name, missing -> maker.get());
  }
}
