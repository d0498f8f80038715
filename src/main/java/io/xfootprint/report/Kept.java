// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What was made of something last, in several forms, for as long as it is of the same: at most
 * {@value #MOST} forms, as a page of 1,000 routes has 1 MB. One at a time is made, whoever asks how
 * often. Safe for use by many threads.
 */
final class Kept<T> {

  private static final int MOST = 16;

  private record Made<T>(Object source, T value) {}

  private final Map<String, Made<T>> byForm =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Made<T>> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Returns a form of a source, made now unless it is there.
   *
   * @param source what it is made of; another object is another source
   */
  @SuppressWarnings("ReferenceEquality")
  synchronized T of(String form, Object source, Supplier<T> maker) {
    Made<T> made = byForm.get(form);
    if (made == null || made.source != source) {
      made = new Made<>(source, maker.get());
      byForm.put(form, made);
    }
    return made.value;
  }
}
