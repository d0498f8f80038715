// SPDX-License-Identifier: Apache-2.0
/**
 * Totals that survive a restart, and that add up over many instances: {@link
 * io.xfootprint.store.TotalsStore} keeps the books of this process in a database, and reads those
 * of all others.
 *
 * <p>Each instance writes its own rows only. They hold absolute values, so a write may be repeated.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.store;

import org.jspecify.annotations.NullMarked;
