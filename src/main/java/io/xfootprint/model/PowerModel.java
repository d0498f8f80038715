// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.host.Host;
import io.xfootprint.units.Range;
import io.xfootprint.units.Scale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model of the power that a machine draws at the wall, by its utilisation.
 *
 * <p>The coefficients come from published measurements of servers: of the same CPU model, or else
 * of the same microarchitecture. Between idle and full the power follows a measured curve, which is
 * steeper at low load than a straight line:
 *
 * <pre>{@code
 * P(u) = idle + memory + dynamic x shape(u)
 * idle = 20 W + packages x W of a package      memory = 0.08 W x GB      dynamic = packages x W
 * }</pre>
 *
 * <p>Packages of one microarchitecture differ little in idle power. Power above idle is in
 * proportion to the thermal design power (TDP). A virtual machine has the part of its host's power
 * that its vCPUs are of the host's.
 *
 * <p>Each CPU model predicted from all others and counted once, results since 2017 have a median
 * error of 11 % of the whole power, and 11 % of the power above idle. Servers of a CPU model with
 * results of its own have 7 % and 8 %. {@code mvn -Paccuracy} prints these figures.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class PowerModel {

  /** The hosts of guests that show their CPU model mostly have two packages. */
  private static final int PACKAGES_OF_UNSEEN_HOST = 2;

  // Of the whole machine.
  private final double platformWatts;
  private final double idleWatts;
  private final double memoryWatts;
  private final double dynamicWatts;
  private final int logicalCpus;
  private final PowerCurve curve;
  private final Origin origin;

  /**
   * Where the figures come from, which decides how far off they may be.
   *
   * @param source the kind of source
   * @param basis the table row or setting, such as {@code Zen 4}
   * @param virtual whether the load of the host cannot be seen
   * @param lowConfidence whether they rest on fewer than three CPU models
   */
  record Origin(PowerSource source, String basis, boolean virtual, boolean lowConfidence) {

    Origin(PowerRow row, boolean virtual) {
      this(row.source(), row.name(), virtual, row.hasLowConfidence());
    }

    Origin asVirtual(boolean isVirtual) {
      return new Origin(source, basis, isVirtual, lowConfidence);
    }
  }

  private PowerModel(
      double platformWatts,
      double idleWatts,
      double memoryWatts,
      double dynamicWatts,
      int logicalCpus,
      PowerCurve curve,
      Origin origin) {
    this.platformWatts = platformWatts;
    this.idleWatts = idleWatts;
    this.memoryWatts = memoryWatts;
    this.dynamicWatts = dynamicWatts;
    this.logicalCpus = logicalCpus;
    this.curve = curve;
    this.origin = origin;
  }

  /**
   * Returns the model of a whole server with this processor.
   *
   * <p>A CPU model with published results has their power. One with a known TDP is scaled by it.
   * Otherwise the microarchitecture decides by the number of threads, and without one the median of
   * all servers since 2017.
   *
   * @param cpuName the processor's name as it reports it; may be empty
   * @param microarchitecture its microarchitecture by OSHI's name; may be empty
   * @param packages number of sockets, at least 1
   * @param logicalCpus number of hardware threads of the whole machine, at least 1
   * @param memoryGb memory of the whole machine in GB, at least 0
   */
  public static PowerModel forCpu(
      String cpuName, String microarchitecture, int packages, int logicalCpus, double memoryGb) {
    if (packages < 1 || logicalCpus < 1 || !(memoryGb >= 0 && Double.isFinite(memoryGb))) {
      throw new IllegalArgumentException(
          "packages and logicalCpus must be >= 1 and memoryGb finite and >= 0, but were %s, %s and %s"
              .formatted(packages, logicalCpus, memoryGb));
    }
    Optional<CpuModel> cpu = CpuModel.find(cpuName);
    PowerRow row = row(cpu, microarchitecture);
    return server(cpu, row, packages, logicalCpus).with(logicalCpus, memoryGb);
  }

  /** Returns the row of a CPU model that is known, else of a microarchitecture. */
  private static PowerRow row(Optional<CpuModel> cpu, String microarchitecture) {
    // The table tells dense cores from classic ones, which share their microarchitecture's name.
    return cpu.flatMap(known -> PowerRow.find(known.microarchitecture()))
        .or(() -> PowerRow.find(microarchitecture))
        .orElseGet(PowerRow::byDefault);
  }

  /** Returns the power of a whole server without its memory, by the best figures there are. */
  private static PowerModel server(
      Optional<CpuModel> cpu, PowerRow row, int packages, int logicalCpus) {
    Optional<PowerRow.Watts> results = cpu.flatMap(CpuModel::measured);
    if (results.isPresent()) {
      return ofPackages(
          results.get(),
          packages,
          logicalCpus,
          cpu.flatMap(CpuModel::curve).orElse(row.curve()),
          new Origin(PowerSource.CPU_RESULTS, "results of " + cpu.get().name(), false, false));
    }
    if (cpu.isPresent()) {
      String basis = row.name() + ", TDP of " + cpu.get().name();
      PowerSource source =
          row.source() == PowerSource.MICROARCHITECTURE ? PowerSource.CPU_MODEL : row.source();
      return ofPackages(
          row.byTdp(cpu.get().tdpWatts()),
          packages,
          logicalCpus,
          row.curve(),
          new Origin(source, basis, false, row.hasLowConfidence()));
    }
    return ofPackages(
        row.byThreads((double) logicalCpus / packages),
        packages,
        logicalCpus,
        row.curve(),
        new Origin(row, false));
  }

  private static PowerModel ofPackages(
      PowerRow.Watts watts, int packages, int logicalCpus, PowerCurve curve, Origin origin) {
    double platform = Coefficients.platformWatts();
    return new PowerModel(
        platform,
        platform + packages * watts.idle(),
        0,
        packages * watts.dynamic(),
        logicalCpus,
        curve,
        origin);
  }

  /**
   * Returns the model of the machine on which the process runs. The power of memory is part of it
   * only where the machine is whole, so that all of its memory can be seen.
   *
   * @param machine what decides its power
   * @param host the machine that was found, for its number of CPUs
   */
  public static PowerModel forMachine(Machine machine, Host host) {
    Optional<CpuModel> cpu = CpuModel.find(machine.cpuName());
    PowerRow row = row(cpu, machine.microarchitecture());
    int cpus = host.logicalCpus();
    if (machine.virtual() || !machine.found()) {
      return machine
          .platform()
          .map(platform -> host(platform, row).share(cpus, machine.virtual()))
          .orElseGet(() -> guest(cpu, row, cpus, machine.virtual()));
    }
    return whole(machine, cpu, row, host).with(cpus, host.memoryBytes().orElse(0) / Scale.GIGA);
  }

  /** Returns the power of a whole machine that was found, without its memory. */
  private static PowerModel whole(
      Machine machine, Optional<CpuModel> cpu, PowerRow row, Host host) {
    if (cpu.isEmpty() && machine.platform().isPresent()) {
      return host(machine.platform().get(), row).share(host.logicalCpus(), false);
    }
    // The table counts hardware threads. Where each core has one, each CPU has a core's power.
    boolean oneThreadPerCore = host.cores() == host.logicalCpus();
    double threads = host.logicalCpus() * (oneThreadPerCore ? row.threadsPerCore() : 1);
    return server(cpu, row, host.packages(), (int) Math.round(threads));
  }

  /** Returns the power of the host of a cloud's instance type. */
  private static PowerModel host(Machine.Platform platform, PowerRow row) {
    String basis = row.name() + ", TDP of " + platform.cpu();
    return ofPackages(
        row.byTdp(platform.tdpWatts() / platform.packages()),
        platform.packages(),
        platform.vcpus(),
        row.curve(),
        new Origin(PowerSource.INSTANCE_TYPE, basis, true, row.hasLowConfidence()));
  }

  /** Returns the power of some CPUs of a machine whose own counts are unknown. */
  private static PowerModel guest(Optional<CpuModel> cpu, PowerRow row, int cpus, boolean virtual) {
    int threads =
        PACKAGES_OF_UNSEEN_HOST * cpu.map(known -> known.threads(row.threadsPerCore())).orElse(0);
    if (threads > 0) {
      return server(cpu, row, PACKAGES_OF_UNSEEN_HOST, threads).share(cpus, virtual);
    }
    // The part of the platform in a vCPU's idle power is not known.
    return new PowerModel(
        0,
        row.ofVirtualCpu().idle() * cpus,
        0,
        row.ofVirtualCpu().dynamic() * cpus,
        cpus,
        row.curve(),
        new Origin(row, virtual));
  }

  /** Returns the part of this machine that some of its CPUs are. */
  private PowerModel share(int cpus, boolean virtual) {
    double part = (double) cpus / logicalCpus;
    return new PowerModel(
        platformWatts * part,
        idleWatts * part,
        0,
        dynamicWatts * part,
        cpus,
        curve,
        origin.asVirtual(virtual));
  }

  /** Returns the same machine with its memory, and its power over another number of CPUs. */
  private PowerModel with(int cpus, double memoryGigabytes) {
    double watts = Coefficients.memoryWattsPerGigabyte() * memoryGigabytes;
    return new PowerModel(platformWatts, idleWatts, watts, dynamicWatts, cpus, curve, origin);
  }

  /**
   * Returns this model with other end points. The curve between them stays, with one exception: an
   * idle power of 0 with a given maximum means power in proportion to the load, so a CPU-second
   * costs the maximum at any utilisation.
   *
   * @param idleWattsPerCpu in W per logical CPU, with its part of the memory; empty to keep the
   *     model's
   * @param maxWattsPerCpu in W per logical CPU, with memory if the idle power is given; empty to
   *     keep what the model adds to idle power
   */
  public PowerModel withWatts(OptionalDouble idleWattsPerCpu, OptionalDouble maxWattsPerCpu) {
    if (idleWattsPerCpu.isEmpty() && maxWattsPerCpu.isEmpty()) {
      return this;
    }
    boolean proportional = maxWattsPerCpu.isPresent() && idleWattsPerCpu.orElse(1) == 0;
    double idle = idleWattsPerCpu.orElse(idleWattsPerCpu()) * logicalCpus;
    return new PowerModel(
        Math.min(platformWatts, idle),
        idle,
        idleWattsPerCpu.isPresent() ? 0 : memoryWatts,
        maxWattsPerCpu.isPresent()
            ? maxWattsPerCpu.getAsDouble() * logicalCpus - idle
            : dynamicWatts,
        logicalCpus,
        proportional ? PowerCurve.STRAIGHT : curve,
        new Origin(PowerSource.SETTINGS, "settings", origin.virtual, false));
  }

  /**
   * Returns the power of the whole machine in W.
   *
   * @param utilisation busy share of its logical CPUs; clamped to 0 to 1
   */
  public double watts(double utilisation) {
    return idleWatts + memoryWatts + dynamicWatts * curve.at(utilisation);
  }

  /**
   * Returns the least power in W that the figure may mean: nine of ten servers lie between this and
   * {@link #high}.
   *
   * @param utilisation busy share of its logical CPUs; clamped to 0 to 1
   */
  public double low(double utilisation) {
    Uncertainty uncertainty = uncertainty();
    return uncertainty.idle().low(idleWatts + memoryWatts)
        + uncertainty.dynamic().low(dynamicWatts * curve.at(utilisation));
  }

  /** Returns the greatest power in W that the figure may mean; see {@link #low}. */
  public double high(double utilisation) {
    Uncertainty uncertainty = uncertainty();
    return uncertainty.idle().high(idleWatts + memoryWatts)
        + uncertainty.dynamic().high(dynamicWatts * curve.at(utilisation));
  }

  /**
   * Returns the energy in J above idle of one second of CPU time.
   *
   * @param utilisation of the whole machine, above 0 and at most 1
   */
  public double joulesPerCpuSecond(double utilisation) {
    return dynamicWatts / logicalCpus * curve.at(utilisation) / utilisation;
  }

  /** Returns the power in W of one logical CPU of an idle machine, without its memory. */
  public double idleWattsPerCpu() {
    return idleWatts / logicalCpus;
  }

  /** Returns the power in W of one logical CPU of a fully busy machine, without its memory. */
  public double maxWattsPerCpu() {
    return (idleWatts + dynamicWatts) / logicalCpus;
  }

  /** Returns how far off energies may be that rest on this power; nothing of electricity. */
  public Uncertainty uncertainty() {
    return Uncertainty.of(origin.source(), origin.virtual(), origin.lowConfidence(), Range.EXACT);
  }

  /**
   * Returns whether both rest on the same figures of the same tables, so that where one is off the
   * other is off by the same factor.
   */
  public boolean isOfSameFiguresAs(PowerModel other) {
    return origin.source() == other.origin.source()
        && origin.basis().equals(other.origin.basis())
        && origin.virtual() == other.origin.virtual();
  }

  /** Returns the power in W of the memory that is part of the whole machine. */
  double memoryWatts() {
    return memoryWatts;
  }

  /**
   * Returns the part of the idle power that no processor draws, in W: supply, fans, board, disk.
   */
  double platformWatts() {
    return platformWatts;
  }

  /**
   * Returns the power in W of what the counters of processor packages see of the machine.
   *
   * @param withMemory whether there are counters of memory too
   */
  double packageWatts(double utilisation, boolean withMemory) {
    return watts(utilisation) - platformWatts - (withMemory ? 0 : memoryWatts);
  }

  /** Returns the source of the figures. */
  public PowerSource source() {
    return origin.source();
  }

  /** Returns the table row or setting that gave the figures, such as {@code Zen 4}. */
  public String basis() {
    return origin.basis();
  }
}
