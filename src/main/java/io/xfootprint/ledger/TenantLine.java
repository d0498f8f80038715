// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;

/**
 * The line of a request that has a tenant. Each amount goes to the route first: so who reads
 * tenants before routes never finds more in tenants.
 */
final class TenantLine implements Line {

  private final RouteCounters route;
  private final Tenants tenants;
  private final TenantCounters tenant;
  private final TenantBook book;
  private final String name;

  TenantLine(RouteCounters route, Tenants tenants, TenantBook book, String name) {
    this.route = route;
    this.name = name;
    tenant = book.counters(name);
    this.tenants = tenants;
    this.book = book;
  }

  @Override
  public RouteCounters route() {
    return route;
  }

  @Override
  public void add(Footprint footprint) {
    route.add(footprint);
    TenantCounters counters = counters();
    while (!counters.sums().add(footprint)) {
      counters = again();
    }
  }

  @Override
  public void countRequest(
      Footprint cost, boolean knowsCpu, boolean knowsBytes, boolean isEstimated) {
    route.countRequest(cost, knowsCpu, knowsBytes, isEstimated);
    TenantCounters counters = counters();
    while (!counters.sums().countRequest(cost, knowsCpu, knowsBytes, isEstimated)) {
      counters = again();
    }
  }

  @Override
  public void countError() {
    route.countError();
    TenantCounters counters = counters();
    while (!counters.sums().countError()) {
      counters = again();
    }
  }

  /** What a request costs in a later month is of that month, as the cost of its route is. */
  private TenantCounters counters() {
    return tenants.current() == book ? tenant : again();
  }

  /** Finds the tenant, which has lost its place or is in a book that is over. */
  private TenantCounters again() {
    return tenants.current().counters(name);
  }
}
