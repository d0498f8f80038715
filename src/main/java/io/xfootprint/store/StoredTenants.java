// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Sums;
import java.math.BigInteger;
import java.util.Map;

/**
 * What tenants have cost in a month, over all instances. Immutable.
 *
 * @param sums of each tenant that is stored, by its name, without ranges
 * @param lateNanojoules what each of them may have taken at most beyond its sums, in nJ
 * @param floorNanojoules what a tenant may have taken at most that is not stored, in nJ
 */
public record StoredTenants(
    Map<String, Sums> sums, Map<String, BigInteger> lateNanojoules, BigInteger floorNanojoules) {

  /** Copies the maps. */
  public StoredTenants {
    sums = Map.copyOf(sums);
    lateNanojoules = Map.copyOf(lateNanojoules);
  }
}
