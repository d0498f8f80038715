// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.Host;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The power that a whole machine draws at the wall, by its utilisation.
 *
 * <p>The coefficients come from published measurements of servers with the same microarchitecture.
 * Between idle and full the power follows a measured curve, which is steeper at low load than a
 * straight line. A server's idle power goes by its number of processors and hardly by their thermal
 * design power (TDP); what a busy one draws above it is nearly in proportion to the TDP:
 *
 * <pre>{@code
 * P(u)    = idle + dynamic x shape(u)
 * idle    = packages x idle of the row    x (TDP / 200 W)^0.3
 * dynamic = packages x dynamic of the row x (TDP / 200 W)^0.9
 * }</pre>
 *
 * <p>Of a processor of which no TDP is known, and of each virtual CPU, the row gives idle and full
 * power per hardware thread.
 *
 * <p>Held against published results since 2017, the median error of {@link #watts} is 7 % for the
 * servers that the table was made from, and 7 % of the power above idle. With each CPU model
 * predicted from all others it is 12 % (18 % idle), and 14 % of the power above idle; 11 % and 11 %
 * for those of which the microarchitecture keeps at least four results. {@code mvn -Paccuracy}
 * prints the first of these.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class PowerModel {

  /** How the power was found, which says how far it may be off. */
  public enum Rung {
    /** Measured by a meter of the machine. */
    POWER_METER,
    /** Measured by the host for its guest. */
    HOST_METER,
    /** Given by the user, for one end of the curve at least. */
    SETTINGS,
    /** By the TDP of the processor's model and measurements of its microarchitecture. */
    CPU_MODEL,
    /** By measurements of the processor's microarchitecture. */
    MICROARCHITECTURE,
    /** By measurements of a microarchitecture that is like the processor's. */
    PROXY,
    /** By measurements of all servers. */
    DEFAULT;

    /** Tells whether a meter measured it. */
    public boolean measured() {
      return this == POWER_METER || this == HOST_METER;
    }

    /** Returns its name in the table of defaults. */
    String reason() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private final double idleWatts;
  private final double maxWatts;
  private final int logicalCpus;
  private final double memoryGigabytes;
  private final PowerCurve curve;
  private final Rung rung;
  private final String method;

  private PowerModel(
      double idleWatts,
      double maxWatts,
      int logicalCpus,
      double memoryGigabytes,
      PowerCurve curve,
      Rung rung,
      String method) {
    this.idleWatts = idleWatts;
    this.maxWatts = maxWatts;
    this.logicalCpus = logicalCpus;
    this.memoryGigabytes = memoryGigabytes;
    this.curve = curve;
    this.rung = rung;
    this.method = method;
  }

  /**
   * Returns the model of a server of which the processor is known.
   *
   * <p>A CPU model with a known TDP is scaled by it; else the microarchitecture decides; else all
   * servers since 2017.
   *
   * @param cpuName the processor's name, as it gives it; may be empty
   * @param microarchitecture its microarchitecture, as OSHI names it; may be empty
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
        row.rung() == Rung.MICROARCHITECTURE ? Rung.CPU_MODEL : row.rung(),
        "TDP of " + cpu.name());
  }

  /** Returns the model of a machine that the process runs on, whole or virtual. */
  public static PowerModel forMachine(Machine machine, Host host) {
    if (machine.found() && !machine.virtual() && CpuModel.find(machine.cpuName()).isPresent()) {
      return forCpu(
          machine.cpuName(), machine.microarchitecture(), host.packages(), host.logicalCpus());
    }
    PowerRow row = PowerRow.of(machine.microarchitecture());
    // The table counts hardware threads. A whole machine without them has the core's power in each
    // CPU; a virtual CPU is one hardware thread, whatever the guest is shown.
    boolean oneThreadPerCore =
        machine.found() && !machine.virtual() && host.cores() == host.logicalCpus();
    return forRow(row, host.logicalCpus(), oneThreadPerCore ? row.threadsPerCore() : 1);
  }

  private static PowerModel forRow(PowerRow row, int logicalCpus, double threadsPerCpu) {
    double scale = logicalCpus * threadsPerCpu;
    return new PowerModel(
        row.idleWatts() * scale,
        row.maxWatts() * scale,
        logicalCpus,
        row.memoryGigabytes() * scale,
        row.curve(),
        row.rung(),
        row.name());
  }

  /**
   * Returns this model with other end points. The curve between them stays, but for an idle power
   * of 0 beside a maximum: that says that power is in proportion to the load, so that a CPU-second
   * costs the maximum at any utilisation.
   *
   * @param idleWattsPerCpu in W per logical CPU, if it is to be replaced
   * @param maxWattsPerCpu in W per logical CPU, if it is to be replaced
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
        Rung.SETTINGS,
        "settings");
  }

  /**
   * Returns the power of the whole machine in W.
   *
   * @param utilisation busy share of its logical CPUs, from 0 to 1; what lies outside is clamped
   */
  public double watts(double utilisation) {
    return idleWatts + (maxWatts - idleWatts) * curve.at(utilisation);
  }

  /**
   * Returns the energy in J above idle that one second of CPU time takes, at a utilisation of the
   * whole machine above 0 and up to 1.
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
   * Returns the memory in GB for each logical CPU of which the power above holds the share: that of
   * the servers measured. Only what a machine has beyond it takes more.
   */
  public double memoryGigabytesPerCpuIncluded() {
    return memoryGigabytes / logicalCpus;
  }

  /** Returns how the figures were found. */
  public Rung rung() {
    return rung;
  }

  /** Returns by what the figures were found, such as {@code Zen 4} or {@code DEFAULT}. */
  public String method() {
    return method;
  }
}
