// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The last answers, each for as long as what it was made of is the same: at most {@value #MOST}, as
 * a page of 1,000 routes has 1 MB. One at a time is made, however many ask. Safe for use by many
 * threads.
 */
final class Kept {

  private static final int MOST = 16;

  private record Made(Object source, Representation answer) {}

  private final Map<String, Made> byForm =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Made> eldest) {
          return size() > MOST;
        }
      };

  /**
   * Returns an answer, made now unless it is there.
   *
   * @param form the name of the answer
   * @param source what it is made of; another object is another source, even if it is equal
   */
  @SuppressWarnings("ReferenceEquality")
  synchronized Representation of(String form, Object source, Supplier<Representation> maker) {
    Made made = byForm.get(form);
    if (made == null || made.source != source) {
      made = new Made(source, maker.get());
      byForm.put(form, made);
    }
    return made.answer;
  }
}
