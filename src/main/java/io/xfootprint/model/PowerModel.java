// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.Host;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model of the power that a whole machine draws at the wall, by its utilisation.
 *
 * <p>The coefficients come from published measurements of servers with the same microarchitecture.
 * Between idle and full the power follows a measured curve, which is steeper at low load than a
 * straight line. A server's idle power depends on its number of processors and hardly on their
 * thermal design power (TDP). The power above idle is nearly in proportion to the TDP:
 *
 * <pre>{@code
 * P(u)    = idle + dynamic x shape(u)
 * idle    = packages x idle of the row    x (TDP / 200 W)^0.3
 * dynamic = packages x dynamic of the row x (TDP / 200 W)^0.9
 * }</pre>
 *
 * <p>For a processor without a known TDP, and for each virtual CPU, the row gives idle and full
 * power per hardware thread.
 *
 * <p>Compared with published results since 2017, the median error of {@link #watts} is 7 % for the
 * servers from which the table was made, and 7 % for the power above idle. When each CPU model is
 * predicted from all others, the error is 12 % (18 % when idle), and 14 % for the power above idle.
 * Where the microarchitecture keeps at least four results, both are 11 %. {@code mvn -Paccuracy}
 * prints the first of these figures.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class PowerModel {

  // Of the whole machine.
  private final double idleWatts;
  private final double maxWatts;
  private final int logicalCpus;
  private final double memoryGigabytes;
  private final PowerCurve curve;
  private final PowerSource source;
  private final String basis;

  private PowerModel(
      double idleWatts,
      double maxWatts,
      int logicalCpus,
      double memoryGigabytes,
      PowerCurve curve,
      PowerSource source,
      String basis) {
    this.idleWatts = idleWatts;
    this.maxWatts = maxWatts;
    this.logicalCpus = logicalCpus;
    this.memoryGigabytes = memoryGigabytes;
    this.curve = curve;
    this.source = source;
    this.basis = basis;
  }

  /**
   * Returns the model of a server with this processor.
   *
   * <p>A CPU model with a known TDP is scaled by it. Otherwise the microarchitecture decides, and
   * without one the median of all servers since 2017.
   *
   * @param cpuName the processor's name as it reports it; may be empty
   * @param microarchitecture its microarchitecture by OSHI's name; may be empty
   * @param packages number of sockets, at least 1
   * @param logicalCpus number of hardware threads of the whole machine, at least 1
   */
  public static PowerModel forCpu(
      String cpuName, String microarchitecture, int packages, int logicalCpus) {
    if (packages < 1 || logicalCpus < 1) {
      throw new IllegalArgumentException(
          "packages and logicalCpus must be >= 1, but were " + packages + " and " + logicalCpus);
    }
    Optional<CpuModel> cpu = CpuModel.find(cpuName);
    PowerRow row =
        PowerRow.find(microarchitecture)
            .or(() -> cpu.flatMap(known -> PowerRow.find(known.microarchitecture())))
            .orElseGet(PowerRow::byDefault);
    if (cpu.isPresent()
        && row.idleWattsPerPackage().isPresent()
        && row.dynamicWattsPerPackage().isPresent()) {
      return forTdp(cpu.get(), row, packages, logicalCpus);
    }
    return forRow(row, logicalCpus, 1);
  }

  /** Scales a row by the processor's thermal design power, and by the number of processors. */
  private static PowerModel forTdp(CpuModel cpu, PowerRow row, int packages, int logicalCpus) {
    double size = cpu.tdpWatts() / PowerRow.REFERENCE_TDP_WATTS;
    double idleWatts =
        packages
            * row.idleWattsPerPackage().orElseThrow()
            * Math.pow(size, Coefficients.idleTdpExponent());
    double dynamicWatts =
        packages
            * row.dynamicWattsPerPackage().orElseThrow()
            * Math.pow(size, Coefficients.dynamicTdpExponent());
    return new PowerModel(
        idleWatts,
        idleWatts + dynamicWatts,
        logicalCpus,
        row.memoryGigabytes() * logicalCpus,
        row.curve(),
        row.source() == PowerSource.MICROARCHITECTURE ? PowerSource.CPU_MODEL : row.source(),
        "TDP of " + cpu.name());
  }

  /**
   * Returns the model of the machine on which the process runs, whole or virtual.
   *
   * @param machine what decides its power
   * @param host the machine that was found, for its number of CPUs
   */
  public static PowerModel forMachine(Machine machine, Host host) {
    if (machine.found() && !machine.virtual() && CpuModel.find(machine.cpuName()).isPresent()) {
      return forCpu(
          machine.cpuName(), machine.microarchitecture(), host.packages(), host.logicalCpus());
    }
    PowerRow row = PowerRow.of(machine.microarchitecture());
    // The table counts hardware threads. On a whole machine with one thread per core, each CPU has
    // the power of a core. A virtual CPU is one hardware thread, whatever the guest sees.
    boolean oneThreadPerCore =
        machine.found() && !machine.virtual() && host.cores() == host.logicalCpus();
    return forRow(row, host.logicalCpus(), oneThreadPerCore ? row.threadsPerCore() : 1);
  }

  /** Takes a row's power per hardware thread as often as the machine has threads. */
  private static PowerModel forRow(PowerRow row, int logicalCpus, double threadsPerCpu) {
    double scale = logicalCpus * threadsPerCpu;
    return new PowerModel(
        row.idleWatts() * scale,
        row.maxWatts() * scale,
        logicalCpus,
        row.memoryGigabytes() * scale,
        row.curve(),
        row.source(),
        row.name());
  }

  /**
   * Returns this model with other end points. The curve between them stays, with one exception: an
   * idle power of 0 with a given maximum means power in proportion to the load, so a CPU-second
   * costs the maximum at any utilisation.
   *
   * @param idleWattsPerCpu in W per logical CPU; empty to keep the model's
   * @param maxWattsPerCpu in W per logical CPU; empty to keep the model's
   */
  public PowerModel withWatts(OptionalDouble idleWattsPerCpu, OptionalDouble maxWattsPerCpu) {
    if (idleWattsPerCpu.isEmpty() && maxWattsPerCpu.isEmpty()) {
      return this;
    }
    boolean proportional = maxWattsPerCpu.isPresent() && idleWattsPerCpu.orElse(1) == 0;
    return new PowerModel(
        idleWattsPerCpu.orElse(idleWattsPerCpu()) * logicalCpus,
        maxWattsPerCpu.orElse(maxWattsPerCpu()) * logicalCpus,
        logicalCpus,
        memoryGigabytes,
        proportional ? PowerCurve.STRAIGHT : curve,
        PowerSource.SETTINGS,
        "settings");
  }

  /**
   * Returns the power of the whole machine in W.
   *
   * @param utilisation busy share of its logical CPUs; clamped to 0 to 1
   */
  public double watts(double utilisation) {
    return idleWatts + (maxWatts - idleWatts) * curve.at(utilisation);
  }

  /**
   * Returns the energy in J above idle of one second of CPU time.
   *
   * @param utilisation of the whole machine, above 0 and at most 1
   */
  public double joulesPerCpuSecond(double utilisation) {
    return (maxWatts - idleWatts) / logicalCpus * curve.at(utilisation) / utilisation;
  }

  /** Returns the power in W of one logical CPU of an idle machine. */
  public double idleWattsPerCpu() {
    return idleWatts / logicalCpus;
  }

  /** Returns the power in W of one logical CPU of a fully busy machine. */
  public double maxWattsPerCpu() {
    return maxWatts / logicalCpus;
  }

  /**
   * Returns the memory in GB per logical CPU whose power is part of the figures above, because the
   * servers measured had it. Only memory beyond it adds power.
   */
  public double memoryGigabytesPerCpuIncluded() {
    return memoryGigabytes / logicalCpus;
  }

  /** Returns the source of the figures. */
  public PowerSource source() {
    return source;
  }

  /** Returns the table row or setting that gave the figures, such as {@code Zen 4}. */
  public String basis() {
    return basis;
  }
}
