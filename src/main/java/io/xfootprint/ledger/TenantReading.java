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
 * @param missedNanojoules the part of that which any tenant may have taken, in nJ; 0 unless too
 *     many came at once
 */
public record TenantReading(
    YearMonth month,
    Totals before,
    Map<String, Cost> tenants,
    long floorNanojoules,
    long missedNanojoules) {

  /** The name of all requests that are of no tenant, or of one without a place. */
  public static final String OTHER = "(other)";

  /**
   * What a tenant has cost since it got its place.
   *
   * @param sums of its requests
   * @param lateNanojoules what it may have taken before at most, in nJ; it is in {@link #OTHER}.
   *     See {@link #missedNanojoules} too
   */
  public record Cost(Totals sums, long lateNanojoules) {}

  /** Returns what a tenant with a place may have taken at most beyond its sums, in nJ. */
  public long lateNanojoules(String tenant) {
    Cost cost = tenants.get(tenant);
    return cost == null ? 0 : Totals.saturatingSum(cost.lateNanojoules(), missedNanojoules);
  }

  /**
   * Returns the part of what a tenant without a place may have taken, at most, that this one has
   * surely not taken beyond its sums, in nJ.
   */
  public long surelyNotLate(String tenant) {
    return tenants.containsKey(tenant) ? floorNanojoules - lateNanojoules(tenant) : 0;
  }

  /** Returns whether nothing has changed since an earlier reading of the same book. */
  boolean isSame(TenantReading earlier) {
    return floorNanojoules == earlier.floorNanojoules
        && missedNanojoules == earlier.missedNanojoules
        && tenants.size() == earlier.tenants.size()
        && changedSince(earlier).tenants.isEmpty();
  }

  /** Returns the same book as it began. */
  public TenantReading empty() {
    return new TenantReading(month, before, Map.of(), 0, 0);
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
    return new TenantReading(month, before, changed, floorNanojoules, missedNanojoules);
  }

  /**
   * Returns what the tenants have gained since an earlier reading. One that has lost its place
   * since, and so may have missed more, began at 0 again.
   */
  public Map<String, Sums> since(TenantReading earlier) {
    Map<String, Sums> gained = new TreeMap<>();
    tenants.forEach(
        (name, cost) -> {
          Cost known = earlier.tenants.get(name);
          Totals before =
              known != null && known.lateNanojoules == cost.lateNanojoules
                  ? known.sums
                  : Totals.NONE;
          gained.put(name, Sums.of(cost.sums.since(before)));
        });
    return gained;
  }

  private static boolean isSame(Cost cost, @Nullable Cost earlier) {
    return earlier != null && cost.sums.isSame(earlier.sums);
  }

  /** Returns the sums of the tenants by their names. */
  public Map<String, Sums> sums() {
    Map<String, Sums> sums = new TreeMap<>();
    tenants.forEach((name, cost) -> sums.put(name, Sums.of(cost.sums())));
    return sums;
  }
}
