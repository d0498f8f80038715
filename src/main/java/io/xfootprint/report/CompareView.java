// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Distribution;
import io.xfootprint.ledger.DistributionFigure;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.RouteCost;
import io.xfootprint.ledger.Sums;
import io.xfootprint.reading.DayRange;
import io.xfootprint.reading.Report;
import io.xfootprint.regression.RouteChange;
import io.xfootprint.regression.VersionComparison;
import io.xfootprint.regression.VersionCosts;
import io.xfootprint.report.Comparison.Amount;
import io.xfootprint.report.Comparison.Pair;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page that puts two periods, or two versions, side by side. It is made of two choices and a
 * table.
 */
final class CompareView {

  /** CPU time is nearly all of the energy. */
  private static final List<MeanCost> COMPARED = List.of(MeanCost.ENERGY, MeanCost.BYTES);

  private final Map<String, Object> values = new HashMap<>();

  /**
   * Creates the page.
   *
   * @param days the periods of the form, the later one first
   * @param versions all that are known, the latest first
   * @param version the later one of the form
   * @param before the earlier one of the form
   */
  CompareView(
      String app, List<DayRange> days, List<VersionCosts> versions, String version, String before) {
    values.put("app", app);
    values.put("from", days.get(0).first().toString());
    values.put("to", days.get(0).last().toString());
    values.put("beforeFrom", days.get(1).first().toString());
    values.put("beforeTo", days.get(1).last().toString());
    values.put("hasVersions", versions.size() > 1);
    values.put("versions", options(versions, version));
    values.put("versionsBefore", options(versions, before));
    values.put("finding", "");
    values.put("about", "");
    values.put("hasTable", false);
    values.put("hasDays", false);
    values.put("isUnknown", false);
  }

  private static List<Map<String, Object>> options(List<VersionCosts> versions, String chosen) {
    return versions.stream()
        .map(
            each ->
                Map.<String, Object>of(
                    "name", each.version(), "chosen", each.version().equals(chosen)))
        .toList();
  }

  /** Returns the values of the template. */
  Map<String, Object> values() {
    return values;
  }

  /** Says that one of the versions that were asked for is not known. */
  CompareView withUnknownVersion() {
    values.put("isUnknown", true);
    return this;
  }

  /** Offers the comparison of periods, which needs a store. */
  CompareView withDays() {
    values.put("hasDays", true);
    return this;
  }

  /** Shows two periods. */
  CompareView ofPeriods(Report now, Report before) {
    Comparison table =
        new Comparison(
            Stream.concat(
                    Stream.of(new Amount("Requests", Quantity.COUNT)),
                    COMPARED.stream().map(mean -> new Amount(mean.title(), mean.quantity())))
                .toList());
    table.add("all routes", "", pairs(ofAll(before), ofAll(now)));
    for (String label : labels(now, before)) {
      table.add(label, "", pairs(ofRoute(before, label), ofRoute(now, label)));
    }
    values.put(
        "about",
        "Means per request, so that another number of requests changes nothing. Another mix of"
            + " requests in a route, or another machine, does.");
    return show(table, before.period().title(), now.period().title(), emissions(before, now));
  }

  private static String emissions(Report before, Report now) {
    Pair pair = Pair.of(emissions(before), emissions(now));
    String change = Double.isNaN(pair.change()) ? "" : " (" + PageText.change(pair.change()) + ")";
    return "Full emissions: %s before, %s after%s."
        .formatted(text(pair.before()), text(pair.after()), change);
  }

  private static String text(Optional<BigInteger> picograms) {
    return picograms.map(Quantity.EMISSIONS::text).map(text -> text + " CO₂e").orElse("not known");
  }

  /** Returns what everything has emitted; empty if nothing was counted. */
  private static Optional<BigInteger> emissions(Report report) {
    return report.statement().lines().isEmpty()
        ? Optional.empty()
        : Optional.of(report.statement().full().get(Metric.EMISSIONS_PICOGRAMS));
  }

  /** Returns the routes of either, those that take the most energy now first. */
  private static Set<String> labels(Report now, Report before) {
    return Stream.of(now, before)
        .flatMap(report -> report.statement().routesByEnergy().stream())
        .map(RouteCost::label)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Optional<Sums> ofAll(Report report) {
    return Optional.of(report.statement())
        .filter(statement -> !statement.lines().isEmpty())
        .map(statement -> statement.line(CostCategory.REQUESTS));
  }

  /** Returns the sums of a route; empty if they may be among those of all other routes. */
  private static Optional<Sums> ofRoute(Report report, String label) {
    Sums own = report.statement().route(label);
    boolean isHidden = own.isNone() && !report.statement().route(Route.OTHER.label()).isNone();
    return isHidden ? Optional.empty() : ofAll(report).map(all -> own);
  }

  private static List<Pair> pairs(Optional<Sums> before, Optional<Sums> now) {
    return Stream.concat(
            Stream.of(Pair.of(before.map(CompareView::requests), now.map(CompareView::requests))),
            COMPARED.stream().map(mean -> Pair.of(before.flatMap(mean::of), now.flatMap(mean::of))))
        .toList();
  }

  private static BigInteger requests(Sums sums) {
    return sums.get(Metric.REQUESTS);
  }

  /** Shows two versions. Whether a change is more than accident says the comparison by age. */
  CompareView ofVersions(VersionCosts now, VersionCosts before) {
    List<DistributionFigure> figures =
        List.of(
            DistributionFigure.BYTES_MEDIAN,
            DistributionFigure.CPU_MEDIAN,
            DistributionFigure.CPU_P95);
    Comparison table =
        new Comparison(
            Stream.concat(
                    Stream.of(new Amount("Requests", Quantity.COUNT)),
                    figures.stream()
                        .map(
                            figure ->
                                new Amount(
                                    figure.title(),
                                    figure.isOfCpu() ? Quantity.TIME : Quantity.BYTES)))
                .toList());
    Map<String, RouteChange> changes =
        VersionComparison.of(now, before).stream()
            .collect(
                Collectors.toMap(
                    RouteChange::route, change -> change, (one, other) -> one, LinkedHashMap::new));
    Set<String> labels = new LinkedHashSet<>(changes.keySet());
    labels.addAll(new TreeSet<>(now.routes().keySet()));
    labels.addAll(new TreeSet<>(before.routes().keySet()));
    for (String label : labels) {
      Optional<Distribution> old = Optional.ofNullable(before.routes().get(label));
      Optional<Distribution> current = Optional.ofNullable(now.routes().get(label));
      Stream<Pair> requests =
          Stream.of(Pair.of(old.map(CompareView::count), current.map(CompareView::count)));
      table.add(
          label,
          VersionsView.finding(Optional.ofNullable(changes.get(label))),
          Stream.concat(
                  requests,
                  figures.stream()
                      .map(figure -> Pair.of(old.map(figure::of), current.map(figure::of))))
              .toList());
    }
    values.put(
        "about",
        "Of requests with known cost since each version was first seen: the cost that half of them"
            + " stay below, and 95 %, within 7 %. A regression or an improvement is named where"
            + " requests of the same age of the route differ by more than accident explains.");
    return show(
        table,
        before.version(),
        now.version(),
        VersionsView.finding(now, before, List.copyOf(changes.values())));
  }

  private static BigInteger count(Distribution distribution) {
    return BigInteger.valueOf(distribution.requests());
  }

  private CompareView show(Comparison table, String before, String after, String finding) {
    values.put("hasTable", true);
    values.put("before", before);
    values.put("after", after);
    values.put("finding", finding);
    values.putAll(table.values());
    return this;
  }
}
