// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.reading.CounterInstrument;
import io.xfootprint.servlet.RequestFigures;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request has cost so far, in base units by the names of the metrics. */
final class RequestCost {

  private static final int MICRO = 6;
  private static final int NANO = 9;

  private RequestCost() {}

  /** Returns the figures; one that is not known is left out. */
  static Map<String, BigDecimal> of(RequestFigures figures) {
    Map<String, BigDecimal> cost = new LinkedHashMap<>();
    put(cost, CounterInstrument.ENERGY, figures.getEnergyMicrojoules(), MICRO);
    put(cost, CounterInstrument.EMISSIONS, figures.getEmissionsNanograms(), NANO);
    put(cost, CounterInstrument.CPU_TIME, figures.getCpuMicros(), MICRO);
    Long bytes = figures.getAllocatedBytes();
    put(cost, CounterInstrument.ALLOCATED, bytes == null ? null : BigDecimal.valueOf(bytes), 0);
    return cost;
  }

  private static void put(
      Map<String, BigDecimal> cost,
      CounterInstrument name,
      @Nullable BigDecimal figure,
      int decimals) {
    if (figure != null) {
      cost.put(name.instrument().id(), figure.movePointLeft(decimals).stripTrailingZeros());
    }
  }
}
