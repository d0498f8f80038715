// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A processor's description of itself, as Linux lists it: CPUID on x86, the register MIDR on ARM.
 *
 * @param vendor such as {@code GenuineIntel}; on ARM the implementer's number, such as {@code 0x41}
 * @param family such as {@code 6}; on ARM the architecture's version
 * @param model such as {@code 85}; on ARM the part's number, such as {@code 0xd0c}
 * @param stepping such as {@code 7}; empty on ARM
 * @param name the maker's or the cloud's name of it; empty on ARM
 * @param flags names of features, separated by blanks; empty where the system has no such list, as
 *     on ARM
 * @param packages number of sockets, at least 1
 * @param cores number of physical cores, at least 1
 * @param logicalCpus number of hardware threads, at least 1
 */
record CpuId(
    String vendor,
    String family,
    String model,
    String stepping,
    String name,
    String flags,
    int packages,
    int cores,
    int logicalCpus) {

  /**
   * The implementer's number of Arm itself; parts of other implementers are numbered separately.
   */
  private static final String ARM = "0x41";

  /** Returns whether Arm designed the core. */
  boolean isArm() {
    return vendor.equals(ARM);
  }

  /** Returns whether the processor reports a hypervisor. */
  boolean hasHypervisorFlag() {
    return (" " + flags + " ").contains(" hypervisor ");
  }

  /**
   * Parses {@code /proc/cpuinfo}. The first processor describes all of them. On ARM the file lists
   * neither sockets nor cores, so each CPU counts as a core, and all share one socket. No server of
   * today has ARM cores with two threads.
   *
   * @return empty if no processor is listed
   */
  static Optional<CpuId> of(List<String> cpuinfo) {
    // What the first processor says. The rest of the list only adds to the counts.
    Map<String, String> first = new HashMap<>();
    Set<String> packages = new HashSet<>();
    Set<String> cores = new HashSet<>();
    int logicalCpus = 0;
    String socket = "";
    for (String line : cpuinfo) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String key = line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      first.putIfAbsent(key, value);
      switch (key) {
        case "processor" -> logicalCpus++;
        case "physical id" -> {
          socket = value;
          packages.add(value);
        }
        // Each socket numbers its cores from 0.
        case "core id" -> cores.add(socket + "/" + value);
        default -> {}
      }
    }
    return logicalCpus == 0
        ? Optional.empty()
        : Optional.of(of(first, packages.size(), cores.size(), logicalCpus));
  }

  private static CpuId of(Map<String, String> first, int packages, int cores, int logicalCpus) {
    return new CpuId(
        text(first, "vendor_id", "CPU implementer"),
        text(first, "cpu family", "CPU architecture"),
        text(first, "model", "CPU part"),
        text(first, "stepping", ""),
        text(first, "model name", ""),
        text(first, "flags", ""),
        Math.max(1, packages),
        cores == 0 ? logicalCpus : cores,
        logicalCpus);
  }

  private static String text(Map<String, String> first, String key, String keyOnArm) {
    String value = first.get(key);
    return value == null ? first.getOrDefault(keyOnArm, "") : value;
  }
}
