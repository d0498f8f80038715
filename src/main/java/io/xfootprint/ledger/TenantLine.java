// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;

/**
 * The line of a request that has a tenant. Each amount goes to the route first: so whoever reads
 * tenants before routes never finds more in tenants.
 */
final class TenantLine implements Line {

  private final RouteCounters route;
  private final TenantBook book;
  private final TenantCounters tenant;

  TenantLine(RouteCounters route, TenantBook book, TenantCounters tenant) {
    this.route = route;
    this.book = book;
    this.tenant = tenant;
  }

  @Override
  public RouteCounters route() {
    return route;
  }

  @Override
  public void add(Footprint footprint) {
    route.add(footprint);
    addToTenant(Totals.of(footprint));
  }

  @Override
  public void countRequest(
      Footprint cost, boolean knowsCpu, boolean knowsBytes, boolean isEstimated) {
    route.countRequest(cost, knowsCpu, knowsBytes, isEstimated);
    addToTenant(Totals.ofRequest(cost, knowsCpu, knowsBytes, isEstimated));
  }

  @Override
  public void countError() {
    route.countError();
    addToTenant(Totals.ERROR);
  }

  /** Adds to the tenant, which may have lost its place since the request began. */
  private void addToTenant(Totals more) {
    TenantCounters counters = tenant;
    while (!counters.add(more)) {
      counters = book.counters(tenant.name());
    }
  }
}
