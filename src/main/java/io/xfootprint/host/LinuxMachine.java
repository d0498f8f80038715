// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The machine and this process as the files of Linux show them. On other systems everything is
 * empty, except for signs of a container in the environment.
 *
 * <p>Never throws. Reads the files again with each call, except for the processor. For use by one
 * thread at a time.
 */
final class LinuxMachine {

  /** More than any machine has. A limit above it is no limit, where the real memory is unknown. */
  private static final long NO_MACHINE_BYTES = 1L << 60;

  /** The name of all CPUs together among {@link #cpuTicks}. */
  static final String ALL_CPUS = "cpu";

  /** Up to 15 digits, so that the number of bytes is a long too. */
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,14}");

  private static final String CPUS = "/sys/devices/system/cpu/";

  private final SystemFiles files;
  private final Map<String, String> environment;

  private Optional<CpuId> cpu = Optional.empty();

  /** The groups as they were found last. */
  private Cgroup cgroup;

  /**
   * Creates a machine. Reads nothing.
   *
   * @param root the folder to use as {@code /}
   * @param environment variables by name
   */
  LinuxMachine(Path root, Map<String, String> environment) {
    this.files = new SystemFiles(root);
    this.environment = environment;
    cgroup = Cgroup.none(files);
  }

  /** Returns the processor's description of itself, which is read once: it may be long. */
  Optional<CpuId> cpu() {
    Optional<CpuId> known = cpu;
    if (known.isEmpty()) {
      known = CpuId.of(files.lines("/proc/cpuinfo"));
      cpu = known;
    }
    return known;
  }

  /** Returns whether the machine is virtual. */
  boolean isVirtual(CpuId cpu) {
    return Hypervisor.isBelow(cpu, files);
  }

  /** Returns whether it only counts as virtual, as nothing shows what it is. */
  boolean isVirtualAssumed(CpuId cpu) {
    return Hypervisor.isHidden(cpu, files);
  }

  /**
   * Returns the ticks of {@link #ALL_CPUS} and of CPUs that are online, such as {@code cpu0}.
   *
   * @param most number of CPUs to return at most
   */
  Map<String, CpuTicks> cpuTicks(int most) {
    Map<String, CpuTicks> ticks = new HashMap<>();
    String text = files.text("/proc/stat");
    int start = 0;
    // The lines of CPUs come first. Those of interrupts have thousands of numbers.
    while (text.startsWith(ALL_CPUS, start) && ticks.size() <= most) {
      int end = text.indexOf('\n', start);
      String line = text.substring(start, end < 0 ? text.length() : end);
      start += line.length() + 1;
      // All CPUs together have a second blank after their name.
      String[] words = line.replace("  ", " ").split(" ", -1);
      Optional<CpuTicks> read = CpuTicks.of(Arrays.copyOfRange(words, 1, words.length));
      if (read.isPresent()) {
        ticks.put(words[0], read.get());
      }
    }
    return ticks;
  }

  /** Returns whether it may show its cores. */
  boolean showsCores() {
    return !cpu().map(this::isVirtual).orElse(true);
  }

  /**
   * Returns the CPUs of each core; none if any is not known. A virtual machine has none: what it
   * shows as cores may be any threads of its host.
   */
  List<List<String>> cores(Set<String> cpus) {
    if (!showsCores()) {
      return List.of();
    }
    Map<String, List<String>> cores = new TreeMap<>();
    for (String cpu : cpus) {
      if (!cpu.equals(ALL_CPUS)) {
        // A list such as "3,67" or "6-7", the same for each of the core's threads.
        String threads = files.value(CPUS + cpu + "/topology/thread_siblings_list").orElse("");
        cores.computeIfAbsent(threads, any -> new ArrayList<>()).add(cpu);
      }
    }
    return cores.containsKey("") ? List.of() : List.copyOf(cores.values());
  }

  /**
   * Returns whether the CPU time of threads leaves out the time that a hypervisor stole from them;
   * empty if the kernel does not show how it was built. Distributions differ: Ubuntu's threads
   * count it.
   */
  Optional<Boolean> clocksLeaveOutStealTime() {
    List<String> configuration = files.compressedLines("/proc/config.gz");
    if (configuration.isEmpty()) {
      String release = files.value("/proc/sys/kernel/osrelease").orElse("unknown");
      configuration = files.lines("/boot/config-" + release);
    }
    boolean isSwitchedOff =
        files.lines("/proc/cmdline").stream().anyMatch(line -> line.contains("no-steal-acc"));
    return configuration.isEmpty()
        ? Optional.empty()
        : Optional.of(
            !isSwitchedOff && configuration.contains("CONFIG_PARAVIRT_TIME_ACCOUNTING=y"));
  }

  /**
   * Returns the machine's memory in bytes; the container's, where its engine shows nothing else.
   */
  OptionalLong memoryBytes() {
    return kilobytes(files.text("/proc/meminfo"), "MemTotal:");
  }

  /** Returns the memory in bytes that this process holds now. */
  OptionalLong residentBytes() {
    return kilobytes(files.text("/proc/self/status"), "VmRSS:");
  }

  /** Returns the limits of the process on a machine with these CPUs and this memory. */
  ContainerLimits limits(int logicalCpus, OptionalLong machineBytes) {
    cgroup = cgroup.renewed();
    return new ContainerLimits(
        Container.isAround(environment, files),
        cpus(cgroup.cpus(), logicalCpus),
        bytes(cgroup.memoryBytes(), machineBytes));
  }

  /** Returns the present limits; as before where no file states a limit or that there is none. */
  ContainerLimits limits(Host found) {
    cgroup = cgroup.renewed();
    ContainerLimits before = found.limits();
    OptionalDouble cpus = cgroup.cpus();
    OptionalLong bytes = cgroup.memoryBytes();
    // A limit says that it is stated: the files are read once more only where there is none.
    return new ContainerLimits(
        before.contained(),
        cpus.isPresent() || cgroup.statesCpus() ? cpus(cpus, found.logicalCpus()) : before.cpus(),
        bytes.isPresent() || cgroup.statesMemory()
            ? bytes(bytes, found.memoryBytes())
            : before.memoryBytes());
  }

  /** Returns the limit in CPUs. A limit of all CPUs or more is none. */
  private static OptionalDouble cpus(OptionalDouble cpus, int logicalCpus) {
    return cpus.orElse(logicalCpus) < logicalCpus ? cpus : OptionalDouble.empty();
  }

  /** Returns the limit of memory in bytes. A limit of all memory or more is none. */
  private static OptionalLong bytes(OptionalLong bytes, OptionalLong machineBytes) {
    long memory = machineBytes.orElse(NO_MACHINE_BYTES);
    return bytes.orElse(memory) < memory ? bytes : OptionalLong.empty();
  }

  /** Returns the bytes in a line such as {@code MemTotal: 24683116 kB}; the kernel's kB is 1024. */
  private static OptionalLong kilobytes(String text, String key) {
    // Only where a line begins: the first line of a status holds a name that a user may choose.
    int start = ("\n" + text).indexOf("\n" + key);
    if (start < 0) {
      return OptionalLong.empty();
    }
    int end = text.indexOf('\n', start);
    String line = text.substring(start + key.length(), end < 0 ? text.length() : end);
    String number = line.replace("kB", "").strip();
    return NUMBER.matcher(number).matches()
        ? OptionalLong.of(Long.parseLong(number) * 1024)
        : OptionalLong.empty();
  }
}
