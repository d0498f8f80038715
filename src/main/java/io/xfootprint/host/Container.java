// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells whether the process shares its machine with others in containers: by what a platform sets
 * into the environment, by a file that the container's engine leaves in it, or by the name of its
 * cgroup.
 */
final class Container {

  /** Of engines and of what starts them: {@code docker-0123.scope}, {@code kubepods.slice}. */
  private static final Pattern GROUP =
      Pattern.compile(
          "(docker|kubepods|containerd|cri-containerd|crio|libpod|lxc|ecs|garden|buildkit)([-.:].*)?");

  private Container() {}

  /** Tells whether this process is in one. Never throws. */
  static boolean isAround(Map<String, String> environment, SystemFiles files) {
    return Arrays.stream(Platform.values()).anyMatch(each -> each.runsIn(environment))
        || !environment.getOrDefault("container", "").isBlank()
        || files.exists("/run/.containerenv")
        || (files.exists("/.dockerenv") && !isRootADisk(files))
        || Cgroup.paths(files)
            .flatMap(path -> Arrays.stream(path.split("/", -1)))
            .anyMatch(Container::isContainersGroup);
  }

  /** The engine's own service, which is no container, is {@code docker.service}. */
  private static boolean isContainersGroup(String group) {
    String name = group.toLowerCase(Locale.ROOT);
    return !name.endsWith(".service") && GROUP.matcher(name).matches();
  }

  /**
   * An image that was made the disk of a virtual machine, as Firecracker boots it, still has the
   * engine's file. A container's root is a file system of layers, or a folder of a disk.
   */
  private static boolean isRootADisk(SystemFiles files) {
    return Mount.of(files).stream()
        .anyMatch(
            mount ->
                mount.point().equals("/")
                    && mount.root().equals("/")
                    && mount.source().startsWith("/dev/"));
  }
}
