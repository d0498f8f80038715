// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CgroupTest {

  private static final String GROUPS = "/proc/self/cgroup";
  private static final String MOUNTS = "/proc/self/mountinfo";
  private static final String FOLDER = "/sys/fs/cgroup";

  @TempDir private Path root = Path.of("");
  private FileTree tree = new FileTree(root);

  @BeforeEach
  void isEmptyAtFirst() {
    tree = new FileTree(root);
  }

  private void limits(double cpus, long memoryBytes) {
    Cgroup cgroup = Cgroup.of(tree.files());
    assertEquals(OptionalDouble.of(cpus), cgroup.cpus());
    assertEquals(OptionalLong.of(memoryBytes), cgroup.memoryBytes());
  }

  private void noLimits() {
    Cgroup cgroup = Cgroup.of(tree.files());
    assertEquals(OptionalDouble.empty(), cgroup.cpus());
    assertEquals(OptionalLong.empty(), cgroup.memoryBytes());
  }

  @Test
  void setsNoLimitWhereThereIsNone() {
    noLimits();
    tree.with(GROUPS, "0::/user.slice\n").with(FOLDER + "/user.slice/cpu.max", "max 100000\n");
    tree.with(FOLDER + "/user.slice/memory.max", "max\n");
    noLimits();
  }

  @Test
  void readsVersion2() {
    tree.with(GROUPS, "0::/system.slice/shop.service\n");
    tree.with(FOLDER + "/system.slice/shop.service/cpu.max", "150000 100000\n");
    tree.with(FOLDER + "/system.slice/shop.service/memory.max", "1073741824\n");
    limits(1.5, 1 << 30);
  }

  @Test
  void readsTheRootOfItsOwnNamespace() {
    tree.with(GROUPS, "0::/\n");
    tree.with(FOLDER + "/cpu.max", "50000 100000\n").with(FOLDER + "/memory.max", "536870912\n");
    limits(0.5, 512 << 20);
  }

  @Test
  void readsVersion1() {
    tree.with(GROUPS, "4:memory:/docker/0123\n3:cpu,cpuacct:/docker/0123\n1:name=systemd:/x\n");
    tree.with(FOLDER + "/cpu/docker/0123/cpu.cfs_quota_us", "25000\n");
    tree.with(FOLDER + "/cpu/docker/0123/cpu.cfs_period_us", "100000\n");
    tree.with(FOLDER + "/memory/docker/0123/memory.limit_in_bytes", "268435456\n");
    limits(0.25, 256 << 20);
  }

  @Test
  void readsVersion1AtTheMountsOfTheSystem() {
    tree.with(GROUPS, "4:memory:/job\n3:cpu,cpuacct:/job\n");
    tree.with(
        MOUNTS,
        """
        broken line
        30 25 0:26 / /run/memory\\040groups rw - cgroup cgroup rw,memory
        31 25 0:27 / /run/cpu rw,relatime shared:9 master:3 - cgroup cgroup rw,cpu,cpuacct
        32 25 0:28 / /run/freezer rw - cgroup cgroup rw,freezer
        """);
    tree.with("/run/cpu/job/cpu.cfs_quota_us", "300000").with(FOLDER + "/cpu.max", "1 100000");
    tree.with("/run/cpu/job/cpu.cfs_period_us", "100000");
    tree.with("/run/memory groups/job/memory.limit_in_bytes", "4096");
    limits(3, 4096);
  }

  /** Half of the systems that run version 1 mount version 2 beside it, without controllers. */
  @Test
  void readsBothVersionsSideBySide() {
    tree.with(GROUPS, "4:memory:/job\n0::/job\n");
    tree.with(
        MOUNTS,
        """
        30 25 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
        31 25 0:27 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
        """);
    tree.with(FOLDER + "/unified/job/cpu.max", "70000 100000");
    tree.with(FOLDER + "/memory/job/memory.limit_in_bytes", "8192");
    limits(0.7, 8192);
  }

  @Test
  void takesTheLowestLimitOfAllGroupsAround() {
    tree.with(GROUPS, "0::/kubepods/pod1/app\n");
    tree.with(FOLDER + "/kubepods/cpu.max", "400000 100000");
    tree.with(FOLDER + "/kubepods/pod1/cpu.max", "100000 50000");
    tree.with(FOLDER + "/kubepods/pod1/app/cpu.max", "max 100000");
    tree.with(FOLDER + "/kubepods/memory.max", "1000000");
    tree.with(FOLDER + "/kubepods/pod1/app/memory.max", "2000000");
    limits(2, 1_000_000);
  }

  /** Engines mount a container's own group, whose name it still reads as the host knows it. */
  @ParameterizedTest
  @CsvSource({"/docker/0123", "/docker/0123/inner", "/somewhere/else", "/../../other", "/"})
  void readsTheMountedGroupWhateverItsNameIs(String path) {
    tree.with(GROUPS, "3:cpu,memory:" + path + "\n");
    tree.with(MOUNTS, "30 25 0:26 /docker/0123 /groups ro - cgroup cgroup rw,cpu,memory\n");
    tree.with("/groups/cpu.cfs_quota_us", "50000").with("/groups/cpu.cfs_period_us", "100000");
    tree.with("/groups/memory.limit_in_bytes", "4096");
    limits(0.5, 4096);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 100000, 9223372036854775807",
    "0, 100000, 0",
    "50000, 0, -1",
    "50000, '', ''",
    "abc, 100000, max",
    "99999999999999999999, 100000, 99999999999999999999",
    "5e4, 100000, 1k"
  })
  void takesWhatIsNoLimitForNone(String quota, String period, String memory) {
    tree.with(GROUPS, "3:cpu:/\n4:memory:/\n0::/\n").with(FOLDER + "/memory.max", "max");
    tree.with(FOLDER + "/cpu/cpu.cfs_quota_us", quota)
        .with(FOLDER + "/cpu.max", quota + " " + period);
    tree.with(FOLDER + "/cpu/cpu.cfs_period_us", period);
    tree.with(FOLDER + "/memory/memory.limit_in_bytes", memory);
    ContainerLimits limits = new LinuxMachine(root, Map.of()).limits(8, OptionalLong.empty());
    assertEquals(ContainerLimits.WHOLE_MACHINE, limits);
  }

  @ParameterizedTest
  @CsvSource({"800000, 16777216", "900000, 9223372036854771712"})
  void isNoLimitToHaveAllThatTheMachineHas(String quota, String memory) {
    tree.with(GROUPS, "0::/\n").with(FOLDER + "/cpu.max", quota + " 100000");
    tree.with(FOLDER + "/memory.max", memory);
    LinuxMachine machine = new LinuxMachine(root, Map.of());
    assertEquals(ContainerLimits.WHOLE_MACHINE, machine.limits(8, OptionalLong.of(16 << 20)));
  }

  @Test
  void neverThrowsForAnyText() {
    Random random = new Random(20261124);
    String[] parts = {
      "0::",
      "3:cpu,memory:",
      "cpu",
      "memory",
      ":",
      "/",
      "/..",
      "a",
      " ",
      "-",
      " - cgroup2 c ",
      " - cgroup cgroup rw,cpu",
      "\n",
      "\0",
      "\\040",
      "max",
      "50000",
      "100000",
      "-1",
      "\u00ff",
      "999999999999999999999",
      "30 25 0:26 / /sys/fs/cgroup rw"
    };
    int limited = 0;
    for (int i = 0; i < 1500; i++) {
      tree.with(GROUPS, text(random, parts)).with(MOUNTS, text(random, parts));
      tree.with(FOLDER + "/cpu.max", text(random, parts));
      tree.with(FOLDER + "/memory.max", text(random, parts));
      Cgroup cgroup = Cgroup.of(tree.files());
      limited += cgroup.cpus().isPresent() || cgroup.memoryBytes().isPresent() ? 1 : 0;
      assertTrue(cgroup.cpus().orElse(1) > 0);
      assertTrue(cgroup.memoryBytes().orElse(1) > 0);
      Container.isAround(Map.of(), tree.files());
    }
    assertTrue(limited > 0, "no limit was read at all");
  }

  private static String text(Random random, String[] parts) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 3000 : 5); i >= 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }
}
