// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Detects whether the process shares its machine with others in containers. The signs are a
 * platform's environment variables, a file that the container's engine adds, and the name of the
 * cgroup.
 */
final class Container {

  /** Names of engines and orchestrators: {@code docker-0123.scope}, {@code kubepods.slice}. */
  private static final Pattern GROUP =
      Pattern.compile(
          "(docker|kubepods|containerd|cri-containerd|crio|libpod|lxc|ecs|garden|buildkit)([-.:].*)?");

  private Container() {}

  /**
   * Returns whether this process is in a container. Never throws.
   *
   * <p>It decides what is held: a virtual machine as a whole, or a share of one.
   */
  static boolean isAround(Map<String, String> environment, SystemFiles files) {
    for (Platform platform : Platform.values()) {
      if (platform.runsIn(environment)) {
        return true;
      }
    }
    // Podman sets the variable "container" and adds .containerenv; Docker adds .dockerenv.
    return !environment.getOrDefault("container", "").isBlank()
        || files.exists("/run/.containerenv")
        || (files.exists("/.dockerenv") && !isRootADisk(files))
        || isInContainersGroup(files);
  }

  private static boolean isInContainersGroup(SystemFiles files) {
    for (String path : Cgroup.paths(files)) {
      for (String group : path.split("/", -1)) {
        if (isContainersGroup(group)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns whether a group is a container's. {@code docker.service} is the engine's own. */
  private static boolean isContainersGroup(String group) {
    String name = group.toLowerCase(Locale.ROOT);
    return !name.endsWith(".service") && GROUP.matcher(name).matches();
  }

  /**
   * Returns whether the root is a disk, so that this is a virtual machine. If its disk was made
   * from an image, as for Firecracker, it still has the engine's file. A container's root is a file
   * system of layers, or a folder of a disk.
   */
  private static boolean isRootADisk(SystemFiles files) {
    for (Mount mount : Mount.of(files)) {
      if (mount.point().equals("/")
          && mount.root().equals("/")
          && mount.source().startsWith("/dev/")) {
        return true;
      }
    }
    return false;
  }
}
