// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.MonthlyStatement;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.settings.FootprintSettings;
import jakarta.servlet.http.HttpServletResponse;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.Function;

/** The statements of months, as page and JSON. Safe for use by many threads. */
final class StatementPages {

  private final FootprintSettings settings;
  private final Templates templates;
  private final ReportSource reports;
  private final Kept answers = new Kept();

  StatementPages(FootprintSettings settings, Templates templates, ReportSource reports) {
    this.settings = settings;
    this.templates = templates;
    this.reports = reports;
  }

  /**
   * Returns the page of a month.
   *
   * @param month the one that is asked for; empty for the last one that is over, or the current one
   *     if that was the first
   */
  Representation page(Optional<YearMonth> month, YearMonth now) {
    return form(
        "page",
        month,
        now,
        Representation.HTML,
        statement -> templates.statement(new StatementView(statement).values(version())));
  }

  /** Returns the JSON of a month. */
  Representation json(Optional<YearMonth> month, YearMonth now) {
    return form(
        "json",
        month,
        now,
        "application/json",
        statement -> StatementJson.of(statement, version()));
  }

  private Representation form(
      String name,
      Optional<YearMonth> month,
      YearMonth now,
      String type,
      Function<MonthlyStatement, String> writer) {
    Optional<MonthlyStatement.Reading> answer =
        reports.findStatement(month.orElse(now.minusMonths(1)));
    if (month.isEmpty() && answer.isPresent() && answer.get().statement().isEmpty()) {
      answer = reports.findStatement(now);
    }
    return answer
        .map(
            read ->
                read.statement()
                    .map(
                        found ->
                            answers.of(
                                name + " of " + found.month(),
                                found,
                                () -> Representation.of(type, writer.apply(found))))
                    .orElseGet(StatementPages::nothing))
        .orElseGet(() -> UnknownDays.refusal(settings));
  }

  private static Representation nothing() {
    return Representation.refusal(
        HttpServletResponse.SC_NOT_FOUND,
        "text/plain;charset=utf-8",
        "Nothing was counted in that month, as far as the store goes back.\n");
  }

  /** Returns the version of the jar; a word if it has none. */
  static String version() {
    String version = StatementPages.class.getPackage().getImplementationVersion();
    return version == null ? "of an unknown version" : version;
  }
}
