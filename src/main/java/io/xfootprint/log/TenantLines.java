// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.log;

import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.RouteFigure;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.ledger.TenantAlias;
import io.xfootprint.ledger.TenantReading;
import io.xfootprint.settings.LogSettings;
import io.xfootprint.settings.LogTenants;
import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes what tenants of this process have cost in the month, so far: a line for each of the
 * dearest, and one for all others and for requests of no tenant. Together they are all requests.
 * For use by one thread.
 */
final class TenantLines {

  /** As many as people read; the report has all. */
  private static final int MOST = 50;

  private static final Set<RouteFigure> FIGURES =
      EnumSet.range(RouteFigure.REQUESTS, RouteFigure.SHARE);

  private final String app;
  private final LogSettings settings;

  /** The month of the last lines; null before the first ones. */
  private @Nullable YearMonth month;

  TenantLines(String app, LogSettings settings) {
    this.app = app;
    this.settings = settings;
  }

  /**
   * Returns the lines, the largest energy first; none as long as no request had a tenant. Those of
   * a month that is over are written once more, with its end.
   */
  List<String> of(LedgerSnapshot books) {
    List<String> lines = new ArrayList<>();
    if (settings.tenants() == LogTenants.NONE || books.tenants().isEmpty()) {
      return lines;
    }
    YearMonth current = books.tenants().get(0).month();
    for (int i = books.tenants().size() - 1; i >= 0; i--) {
      TenantReading reading = books.tenants().get(i);
      boolean isDue = i == 0 || (!current.equals(month) && reading.month().isBefore(current));
      if (isDue && !reading.tenants().isEmpty()) {
        lines.addAll(lines(reading, books.requestsByTenant(i)));
      }
    }
    month = current;
    return lines;
  }

  private List<String> lines(TenantReading reading, Statement requests) {
    Map<String, Sums> dearest = new HashMap<>();
    requests.routesByEnergy().stream()
        .filter(each -> !each.label().equals(TenantReading.OTHER))
        .limit(MOST)
        .forEach(each -> dearest.put(each.label(), each.own()));
    return requests.byTenant(dearest).routesByEnergy().stream()
        .map(cost -> line(cost, reading))
        .toList();
  }

  private String line(RouteCost cost, TenantReading reading) {
    String name = cost.label();
    LogLine out =
        new LogLine(settings.format())
            .text(
                "tenant", settings.tenants() == LogTenants.NAMED ? name : TenantAlias.of(app, name))
            .text("month", reading.month().toString());
    for (RouteFigure figure : FIGURES) {
      if (figure == RouteFigure.SHARE) {
        out.share(figure.key(), figure.isKnown(cost) ? cost.share() : Double.NaN);
      } else if (figure.isKnown(cost)) {
        out.figure(figure.key(), figure.of(cost), figure.metric());
      }
    }
    long late = reading.lateNanojoules(name);
    if (late > 0) {
      out.number("late_j", BigInteger.valueOf(late), Metric.ENERGY_NANOJOULES.decimals());
    }
    return out.toString();
  }
}
