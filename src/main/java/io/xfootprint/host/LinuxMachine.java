// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What the files of a Linux system tell of its machine and of this process. On other systems all is
 * empty but what the environment tells. Never throws.
 */
final class LinuxMachine {

  /** Beyond any machine: what is no less is no limit, where the machine's memory is not known. */
  private static final long NO_MACHINE_BYTES = 1L << 60;

  private final SystemFiles files;
  private final Map<String, String> environment;

  /**
   * Reads nothing yet.
   *
   * @param root what stands for {@code /}
   * @param environment variables by name
   */
  LinuxMachine(Path root, Map<String, String> environment) {
    this.files = new SystemFiles(root);
    this.environment = environment;
  }

  /** Returns what the processor tells. */
  Optional<CpuId> cpu() {
    return CpuId.of(files.lines("/proc/cpuinfo"));
  }

  /** Tells whether a hypervisor stands between. */
  boolean isVirtual(CpuId cpu) {
    return Hypervisor.isBelow(cpu, files);
  }

  /** Returns the machine's memory in bytes; that of a container, where its engine shows only it. */
  OptionalLong memoryBytes() {
    return kilobytes(files.lines("/proc/meminfo"), "MemTotal:");
  }

  /** Returns the memory in bytes that this process holds now. */
  OptionalLong residentBytes() {
    return kilobytes(files.lines("/proc/self/status"), "VmRSS:");
  }

  /** Returns what the process is given of a machine with that many CPUs and that memory. */
  ContainerLimits allotment(int logicalCpus, OptionalLong machineBytes) {
    Cgroup cgroup = Cgroup.of(files);
    return new ContainerLimits(
        Container.isAround(environment, files),
        cpus(cgroup, logicalCpus),
        bytes(cgroup, machineBytes));
  }

  /** Returns what the process is given by now; as before where no file tells a limit or none. */
  ContainerLimits allotment(Host found) {
    Cgroup cgroup = Cgroup.of(files);
    ContainerLimits before = found.allotment();
    return new ContainerLimits(
        before.contained(),
        cgroup.tellsCpus() ? cpus(cgroup, found.logicalCpus()) : before.cpus(),
        cgroup.tellsMemory() ? bytes(cgroup, found.memoryBytes()) : before.memoryBytes());
  }

  private static OptionalDouble cpus(Cgroup cgroup, int logicalCpus) {
    OptionalDouble cpus = cgroup.cpus();
    return cpus.orElse(logicalCpus) < logicalCpus ? cpus : OptionalDouble.empty();
  }

  private static OptionalLong bytes(Cgroup cgroup, OptionalLong machineBytes) {
    OptionalLong bytes = cgroup.memoryBytes();
    long memory = machineBytes.orElse(NO_MACHINE_BYTES);
    return bytes.orElse(memory) < memory ? bytes : OptionalLong.empty();
  }

  private static OptionalLong kilobytes(List<String> lines, String key) {
    for (String line : lines) {
      if (line.startsWith(key)) {
        String number = line.substring(key.length()).replace("kB", "").strip();
        // Up to 15 digits, so that the product is a long.
        return number.matches("[1-9][0-9]{0,14}")
            ? OptionalLong.of(Long.parseLong(number) * 1024)
            : OptionalLong.empty();
      }
    }
    return OptionalLong.empty();
  }
}
