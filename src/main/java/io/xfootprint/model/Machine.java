// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.data.NearestNames;
import io.xfootprint.host.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * A kind of machine, described by the properties that decide its power: the one that was found, or
 * one that the setting {@code machine} names.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param name the name that was given or found
 * @param cpuName the processor's model, empty if unknown
 * @param microarchitecture the processor's microarchitecture, empty if unknown
 * @param virtual whether it is a share of a machine whose load cannot be seen
 * @param found whether it is the machine on which the process runs, so that the host's counts of
 *     CPUs and memory apply
 * @param type the cloud's instance type, if it is one
 */
public record Machine(
    String name,
    String cpuName,
    String microarchitecture,
    boolean virtual,
    boolean found,
    Optional<InstanceType> type) {

  /**
   * What a cloud says of an instance type.
   *
   * @param vcpus number of its vCPUs; a part of one where several types share it
   * @param memoryGigabytes its memory
   * @param embodiedGramsPerHour emissions of making its part of the host, in gCO2e for each hour;
   *     empty if unknown
   * @param platform its host; empty where the host's TDP is not known
   */
  public record InstanceType(
      double vcpus,
      double memoryGigabytes,
      OptionalDouble embodiedGramsPerHour,
      Optional<Platform> platform) {}

  /**
   * The host of an instance type.
   *
   * @param cpu the model of its processors
   * @param packages number of its processors
   * @param tdpWatts thermal design power of all of them
   * @param vcpus number of vCPUs that the whole host would have. Where a vCPU is a whole core, it
   *     is the number of cores
   */
  record Platform(String cpu, int packages, double tdpWatts, int vcpus) {}

  /** Creates a machine that is of no cloud's type. */
  Machine(String name, String cpuName, String microarchitecture, boolean virtual, boolean found) {
    this(name, cpuName, microarchitecture, virtual, found, Optional.empty());
  }

  /** The ways to name a machine, for messages. */
  public static final String FORMS =
      "a cloud instance type (aws/TYPE, gcp/TYPE, azure/TYPE), a CPU model or a microarchitecture";

  /** The name of a machine whose processor reveals nothing. */
  public static final String UNKNOWN = "unknown CPU";

  /** Returns the machine that was found. */
  public static Machine of(Host host) {
    // ARM processors report no name.
    String told = host.cpuName().isEmpty() ? host.microarchitecture() : host.cpuName();
    String name = told.isEmpty() ? UNKNOWN : told;
    return new Machine(name, host.cpuName(), host.microarchitecture(), host.virtual(), true);
  }

  /**
   * Finds a machine by the name of an instance type, a CPU model or a microarchitecture, in upper
   * or lower case.
   *
   * @param name in one of the {@link #FORMS}
   * @param host the machine that was found; a named CPU is virtual if this one is
   * @return empty if there are no figures for it
   */
  public static Optional<Machine> find(String name, Host host) {
    String text = name.strip();
    if (text.contains("/") && text.toLowerCase(Locale.ROOT).matches("(aws|gcp|azure)/.+")) {
      return instance(text);
    }
    return CpuModel.find(text)
        .map(
            cpu ->
                new Machine(cpu.name(), cpu.name(), cpu.microarchitecture(), host.virtual(), false))
        .or(
            () ->
                PowerRow.find(text).map(row -> new Machine(text, "", text, host.virtual(), false)));
  }

  /** Returns up to three names of machines that may have been meant by one that is not known. */
  public static List<String> similar(String name) {
    List<String> names = new ArrayList<>();
    for (Row row : CsvTable.read("cloud-instance").rows()) {
      names.add(row.text("provider") + "/" + row.text("instance_type"));
    }
    if (name.indexOf('/') < 0) {
      CsvTable.read("cpu-power").rows().forEach(row -> names.add(row.text("microarchitecture")));
      CsvTable.read("cpu-model").rows().forEach(row -> names.add(row.text("cpu_model")));
    }
    List<String> similar = NearestNames.of(name, names);
    // Azure's own names begin with Standard_, and people leave it out.
    return similar.isEmpty() ? NearestNames.of(name.replaceFirst(".*/", ""), names) : similar;
  }

  /**
   * Finds a machine by the instance type that was detected. The host's processor replaces that of
   * the table for a whole machine, which shows it, and where the table does not know the processor.
   *
   * @param type as in {@code aws/m5.large}
   * @param host the machine that was found
   * @return empty if the type is not in the table
   */
  public static Optional<Machine> detected(String type, Host host) {
    return find(type, host).map(named -> named.asFound(host));
  }

  /** Returns this type as the machine found, with its processor where that says more. */
  private Machine asFound(Host host) {
    boolean hostTellsMore =
        (!virtual || microarchitecture.isEmpty()) && !host.microarchitecture().isEmpty();
    return new Machine(
        name,
        hostTellsMore ? host.cpuName() : cpuName,
        hostTellsMore ? host.microarchitecture() : microarchitecture,
        virtual,
        true,
        type);
  }

  /** Returns all instance types of clouds that the table has, in its order. */
  public static Stream<Machine> instances() {
    return CsvTable.read("cloud-instance").rows().stream().map(Machine::instance);
  }

  /**
   * Returns a text that is the same for machines whose CPUs take the same power, so that the tables
   * need not be asked for each of thousands.
   */
  public String powerKey() {
    String host =
        platform()
            .map(
                known ->
                    "%s x %d, %s W, %d"
                        .formatted(known.cpu, known.packages, known.tdpWatts, known.vcpus))
            .orElse("");
    return String.join("|", cpuName, microarchitecture, String.valueOf(virtual), host);
  }

  /** Returns the host of the instance type, if it is one and its host is known. */
  Optional<Platform> platform() {
    return type.flatMap(InstanceType::platform);
  }

  /** Returns the embodied emissions in gCO2e of a vCPU of the type for each hour, if known. */
  public OptionalDouble embodiedGramsPerCpuHour() {
    OptionalDouble grams =
        type.isPresent() ? type.get().embodiedGramsPerHour() : OptionalDouble.empty();
    return grams.isPresent()
        ? OptionalDouble.of(grams.getAsDouble() / type.orElseThrow().vcpus())
        : grams;
  }

  /** Finds a cloud instance type, such as {@code aws/m5.large}; Azure's also without Standard_. */
  private static Optional<Machine> instance(String name) {
    int slash = name.indexOf('/');
    String provider = name.substring(0, slash);
    String type = name.substring(slash + 1);
    return CsvTable.read("cloud-instance")
        .find(
            row ->
                row.text("provider").equalsIgnoreCase(provider)
                    && (row.text("instance_type").equalsIgnoreCase(type)
                        || row.text("instance_type").equalsIgnoreCase("Standard_" + type)))
        .map(Machine::instance);
  }

  private static Machine instance(Row row) {
    String type = row.text("instance_type");
    return new Machine(
        row.text("provider") + "/" + type,
        row.text("cpu_name"),
        row.text("microarchitecture"),
        // Only these types are whole servers: m5.metal, m7i.metal-24xl.
        !type.contains("metal"),
        false,
        Optional.of(
            new InstanceType(
                row.number("vcpus"),
                row.number("memory_gb"),
                row.has("embodied_gco2e_per_hour")
                    ? OptionalDouble.of(row.number("embodied_gco2e_per_hour"))
                    : OptionalDouble.empty(),
                platform(row))));
  }

  private static Optional<Platform> platform(Row row) {
    return row.has("platform_tdp_w")
        ? Optional.of(
            new Platform(
                row.text("platform_cpu"),
                row.integer("platform_sockets"),
                row.number("platform_tdp_w"),
                row.integer("platform_threads")))
        : Optional.empty();
  }
}
