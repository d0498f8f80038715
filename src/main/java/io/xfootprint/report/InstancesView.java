// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.report.Quantity.Column;
import io.xfootprint.store.InstanceTotal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** The instances of an application. With one alone there is nothing to tell apart. */
final class InstancesView {

  private InstancesView() {}

  /** Returns the values of the template. */
  static Map<String, Object> values(List<InstanceTotal> instances) {
    Column energy = Quantity.ENERGY.column(instances.stream().map(InstancesView::energy));
    Column emissions = Quantity.EMISSIONS.column(instances.stream().map(InstancesView::emissions));
    return Map.of(
        "hasInstances", instances.size() > 1,
        "instancesEnergyUnit", energy.unit(),
        "instancesEmissionsUnit", emissions.unit(),
        "instances", instances.stream().map(each -> row(each, energy, emissions)).toList());
  }

  private static BigInteger energy(InstanceTotal instance) {
    return instance.books().operational().get(Metric.ENERGY_NANOJOULES);
  }

  private static BigInteger emissions(InstanceTotal instance) {
    return instance.books().total().get(Metric.EMISSIONS_PICOGRAMS);
  }

  private static Map<String, String> row(InstanceTotal instance, Column energy, Column emissions) {
    boolean hasEnded = instance.name().isEmpty();
    BigInteger requests = instance.books().line(CostCategory.REQUESTS).get(Metric.REQUESTS);
    return Map.of(
        "name", hasEnded ? "all that have ended" : instance.name(),
        "method", instance.method(),
        "started", hasEnded ? "" : PageText.minute(instance.started()),
        "requests", Quantity.COUNT.text(requests),
        "energy", energy.number(energy(instance)),
        "emissions", emissions.number(emissions(instance)));
  }
}
