// SPDX-License-Identifier: Apache-2.0
/**
 * The books: {@link io.xfootprint.ledger.Ledger} adds up what requests cost, route by route. Every
 * reader takes a {@link io.xfootprint.ledger.LedgerSnapshot}, and from it a {@link
 * io.xfootprint.ledger.Statement} over a period.
 *
 * <p>All amounts are integers (ns, bytes, nJ, pg CO2e), so sums are exact in any order. A long
 * holds 2,562 kWh in nJ and 9.2 t in pg; larger sums stay there.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.ledger;

import org.jspecify.annotations.NullMarked;
