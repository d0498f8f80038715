// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.Sums;
import io.xfootprint.model.MachineProfile;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Some work on a machine, written into books as a run of hours would have left them.
 *
 * @param settings by name
 * @param host the machine
 * @param peakCpus the most CPUs used
 */
record DoneWork(Map<String, String> settings, Host host, double peakCpus) {

  FootprintSettings read() {
    return FootprintSettings.from(new SettingSources().parameters(settings), host);
  }

  Circumstances circumstances() {
    FootprintSettings read = read();
    return new Circumstances(
        read.power().profile(host, read.place()),
        host,
        read.place().location().value(),
        Optional.empty(),
        peakCpus);
  }

  /** Returns the statement of hours in which one route and the background used CPU time. */
  Statement statement(double hours, double cpuSeconds, double cpus, double gigabytes) {
    MachineProfile model = circumstances().model();
    double joules = model.power().joulesPerCpuSecond(0.5);
    Map<CostCategory, Sums> lines = new EnumMap<>(CostCategory.class);
    Sums requests = sums(cpuSeconds / 4, cpuSeconds / 4 * joules, 0);
    lines.put(CostCategory.REQUESTS, requests);
    lines.put(CostCategory.BACKGROUND, sums(cpuSeconds * 3 / 4, cpuSeconds * 3 / 4 * joules, 0));
    double idle = model.power().idleWattsPerCpu() * cpus * hours * 3600;
    lines.put(CostCategory.IDLE, sums(0, idle, 0));
    double memory = model.memoryWattsPerGigabyte() * gigabytes * hours * 3600;
    lines.put(CostCategory.MEMORY, sums(0, memory, 0));
    double embodied =
        (model.embodiedGramsPerCpuHour() * cpus + model.embodiedGramsPerGigabyteHour() * gigabytes)
            * hours;
    lines.put(CostCategory.EMBODIED, sums(0, 0, embodied));
    return new Statement(lines, Map.of("GET /", requests));
  }

  static Sums sums(double cpuSeconds, double joules, double grams) {
    return Sums.from(
        metric ->
            switch (metric) {
              case REQUESTS -> cpuSeconds > 0 ? BigInteger.valueOf(1000) : BigInteger.ZERO;
              case CPU_NANOS -> scaled(cpuSeconds * 1e9);
              case ENERGY_NANOJOULES -> scaled(joules * 1e9);
              case EMISSIONS_PICOGRAMS -> scaled(grams * 1e12);
              default -> BigInteger.ZERO;
            });
  }

  private static BigInteger scaled(double amount) {
    return BigInteger.valueOf(Math.round(amount));
  }
}
