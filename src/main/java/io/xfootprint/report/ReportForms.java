// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.Span;
import jakarta.servlet.ServletContext;
import java.util.Optional;

/**
 * The report in its forms for programs, for those who serve it by other means than the servlet. It
 * does not ask who may see it. Safe for use by many threads.
 */
public final class ReportForms {

  /**
   * A form of the report.
   *
   * @param type its media type
   * @param text all of it
   */
  public record Form(String type, String text) {}

  private final RunningPages pages;

  /**
   * Creates the forms of an application's report.
   *
   * @param context in which the filter runs, or will run
   */
  public ReportForms(ServletContext context) {
    pages = new RunningPages(context, new Templates());
  }

  /** Returns whether the filter runs, so that there is a report. */
  public boolean isRunning() {
    return pages.find().isPresent();
  }

  /** Returns whether a report can be of this span: {@code hour}, {@code day} and so on. */
  public static boolean isSpan(String span) {
    return Span.of(span).isPresent();
  }

  /**
   * Returns a form of the report.
   *
   * @param name {@code report}, {@code routes.csv} or {@code impact.yaml}
   * @param span {@code hour}, {@code day}, {@code month}, {@code year} or {@code all}
   * @return empty if there is no such form or span, or no filter runs
   */
  public Optional<Form> find(String name, String span) {
    return pages
        .find()
        .flatMap(running -> Span.of(span).flatMap(period -> find(running, name, period)))
        .map(found -> new Form(found.type(), found.toString()));
  }

  private static Optional<Representation> find(ReportPages running, String name, Span span) {
    return switch (name) {
      case "report" -> Optional.of(running.json(span));
      case "routes.csv" -> Optional.of(running.csv(span));
      case "impact.yaml" -> Optional.of(running.impact(span));
      default -> Optional.empty();
    };
  }
}
