// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one answer, as its fields {@code X-Footprint} tell it:
 *
 * <pre>{@code
 * energy-uj=7070, co2e-ng=873                                            -> 7070 uJ,  873 ng
 * energy-uj=7070, co2e-ng=873, up-energy-uj=30, up-co2e-ng=4             -> 7100 uJ,  877 ng
 * energy-uj=7070, co2e-ng=873, up-unknown=2                              -> 7070 uJ,  873 ng, 2 unknown
 * cpu-us=1840                                                            ->               1 unknown
 * }</pre>
 *
 * <p>All or nothing of it is taken: what is not a Dictionary of RFC 9651, is too long, is of
 * another type, below 0, above the caps, or there twice, tells nothing. Twice, as a proxy that adds
 * a field of its own leaves nobody to say which is meant; a Dictionary would take the last one.
 */
final class AnswerCost {

  /** The longest that we write has 240 characters; others may add members of their own. */
  static final int MAX_LENGTH = 2_048;

  /** 1e12 uJ are 0.28 kWh, and 1e12 ng are 1 kg, which is more than any grid emits for those. */
  static final long MAX_THOUSANDTHS = 1_000_000_000_000L * 1000;

  private static final long MAX_UNKNOWN = 1_000_000;

  private static final long ABSENT = -1;

  private static final String[] KEYS = {
    "energy-uj", "co2e-ng", "up-energy-uj", "up-co2e-ng", "up-unknown"
  };

  private static final int ENERGY = 0;
  private static final int EMISSIONS = 1;
  private static final int UP_ENERGY = 2;
  private static final int UP_EMISSIONS = 3;
  private static final int UP_UNKNOWN = 4;

  /** In thousandths, in the order of the keys. */
  private final long[] figures = {ABSENT, ABSENT, ABSENT, ABSENT, ABSENT};

  private AnswerCost() {}

  /** Returns the cost that the fields of an answer tell; null if they cannot be read. */
  static @Nullable UpstreamSum of(Collection<String> fields) {
    String joined = join(fields);
    if (joined == null) {
      return null;
    }
    AnswerCost cost = new AnswerCost();
    return cost.read(new FieldReader(joined)) ? cost.sum() : null;
  }

  /** Joins fields as RFC 9110 does; null if there is more than would be read. */
  private static @Nullable String join(Collection<String> fields) {
    int length = 0;
    for (String field : fields) {
      length += field.length() + 2;
      if (length > MAX_LENGTH) {
        return null;
      }
    }
    return String.join(", ", fields);
  }

  private boolean read(FieldReader reader) {
    if (reader.isAtEnd()) {
      return true;
    }
    do {
      if (!readMember(reader)) {
        return false;
      }
      if (reader.takeEnd()) {
        return true;
      }
    } while (reader.takeComma());
    return false;
  }

  private boolean readMember(FieldReader reader) {
    String key = reader.key();
    if (key.isEmpty()) {
      return false;
    }
    int place = place(key);
    if (place < 0) {
      return reader.take('=') ? reader.value() : reader.parameters();
    }
    boolean isNew = figures[place] == ABSENT;
    if (!isNew || !reader.take('=') || !reader.number()) {
      return false;
    }
    figures[place] = reader.thousandths();
    return isAllowed(place, reader.isInteger()) && reader.parameters();
  }

  private boolean isAllowed(int place, boolean isInteger) {
    long max = place == UP_UNKNOWN ? MAX_UNKNOWN * 1000 : MAX_THOUSANDTHS;
    return figures[place] >= 0 && figures[place] <= max && (place != UP_UNKNOWN || isInteger);
  }

  private static int place(String key) {
    for (int i = 0; i < KEYS.length; i++) {
      if (KEYS[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the sum of own and further cost; null if that is above the caps. */
  private @Nullable UpstreamSum sum() {
    boolean knowsOwn = figures[ENERGY] >= 0 && figures[EMISSIONS] >= 0;
    boolean knowsFurther = figures[UP_ENERGY] >= 0 && figures[UP_EMISSIONS] >= 0;
    long unknown = Math.max(0, figures[UP_UNKNOWN]) / 1000 + (knowsOwn ? 0 : 1);
    long nanojoules = (knowsOwn ? figures[ENERGY] : 0) + (knowsFurther ? figures[UP_ENERGY] : 0);
    long picograms =
        (knowsOwn ? figures[EMISSIONS] : 0) + (knowsFurther ? figures[UP_EMISSIONS] : 0);
    if (nanojoules > MAX_THOUSANDTHS || picograms > MAX_THOUSANDTHS) {
      return null;
    }
    return new UpstreamSum(1, knowsOwn || knowsFurther ? 1 : 0, unknown, nanojoules, picograms);
  }
}
