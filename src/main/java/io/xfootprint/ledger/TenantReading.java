// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the tenants of this process have cost in a month, so far. Immutable.
 *
 * @param month in UTC
 * @param before what all requests had cost when this began: at the start of the process, or of the
 *     month
 * @param tenants the cost of each tenant that has a place, by its name
 * @param floorNanojoules what a tenant without a place may have taken at most, in nJ; 0 if there is
 *     none
 */
public record TenantReading(
    YearMonth month, Totals before, Map<String, Cost> tenants, long floorNanojoules) {

  /** The name of all requests that are of no tenant, or of one without a place. */
  public static final String OTHER = "(other)";

  /**
   * What a tenant has cost since it got its place.
   *
   * @param sums of its requests
   * @param lateNanojoules what it may have taken before at most, in nJ; it is in {@link #OTHER}
   */
  public record Cost(Totals sums, long lateNanojoules) {}

  /** Returns what a tenant with a place may have taken at most before it got that, in nJ. */
  public long lateNanojoules(String tenant) {
    Cost cost = tenants.get(tenant);
    return cost == null ? 0 : cost.lateNanojoules();
  }

  /**
   * Returns the part of what a tenant without a place may have taken, at most, that this one has
   * surely not taken before it got its place, in nJ.
   */
  public long surelyNotLate(String tenant) {
    return floorNanojoules - lateNanojoules(tenant);
  }

  /** Returns the same book as it began. */
  public TenantReading empty() {
    return new TenantReading(month, before, Map.of(), 0);
  }

  /** Returns this with the tenants alone that are not the same in an earlier reading. */
  public TenantReading changedSince(TenantReading earlier) {
    Map<String, Cost> changed = new TreeMap<>();
    tenants.forEach(
        (name, cost) -> {
          if (!isSame(cost, earlier.tenants.get(name))
              || surelyNotLate(name) != earlier.surelyNotLate(name)) {
            changed.put(name, cost);
          }
        });
    return new TenantReading(month, before, changed, floorNanojoules);
  }

  /** Sums that have not changed are the same object. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Cost cost, @Nullable Cost earlier) {
    return earlier != null && cost.sums == earlier.sums;
  }

  /** Returns the sums of the tenants by their names. */
  public Map<String, Sums> sums() {
    Map<String, Sums> sums = new TreeMap<>();
    tenants.forEach((name, cost) -> sums.put(name, Sums.of(cost.sums())));
    return sums;
  }
}
