// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.Set;

/**
 * What the application has cost in other processes: in those that run now and those that ran
 * before.
 *
 * @param books the sums of all of them
 * @param instances number of processes that run now, without this one
 * @param methods how these find their energy, such as {@code model-vm}
 * @param known whether the store has been read
 * @param kept whether totals are kept in a store, which other processes may share
 */
public record OtherInstances(
    Statement books, int instances, Set<String> methods, boolean known, boolean kept) {

  /** There is no store, so this process is the whole application. */
  public static final OtherInstances NOWHERE =
      new OtherInstances(Statement.NONE, 0, Set.of(), true, false);

  /** There is a store that has not been read yet. */
  public static final OtherInstances UNREAD =
      new OtherInstances(Statement.NONE, 0, Set.of(), false, true);

  /** Creates what was read from a store. */
  public static OtherInstances of(Statement books, int instances, Set<String> methods) {
    return new OtherInstances(books, instances, Set.copyOf(methods), true, true);
  }
}
