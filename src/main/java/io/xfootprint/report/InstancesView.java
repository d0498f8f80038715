// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Metric;
import io.xfootprint.store.InstanceTotal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The instances of an application, where there are or were several. */
final class InstancesView {

  private final List<InstanceTotal> instances;

  InstancesView(List<InstanceTotal> instances) {
    this.instances = instances;
  }

  Map<String, Object> values() {
    Quantity.Column energy = Quantity.ENERGY.column(instances.stream().map(InstancesView::energy));
    Quantity.Column emissions =
        Quantity.EMISSIONS.column(instances.stream().map(InstancesView::emissions));
    Map<String, Object> values = new HashMap<>();
    values.put("hasInstances", instances.size() > 1);
    values.put("instancesEnergyUnit", energy.unit().name());
    values.put("instancesEmissionsUnit", emissions.unit().name());
    values.put("instances", instances.stream().map(each -> row(each, energy, emissions)).toList());
    return values;
  }

  private static BigInteger energy(InstanceTotal instance) {
    return instance.books().operational().get(Metric.ENERGY_NANOJOULES);
  }

  private static BigInteger emissions(InstanceTotal instance) {
    return instance.books().total().get(Metric.EMISSIONS_PICOGRAMS);
  }

  private static Map<String, Object> row(
      InstanceTotal instance, Quantity.Column energy, Quantity.Column emissions) {
    boolean ended = instance.name().isEmpty();
    return Map.of(
        "name",
        ended ? "all that have ended" : instance.name(),
        "method",
        instance.method(),
        "started",
        ended ? "" : PageView.minute(instance.started()),
        "requests",
        Quantity.COUNT.text(instance.books().line(CostCategory.REQUESTS).get(Metric.REQUESTS)),
        "energy",
        energy.number(energy(instance)),
        "energyUnit",
        energy.unit().name(),
        "emissions",
        emissions.number(emissions(instance)),
        "emissionsUnit",
        emissions.unit().name());
  }
}
