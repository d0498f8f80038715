// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.MonthlyTenants;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.settings.FootprintSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What tenants have cost in a month: all of them, or a statement for one, as page, JSON and CSV.
 * Shown where the setting {@code report.tenants} says so. Safe for use by many threads.
 */
final class TenantPages {

  private static final String TEXT = "text/plain;charset=utf-8";

  private final FootprintSettings settings;
  private final Templates templates;
  private final ReportSource reports;
  private final Kept answers = new Kept();

  TenantPages(FootprintSettings settings, Templates templates, ReportSource reports) {
    this.settings = settings;
    this.templates = templates;
    this.reports = reports;
  }

  /** A form in which tenants are shown. */
  enum Form {
    PAGE(Representation.HTML),
    JSON("application/json"),
    CSV("text/csv;charset=utf-8;header=present");

    private final String type;

    Form(String type) {
      this.type = type;
    }
  }

  /** Returns all tenants of a month. */
  Representation all(YearMonth month, Form form) {
    return of(
        month,
        tenants ->
            answers.of(
                form + " of " + month,
                tenants,
                () -> Representation.of(form.type, writeAll(tenants, form))));
  }

  private String writeAll(MonthlyTenants tenants, Form form) {
    return switch (form) {
      case PAGE -> templates.tenants(new TenantsView(tenants).all());
      case JSON -> json().all(tenants);
      case CSV -> TenantsCsv.of(tenants, tenants.costs());
    };
  }

  /** Returns the statement of one tenant for a month. */
  Representation one(String name, YearMonth month, Form form) {
    return of(
        month,
        tenants ->
            tenants
                .find(name)
                .map(
                    cost ->
                        switch (form) {
                          case PAGE ->
                              templates.tenant(
                                  new TenantsView(tenants)
                                      .one(cost, method().orElse(""), StatementPages.version()));
                          case JSON -> json().one(tenants, cost);
                          case CSV -> TenantsCsv.of(tenants, List.of(cost));
                        })
                .map(text -> Representation.of(form.type, text))
                .orElseGet(() -> nothing("Nothing is known of that tenant in that month.")));
  }

  private TenantsJson json() {
    return new TenantsJson(method(), StatementPages.version());
  }

  private Optional<String> method() {
    return reports.method().map(method -> method.label());
  }

  private Representation of(YearMonth month, Function<MonthlyTenants, Representation> writer) {
    if (!settings.report().tenants()) {
      return Representation.refusal(
          HttpServletResponse.SC_FORBIDDEN,
          TEXT,
          "What tenants cost is not shown: the setting report.tenants is false.\n");
    }
    Optional<MonthlyTenants.Reading> answer = reports.findTenants(month);
    return answer
        .map(
            read ->
                read.tenants()
                    .map(writer)
                    .orElseGet(
                        () ->
                            nothing(
                                "Nothing was counted in that month, as far as the store goes"
                                    + " back.")))
        .orElseGet(() -> UnknownDays.refusal(settings));
  }

  private static Representation nothing(String reason) {
    return Representation.refusal(HttpServletResponse.SC_NOT_FOUND, TEXT, reason + "\n");
  }
}
