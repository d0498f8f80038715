// SPDX-License-Identifier: Apache-2.0
/**
 * The books: {@link io.xfootprint.ledger.Ledger} adds up what requests cost, route by route, and
 * {@link io.xfootprint.ledger.LedgerSnapshot} is what every reader gets.
 *
 * <p>All amounts are integers (ns, bytes, nJ, pg CO2e), so that sums are exact in any order. A long
 * of nJ reaches 2,562 kWh, one of pg 9.2 t; sums that have no room stay there.
 */
@NullMarked
package io.xfootprint.ledger;

import org.jspecify.annotations.NullMarked;
