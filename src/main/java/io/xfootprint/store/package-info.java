// SPDX-License-Identifier: Apache-2.0
/**
 * Totals that last, and that add up over many instances: {@link io.xfootprint.store.TotalsStore}
 * keeps the books of this process in a database, and reads those of all others there.
 *
 * <p>Each instance writes its own rows only, with the sums of an hour as they are, so that a write
 * may be repeated.
 */
@NullMarked
package io.xfootprint.store;

import org.jspecify.annotations.NullMarked;
