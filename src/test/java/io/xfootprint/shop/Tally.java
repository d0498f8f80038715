// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

/**
 * What a server has answered.
 *
 * @param answers their number
 * @param nanojoules the sum of what they were told to have cost, in nJ
 * @param dearest the largest of these
 */
record Tally(long answers, long nanojoules, long dearest) {

  static final Tally NONE = new Tally(0, 0, 0);

  static Tally ofOne(long nanojoules) {
    return new Tally(1, nanojoules, nanojoules);
  }

  Tally plus(Tally other) {
    return new Tally(
        answers + other.answers, nanojoules + other.nanojoules, Math.max(dearest, other.dearest));
  }
}
