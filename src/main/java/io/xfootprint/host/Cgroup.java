// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

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
 * <p>The names of the files are found once; each question reads the files again, because limits may
 * change. Immutable.
 */
final class Cgroup {

  /** More levels than any system has; guards against a path that claims more. */
  private static final int MAX_DEPTH = 32;

  /** More hierarchies than any system has, with one for each controller in version 1. */
  private static final int MAX_HIERARCHIES = 32;

  private static final String GROUPS = "/proc/self/cgroup";
  private static final String CPU_MAX = "/cpu.max";
  private static final String CPU_QUOTA = "/cpu.cfs_quota_us";
  private static final String MEMORY_MAX = "/memory.max";
  private static final String MEMORY_LIMIT = "/memory.limit_in_bytes";

  private final SystemFiles files;

  /** The text of {@code /proc/self/cgroup}. */
  private final String listed;

  /** The files that may limit CPU time. */
  private final List<String> cpuFiles;

  /** The files that may limit memory. */
  private final List<String> memoryFiles;

  private Cgroup(
      SystemFiles files, String listed, List<String> cpuFiles, List<String> memoryFiles) {
    this.files = files;
    this.listed = listed;
    this.cpuFiles = cpuFiles;
    this.memoryFiles = memoryFiles;
  }

  /** Returns the groups of a process that is in none. Reads nothing. */
  static Cgroup none(SystemFiles files) {
    return new Cgroup(files, "", List.of(), List.of());
  }

  /** Finds the groups of this process. Never throws; a file that cannot be read sets no limit. */
  static Cgroup of(SystemFiles files) {
    return none(files).renewed();
  }

  /**
   * Returns the groups in which the process is now: these, unless it was moved. Their folders are
   * found by all mounts. A host with containers has hundreds of them.
   */
  Cgroup renewed() {
    String now = files.text(GROUPS);
    if (now.equals(listed)) {
      return this;
    }
    List<Mount> hierarchies = new ArrayList<>();
    for (Mount mount : Mount.of(files)) {
      if (mount.type().startsWith("cgroup")) {
        hierarchies.add(mount);
      }
    }
    List<Mount> mounts = hierarchies.isEmpty() ? usualMounts() : hierarchies;
    return new Cgroup(
        files,
        now,
        files("cpu", CPU_MAX, CPU_QUOTA, now, mounts),
        files("memory", MEMORY_MAX, MEMORY_LIMIT, now, mounts));
  }

  /** Returns the files of the groups that may limit something, each once. */
  private static List<String> files(
      String what, String ofVersion2, String ofVersion1, String listed, List<Mount> mounts) {
    Set<String> files = new LinkedHashSet<>();
    for (Line line : lines(listed)) {
      if (line.isVersion2()) {
        line.addFiles(ofVersion2, mounts, files);
      } else if (line.controllers().contains(what)) {
        line.addFiles(ofVersion1, mounts, files);
      }
    }
    return List.copyOf(files);
  }

  /** Returns the paths of this process in the hierarchies of groups. */
  static List<String> paths(SystemFiles files) {
    List<String> paths = new ArrayList<>();
    for (Line line : lines(files.text(GROUPS))) {
      paths.add(line.path());
    }
    return paths;
  }

  private static List<Line> lines(String listed) {
    List<Line> lines = new ArrayList<>();
    for (String line : listed.lines().limit(MAX_HIERARCHIES).toList()) {
      String[] fields = line.split(":", 3);
      if (fields.length == 3) {
        lines.add(new Line(List.of(fields[1].split(",", -1)), fields[2]));
      }
    }
    return lines;
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
    double lowest = Double.POSITIVE_INFINITY;
    for (String file : cpuFiles) {
      double cpus = cpus(file);
      lowest = cpus > 0 ? Math.min(lowest, cpus) : lowest;
    }
    return lowest < Double.POSITIVE_INFINITY ? OptionalDouble.of(lowest) : OptionalDouble.empty();
  }

  /** Returns whether any file states the limit of CPU time, or that there is none. */
  boolean statesCpus() {
    return states(cpuFiles);
  }

  /** Returns whether any file states the limit of memory, or that there is none. */
  boolean statesMemory() {
    return states(memoryFiles);
  }

  private boolean states(List<String> limits) {
    for (String file : limits) {
      if (!text(file).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the limit of one group in CPUs; 0 if it has none. */
  private double cpus(String file) {
    // "50000 100000" or "max 100000"; version 1 has two files and -1 for no limit.
    String limit = text(file);
    if (file.endsWith(CPU_QUOTA)) {
      String folder = file.substring(0, file.length() - CPU_QUOTA.length());
      return number(limit) > 0 ? ratio(limit, text(folder + "/cpu.cfs_period_us")) : 0;
    }
    int blank = limit.indexOf(' ');
    return blank > 0 ? ratio(limit.substring(0, blank), limit.substring(blank + 1)) : 0;
  }

  /** Returns a quota divided by its period; 0 if either is no number, as "max". */
  private static double ratio(String quota, String period) {
    long time = number(quota);
    long of = number(period);
    return time > 0 && of > 0 ? (double) time / of : 0;
  }

  /**
   * Returns the memory limit in bytes, above 0; empty if there is none. Version 1 writes a number
   * near the largest long for no limit, which is more than any machine has.
   */
  OptionalLong memoryBytes() {
    long lowest = Long.MAX_VALUE;
    for (String file : memoryFiles) {
      long bytes = number(text(file));
      lowest = bytes > 0 ? Math.min(lowest, bytes) : lowest;
    }
    return lowest < Long.MAX_VALUE ? OptionalLong.of(lowest) : OptionalLong.empty();
  }

  /** Returns the value in a file of a group; empty if it cannot be read. */
  private String text(String file) {
    return files.value(file).orElse("");
  }

  /** Parses a whole number above 0; returns 0 for any other text. */
  private static long number(String text) {
    try {
      return Math.max(0, Long.parseLong(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * A line of {@code /proc/self/cgroup}, such as {@code 4:cpu,cpuacct:/docker/0123}. The line of
   * version 2 has no controllers.
   */
  private record Line(List<String> controllers, String path) {

    /** Returns whether it is the one line of version 2, {@code 0::/path}. */
    boolean isVersion2() {
      return controllers.equals(List.of(""));
    }

    /** Adds a file in each visible folder of the group and of the groups around it. */
    void addFiles(String name, List<Mount> mounts, Set<String> files) {
      for (Mount mount : mounts) {
        boolean isMine =
            isVersion2()
                ? mount.type().equals("cgroup2")
                : !Collections.disjoint(mount.options(), controllers);
        if (isMine) {
          addFiles(name, mount, files);
        }
      }
    }

    /** Adds a file in the group's folder and in those around it, up to the mount. */
    private void addFiles(String name, Mount mount, Set<String> files) {
      String below = belowRootOf(mount);
      for (int depth = 0; depth < MAX_DEPTH && !below.isEmpty(); depth++) {
        files.add(mount.point() + below + name);
        below = below.substring(0, below.lastIndexOf('/'));
      }
      files.add(mount.point() + name);
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
