// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a processor tells of itself: by CPUID on x86, by the register MIDR on ARM.
 *
 * @param vendor such as {@code GenuineIntel}; on ARM the implementer's number, such as {@code 0x41}
 * @param family such as {@code 6}; on ARM the architecture's version
 * @param model such as {@code 85}; on ARM the part's number, such as {@code 0xd0c}
 * @param stepping such as {@code 7}; empty on ARM
 * @param name as makers and clouds write it; empty on ARM
 * @param flags names of features, divided by blanks; empty where the system has no such list, as on
 *     ARM
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

  /** The implementer's number of Arm itself; others' parts have numbers of their own. */
  private static final String ARM = "0x41";

  /** Tells whether Arm made the core's design. */
  boolean isArm() {
    return vendor.equals(ARM);
  }

  /** Tells whether the processor says that a hypervisor stands between. */
  boolean hasHypervisorFlag() {
    return (" " + flags + " ").contains(" hypervisor ");
  }

  /**
   * Reads {@code /proc/cpuinfo}. The first processor describes all of them. ARM names neither
   * sockets nor cores there: each CPU is taken for a core, and all for one socket; no server of
   * today has ARM cores of two threads.
   *
   * @return empty if no processor is listed
   */
  static Optional<CpuId> of(List<String> cpuinfo) {
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
