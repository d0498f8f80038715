// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.Set;

/**
 * What the application has cost in other processes than this: those that run now, and those that
 * ran before.
 *
 * @param books the sums of all of them
 * @param instances number of those that run now
 * @param methods how those find their energy, such as {@code model-vm}
 * @param known whether this has been read yet
 * @param kept whether totals are kept where others may have theirs too
 */
public record OtherInstances(
    Statement books, int instances, Set<String> methods, boolean known, boolean kept) {

  /** Totals are kept nowhere, so this process is all there is. */
  public static final OtherInstances NOWHERE =
      new OtherInstances(Statement.NONE, 0, Set.of(), true, false);

  /** Totals are kept where nobody has looked yet. */
  public static final OtherInstances UNREAD =
      new OtherInstances(Statement.NONE, 0, Set.of(), false, true);

  /** What was read. */
  public static OtherInstances of(Statement books, int instances, Set<String> methods) {
    return new OtherInstances(books, instances, Set.copyOf(methods), true, true);
  }
}
