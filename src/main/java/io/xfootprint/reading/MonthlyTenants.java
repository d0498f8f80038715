// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.TenantReading;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.StoredTenants;
import io.xfootprint.store.TotalsHistory;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * What the tenants of an application have cost in one month in UTC, all instances: what their own
 * requests have taken, and with their part of all else that the application has taken. Both add up
 * to the statement of the month. Immutable.
 *
 * @param month the statement that this divides
 * @param costs of each tenant, the largest energy first; {@code (other)} has what is of no tenant
 *     or of one that is not stored
 * @param stored what the store knows of tenants
 */
public record MonthlyTenants(MonthlyStatement month, List<RouteCost> costs, StoredTenants stored) {

  /**
   * What the store says of a month.
   *
   * @param tenants empty if it has nothing of it
   */
  public record Reading(Optional<MonthlyTenants> tenants) {}

  /** Reads a month. */
  static Reading read(TotalsHistory history, String app, YearMonth month, Instant now)
      throws StoreException {
    // Before the lines, which then have all that tenants have.
    StoredTenants stored = history.tenants(month);
    return new Reading(
        MonthlyStatement.read(history, app, month, now)
            .statement()
            .map(
                found ->
                    new MonthlyTenants(
                        found, found.books().byTenant(stored.sums()).routesByEnergy(), stored)));
  }

  /** Returns the cost of one tenant; empty if it has none that is known. */
  public Optional<RouteCost> find(String tenant) {
    return costs.stream().filter(each -> each.label().equals(tenant)).findFirst();
  }

  /** Returns what a tenant may have taken at most beyond its cost, in nJ; it is in the others. */
  public BigInteger lateNanojoules(String tenant) {
    return tenant.equals(TenantReading.OTHER)
        ? BigInteger.ZERO
        : stored.lateNanojoules().getOrDefault(tenant, stored.floorNanojoules());
  }
}
