// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.LastUsed;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last answers, each for as long as what it was made of is the same: at most {@value #MOST}, as
 * a page of 1,000 routes has 1 MB. Each is made once, however many ask. Safe for use by many
 * threads.
 */
final class Kept {

  private static final int MOST = 16;

  private final LastUsed<Form> forms = new LastUsed<>(MOST);

  /** The last answer of one form. */
  private static final class Form {

    private @Nullable Object madeOf;
    private @Nullable Representation answer;

    @SuppressWarnings("ReferenceEquality")
    synchronized Representation of(Object source, Supplier<Representation> maker) {
      Representation known = answer;
      if (known == null || madeOf != source) {
        known = maker.get();
        answer = known;
        madeOf = source;
      }
      return known;
    }
  }

  /**
   * Returns an answer, made now unless it is there.
   *
   * @param form the name of the answer
   * @param source what it is made of; another object is another source, even if it is equal
   */
  Representation of(String form, Object source, Supplier<Representation> maker) {
    return forms.get(form, Form::new).of(source, maker);
  }
}
