// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.regression;

/**
 * By how much an amount of a route has changed from one version to the next. Immutable.
 *
 * @param relative the change as a part of the amount before: 0.31 if there is 31 % more; NaN if not
 *     known
 * @param confidence one less the chance that two equal versions differ as much by accident, in any
 *     of their routes; 0 if not known
 * @param hasMoved whether the change is larger than accident explains, and large enough to matter
 */
public record Change(double relative, double confidence, boolean hasMoved) {

  static final Change UNKNOWN = new Change(Double.NaN, 0, false);

  /** Returns whether there is more than before. */
  public boolean isMore() {
    return relative > 0;
  }
}
