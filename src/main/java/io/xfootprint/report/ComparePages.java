// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Report;
import io.xfootprint.reading.ReportSource;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.settings.FootprintSettings;
import java.util.List;
import java.util.Optional;

/** The pages that put two periods or two versions side by side. Safe for use by many threads. */
final class ComparePages {

  private final FootprintSettings settings;
  private final Templates templates;
  private final ReportSource reports;

  ComparePages(FootprintSettings settings, Templates templates, ReportSource reports) {
    this.settings = settings;
    this.templates = templates;
    this.reports = reports;
  }

  /** Returns the page that compares two periods. */
  Representation periods(DayRange now, DayRange before) {
    Optional<Report> after = reports.find(now);
    Optional<Report> earlier = reports.find(before);
    if (after.isEmpty() || earlier.isEmpty()) {
      return UnknownDays.refusal(settings);
    }
    List<VersionCosts> versions = reports.versions("", "");
    return comparison(
        new CompareView(
                settings.app(),
                List.of(now, before),
                versions,
                newest(versions, 0),
                newest(versions, 1))
            .withDays()
            .ofPeriods(after.get(), earlier.get()));
  }

  /** Returns the page that compares two versions; without a table if one of them is not known. */
  Representation versions(String version, String before, DayRange now) {
    List<VersionCosts> known = reports.versions(version, before);
    Optional<VersionCosts> later = named(known, version);
    Optional<VersionCosts> earlier = named(known, before);
    return later.isPresent() && earlier.isPresent()
        ? comparison(view(known, version, before, now).ofVersions(later.get(), earlier.get()))
        : comparison(view(known, newest(known, 0), newest(known, 1), now).withUnknownVersion());
  }

  private CompareView view(List<VersionCosts> known, String version, String before, DayRange now) {
    CompareView view =
        new CompareView(settings.app(), List.of(now, now.before()), known, version, before);
    return settings.store().isPresent() ? view.withDays() : view;
  }

  private static Optional<VersionCosts> named(List<VersionCosts> known, String version) {
    return known.stream().filter(each -> each.version().equals(version)).findFirst();
  }

  private static String newest(List<VersionCosts> known, int place) {
    return known.size() > place ? known.get(place).version() : "";
  }

  private Representation comparison(CompareView view) {
    return Representation.of(Representation.HTML, templates.comparison(view.values()));
  }
}
