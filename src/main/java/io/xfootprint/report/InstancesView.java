// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.store.InstanceTotal;
import java.util.List;
import java.util.Map;

/** The table of instances, where there are or were several: a part of them at a time. */
final class InstancesView {

  static final int PER_PAGE = 50;

  private final List<InstanceTotal> all;
  private final PageQuery query;
  private final int page;
  private final int pages;

  InstancesView(List<InstanceTotal> all, PageQuery query) {
    this.all = all;
    this.query = query;
    pages = Math.max(1, (all.size() + PER_PAGE - 1) / PER_PAGE);
    page = Math.min(query.instances(), pages);
  }

  /** Returns the values of the template. The columns of all parts have the same units. */
  Map<String, Object> values() {
    int from = (page - 1) * PER_PAGE;
    int to = Math.min(from + PER_PAGE, all.size());
    Costs costs = Costs.of(all.stream().map(InstanceTotal::books));
    return Map.of(
        "hasInstances",
        all.size() > 1,
        "instancesEnergyUnit",
        costs.energy().unit(),
        "instancesEmissionsUnit",
        costs.emissions().unit(),
        "hasInstancePages",
        pages > 1,
        "instancePages",
        PageText.format("%d to %d of %d", from + 1, to, all.size()),
        "instancesBefore",
        page > 1 ? query.withInstances(page - 1).href() : "",
        "instancesAfter",
        page < pages ? query.withInstances(page + 1).href() : "",
        "instances",
        all.subList(from, to).stream().map(each -> costs.row(each.books(), about(each))).toList());
  }

  private static Map<String, String> about(InstanceTotal instance) {
    boolean hasEnded = instance.name().isEmpty();
    return Map.of(
        "name",
        hasEnded ? "all that have ended" : instance.name(),
        "version",
        instance.version(),
        "method",
        instance.method(),
        "started",
        hasEnded ? "" : PageText.minute(instance.started()));
  }
}
