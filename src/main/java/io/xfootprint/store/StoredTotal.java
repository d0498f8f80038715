// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;
import java.util.Set;

/**
 * What the store says of the whole application after a write.
 *
 * @param books the sums of all instances that there are or were, the writer included
 * @param otherInstances number of those that run now beside the writer
 * @param methods how those find their energy
 */
record StoredTotal(Statement books, int otherInstances, Set<String> methods) {}
