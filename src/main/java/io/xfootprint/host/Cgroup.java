// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The control groups (cgroups) of this process, by which Linux limits its CPU time and memory, in
 * version 1, version 2, or both side by side. Groups are nested and each may have a limit, as a pod
 * has for its containers; the lowest limit applies. A container may see its own group as the root
 * and no parents of it.
 *
 * <pre>
 * version 2   cpu.max "50000 100000": 50 of every 100 ms, half a CPU   memory.max "536870912"
 * version 1   cpu.cfs_quota_us "50000", cpu.cfs_period_us "100000"     memory.limit_in_bytes
 * </pre>
 *
 * <p>The folders are found once; each question reads the files again, because limits may change.
 */
final class Cgroup {

  /** More levels than any system has; guards against a path that claims more. */
  private static final int MAX_DEPTH = 32;

  /** More hierarchies than any system has, with one for each controller in version 1. */
  private static final int MAX_HIERARCHIES = 32;

  private static final String CPU_MAX = "cpu.max";
  private static final String CPU_QUOTA = "cpu.cfs_quota_us";
  private static final String MEMORY_MAX = "memory.max";
  private static final String MEMORY_LIMIT = "memory.limit_in_bytes";

  private final SystemFiles files;
  private final List<String> folders;

  private Cgroup(SystemFiles files, List<String> folders) {
    this.files = files;
    this.folders = folders;
  }

  /** Finds the groups of this process. Never throws; a file that cannot be read sets no limit. */
  static Cgroup of(SystemFiles files) {
    List<Mount> mounts =
        Mount.of(files).stream().filter(mount -> mount.type().startsWith("cgroup")).toList();
    List<Mount> hierarchies = mounts.isEmpty() ? usualMounts() : mounts;
    return new Cgroup(
        files,
        lines(files)
            .filter(Line::limitsCpuOrMemory)
            .flatMap(line -> line.folders(hierarchies).stream())
            .distinct()
            .toList());
  }

  /** Returns the paths of this process in the hierarchies of groups. */
  static Stream<String> paths(SystemFiles files) {
    return lines(files).map(Line::path);
  }

  private static Stream<Line> lines(SystemFiles files) {
    return files.lines("/proc/self/cgroup").stream()
        .limit(MAX_HIERARCHIES)
        .flatMap(line -> Line.of(line).stream());
  }

  /** Returns where hierarchies usually are, for a process that may not see its mounts. */
  private static List<Mount> usualMounts() {
    String folder = "/sys/fs/cgroup";
    return List.of(
        new Mount("/", folder, "cgroup2", "", List.of()),
        new Mount("/", folder + "/cpu", "cgroup", "", List.of("cpu")),
        new Mount("/", folder + "/memory", "cgroup", "", List.of("memory")));
  }

  /** Returns the limit in CPUs (CPU time per time), above 0; empty if there is none. */
  OptionalDouble cpus() {
    return folders.stream().flatMapToDouble(this::cpus).filter(cpus -> cpus > 0).min();
  }

  /** Returns whether any file states the limit of CPU time, or that there is none. */
  boolean statesCpus() {
    return states(CPU_MAX, CPU_QUOTA);
  }

  /** Returns whether any file states the limit of memory, or that there is none. */
  boolean statesMemory() {
    return states(MEMORY_MAX, MEMORY_LIMIT);
  }

  private boolean states(String... names) {
    return folders.stream()
        .anyMatch(folder -> Stream.of(names).anyMatch(name -> !text(folder, name).isEmpty()));
  }

  private DoubleStream cpus(String folder) {
    // "50000 100000" or "max 100000"; version 1 has two files and -1 for no limit.
    String[] limit = text(folder, CPU_MAX).split(" ", -1);
    return limit.length == 2
        ? ratio(limit[0], limit[1])
        : ratio(text(folder, CPU_QUOTA), text(folder, "cpu.cfs_period_us"));
  }

  /** Returns a quota divided by its period; empty if either is no number, as "max". */
  private static DoubleStream ratio(String quota, String period) {
    OptionalLong time = number(quota);
    OptionalLong of = number(period);
    return time.isPresent() && of.isPresent()
        ? DoubleStream.of((double) time.getAsLong() / of.getAsLong())
        : DoubleStream.empty();
  }

  /**
   * Returns the memory limit in bytes, above 0; empty if there is none. Version 1 writes a number
   * near the largest long for no limit, which is more than any machine has.
   */
  OptionalLong memoryBytes() {
    return folders.stream()
        .flatMap(folder -> Stream.of(text(folder, MEMORY_MAX), text(folder, MEMORY_LIMIT)))
        .map(Cgroup::number)
        .flatMapToLong(OptionalLong::stream)
        .min();
  }

  /** Returns the value in a file of a group; empty if it cannot be read. */
  private String text(String folder, String file) {
    return files.value(folder + "/" + file).orElse("");
  }

  /** Parses a whole number above 0. */
  private static OptionalLong number(String text) {
    try {
      long number = Long.parseLong(text);
      return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * A line of {@code /proc/self/cgroup}, such as {@code 4:cpu,cpuacct:/docker/0123}. The line of
   * version 2 has no controllers.
   */
  private record Line(List<String> controllers, String path) {

    static Optional<Line> of(String line) {
      String[] fields = line.split(":", 3);
      return fields.length < 3
          ? Optional.empty()
          : Optional.of(new Line(List.of(fields[1].split(",", -1)), fields[2]));
    }

    boolean limitsCpuOrMemory() {
      return isVersion2() || controllers.contains("cpu") || controllers.contains("memory");
    }

    /** Returns whether it is the one line of version 2, {@code 0::/path}. */
    private boolean isVersion2() {
      return controllers.equals(List.of(""));
    }

    /** Returns the visible folders of the group and of the groups around it. */
    List<String> folders(List<Mount> mounts) {
      List<String> folders = new ArrayList<>();
      for (Mount mount : mounts) {
        boolean isMine =
            isVersion2()
                ? mount.type().equals("cgroup2")
                : mount.options().stream().anyMatch(controllers::contains);
        if (isMine) {
          addFolders(mount, folders);
        }
      }
      return folders;
    }

    /** Adds the group's folder and those around it, up to the mount. */
    private void addFolders(Mount mount, List<String> folders) {
      String below = belowRootOf(mount);
      for (int depth = 0; depth < MAX_DEPTH && !below.isEmpty(); depth++) {
        folders.add(mount.point() + below);
        below = below.substring(0, below.lastIndexOf('/'));
      }
      folders.add(mount.point());
    }

    /**
     * Returns the path below a mount. A container may see its group as the root, but the host's
     * path.
     */
    private String belowRootOf(Mount mount) {
      String root = mount.root().equals("/") ? "" : mount.root();
      String below =
          path.equals(root) || path.startsWith(root + "/") ? path.substring(root.length()) : "";
      return below.equals("/") || !below.startsWith("/") ? "" : below;
    }
  }
}
