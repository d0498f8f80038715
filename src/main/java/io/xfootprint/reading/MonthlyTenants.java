// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.TenantReading;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.StoredTenants;
import io.xfootprint.store.TotalsHistory;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the tenants of an application have cost in one month in UTC: what their own requests have
 * taken, and with their part of all else that the application has taken. Both add up to the
 * statement of the month. Immutable.
 *
 * @param month the statement that this divides
 * @param costs of each tenant, the largest energy first; {@code (other)} has what is of no tenant
 *     or of one that is not stored
 * @param stored what is known of tenants alone
 * @param ofAllInstances whether it is from the store; else it is of this process since its start
 */
public record MonthlyTenants(
    MonthlyStatement month, List<RouteCost> costs, StoredTenants stored, boolean ofAllInstances) {

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
            .map(found -> of(found, stored, true)));
  }

  private static MonthlyTenants of(
      MonthlyStatement month, StoredTenants tenants, boolean ofAllInstances) {
    return new MonthlyTenants(
        month, month.books().byTenant(tenants.sums()).routesByEnergy(), tenants, ofAllInstances);
  }

  /**
   * Returns what this process knows of its current month.
   *
   * @param started when it has started; empty if that is not known
   * @return empty if it has started in an earlier month, whose end it does not know
   */
  static Optional<MonthlyTenants> ofMemory(
      String app, Optional<Instant> started, LedgerSnapshot books, Instant now) {
    TenantReading current = books.tenants().get(0);
    boolean isOfMonth = current.month().equals(MonthlyStatement.month(now));
    return started
        .filter(time -> isOfMonth && MonthlyStatement.month(time).equals(current.month()))
        .map(
            time ->
                of(
                    MonthlyStatement.ofMemory(app, time, books.sinceStart(), now),
                    tenants(current),
                    false));
  }

  private static StoredTenants tenants(TenantReading reading) {
    Map<String, BigInteger> late = new HashMap<>();
    for (String name : reading.tenants().keySet()) {
      late.put(name, BigInteger.valueOf(reading.lateNanojoules(name)));
    }
    return new StoredTenants(reading.sums(), late, BigInteger.valueOf(reading.floorNanojoules()));
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
