// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.Provenance;
import io.xfootprint.advice.Advice;
import io.xfootprint.advice.Advisor;
import io.xfootprint.advice.Circumstances;
import io.xfootprint.advice.HeldCost;
import io.xfootprint.advice.Moves;
import io.xfootprint.grid.Location;
import io.xfootprint.ledger.Statement;
import io.xfootprint.reading.Report;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.settings.Price;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answers to what if: the same work elsewhere and in money, as page, JSON and CSV. Each form of
 * an answer is made once for all who ask while the report is the same. Safe for use by many
 * threads.
 */
final class WhatIfPages {

  private final FootprintMonitor monitor;
  private final Templates templates;
  private final ReportSource reports;
  private final Kept answers = new Kept();

  WhatIfPages(FootprintMonitor monitor, Templates templates, ReportSource reports) {
    this.monitor = monitor;
    this.templates = templates;
    this.reports = reports;
  }

  Representation page(Report report, WhatIfQuery query) {
    return form(
        "page",
        report,
        query,
        Representation.HTML,
        found -> templates.whatIf(new WhatIfView(found, monitor.setup()).values()));
  }

  Representation json(Report report, WhatIfQuery query) {
    return form("json", report, query, "application/json", WhatIfJson::of);
  }

  /** Returns what was held by route, in money; empty without a price. */
  Optional<Representation> costs(Report report) {
    return monitor
        .setup()
        .settings()
        .cost()
        .perCpuHour()
        .map(
            price ->
                form(
                    "costs",
                    report,
                    new WhatIfQuery("", "", ""),
                    "text/csv;charset=utf-8;header=present",
                    CostsCsv::of));
  }

  private Representation form(
      String name, Report report, WhatIfQuery query, String type, Function<WhatIf, String> writer) {
    return answers.of(
        name + " of " + report.period().key() + query.parameters(),
        report,
        () -> Representation.of(type, writer.apply(find(report, query))));
  }

  private WhatIf find(Report report, WhatIfQuery query) {
    Provenance setup = monitor.setup();
    Circumstances circumstances =
        new Circumstances(
            setup.model(),
            setup.host(),
            setup.settings().place().location().value(),
            reports.method(),
            monitor.peakCpus());
    Statement statement = report.statement();
    Optional<Advice> advice = Advisor.advise(circumstances, statement, query.provider());
    Optional<Price> price = setup.settings().cost().perCpuHour();
    return new WhatIf(
        report,
        query,
        circumstances,
        monitor.started(report.at()).orElse(setup.started()),
        advice,
        query.asks() ? asked(circumstances, statement, query) : Optional.empty(),
        advice.flatMap(found -> price.map(each -> HeldCost.of(found.work(), statement, each))));
  }

  private Optional<Moves> asked(
      Circumstances circumstances, Statement statement, WhatIfQuery query) {
    String machine =
        query.machine().isEmpty() ? circumstances.model().machine().name() : query.machine();
    Optional<Location> location =
        query.location().isEmpty()
            ? Optional.of(circumstances.location())
            : Location.find(query.location());
    return location.flatMap(place -> Advisor.move(circumstances, statement, machine, place));
  }
}
