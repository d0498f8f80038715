// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.data.TableVersion;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.reading.MonthlyStatement;
import io.xfootprint.reading.MonthlyTenants;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes what the tenants of a month have cost as JSON: all of them, or one for itself. */
final class TenantsJson {

  static final String BOUNDARY =
      "processor and memory of the application's processes, with what is held while idle and the"
          + " making of the machines; no databases, other services, network or clients";

  static final String ALLOCATION =
      "energy of the tenant's own requests, and its part by CPU time of what no request has caused:"
          + " background, idle power, memory and embodied emissions";

  private final Optional<String> method;
  private final String version;

  /**
   * Creates a writer.
   *
   * @param method how the instance that writes finds energy; empty if not known yet
   * @param version of the library
   */
  TenantsJson(Optional<String> method, String version) {
    this.method = method;
    this.version = version;
  }

  String all(MonthlyTenants tenants) {
    return head(tenants)
        .put(
            "tenants",
            tenants.costs().stream()
                .map(cost -> figures(new JsonObject(), new TenantFigures(tenants, cost)))
                .toList())
        .put(
            "floor_j",
            new BigDecimal(tenants.stored().floorNanojoules(), Metric.ENERGY_NANOJOULES.decimals()))
        .text();
  }

  String one(MonthlyTenants tenants, RouteCost cost) {
    return figures(head(tenants), new TenantFigures(tenants, cost)).text();
  }

  private JsonObject head(MonthlyTenants tenants) {
    MonthlyStatement month = tenants.month();
    return new JsonObject()
        .put("version", ReportJson.VERSION)
        .put("app", month.app())
        .put("month", month.month().toString())
        .put("complete", month.isOver())
        .put("scope", ReportJson.scope(tenants.ofAllInstances()))
        .put("boundary", BOUNDARY)
        .put("allocation", ALLOCATION)
        .put("method", method)
        .put("i_g_per_kwh", new SciFigures(month.books()).gramsPerKilowattHour())
        .put("hours_counted", month.countedHours())
        .put("hours", month.allHours())
        .put("coverage", StatementJson.coverage(month))
        .put("x_footprint", version)
        .put("tables", TableVersion.all().stream().map(StatementJson::table).toList())
        .put(
            "statement_hash",
            tenants.ofAllInstances() ? Optional.of(month.hash()) : Optional.empty());
  }

  private static JsonObject figures(JsonObject json, TenantFigures figures) {
    json.put("tenant", figures.name()).put("log_name", figures.alias());
    figures.all().forEach(json::put);
    return json;
  }
}
