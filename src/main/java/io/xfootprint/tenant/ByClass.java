// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import io.xfootprint.ledger.BoundedMap;
import java.util.function.Function;

/**
 * What was found out about the classes of other people's objects, once for each class.
 *
 * <p>Held by the filter that asks and not by the classes, which outlive it in a container. Safe for
 * use by many threads.
 *
 * @param <T> type of what is found out
 */
final class ByClass<T> {

  /** Classes that are remembered; what further ones are like is found out each time. */
  static final int MAX_CLASSES = 64;

  private final Function<Object, T> finding;
  private final BoundedMap<Class<?>, T> known = new BoundedMap<>(MAX_CLASSES);

  /**
   * Creates an empty one.
   *
   * @param finding finds it out by one object of a class
   */
  ByClass(Function<Object, T> finding) {
    this.finding = finding;
  }

  /** Returns what is known of an object's class. */
  T of(Object object) {
    Class<?> type = object.getClass();
    T ofClass = known.get(type);
    return ofClass == null ? add(type, finding.apply(object)) : ofClass;
  }

  private T add(Class<?> type, T found) {
    T kept = known.getOrAdd(type, () -> found);
    return kept == null ? found : kept;
  }
}
