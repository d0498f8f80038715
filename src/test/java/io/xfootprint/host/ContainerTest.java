// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerTest {

  private static final String OVERLAY =
      "1001 950 0:211 / / rw,relatime - overlay overlay rw,lowerdir=/a\n";

  @TempDir private Path root = Path.of("");

  private FileTree tree() {
    return new FileTree(root);
  }

  private boolean isAround(Map<String, String> environment) {
    return Container.isAround(environment, tree().files());
  }

  @Test
  void isNotAroundWhereNothingSaysSo() {
    assertFalse(isAround(Map.of("PATH", "/bin", "container", " ")));
  }

  @ParameterizedTest
  @CsvSource({
    "DYNO, web.1",
    "KUBERNETES_SERVICE_HOST, 10.0.0.1",
    "AWS_EXECUTION_ENV, AWS_ECS_FARGATE",
    "AWS_LAMBDA_FUNCTION_NAME, shop",
    "WEBSITE_INSTANCE_ID, d1e2",
    "container, podman"
  })
  void isAroundByTheEnvironment(String name, String value) {
    assertTrue(isAround(Map.of(name, value)));
  }

  @Test
  void isAroundOnPlatformsThatSetSeveralVariables() {
    assertTrue(isAround(Map.of("FLY_REGION", "ams", "FLY_APP_NAME", "shop")));
    assertTrue(
        isAround(Map.of("K_SERVICE", "shop", "K_REVISION", "shop-1", "K_CONFIGURATION", "shop")));
    assertFalse(isAround(Map.of("FLY_REGION", "ams", "K_SERVICE", "shop")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.dockerenv", "/run/.containerenv"})
  void isAroundByTheEnginesFile(String file) {
    tree().with(file, "");
    assertTrue(isAround(Map.of()));
    tree().with("/proc/self/mountinfo", OVERLAY);
    assertTrue(isAround(Map.of()));
  }

  /** The image of a container was made the disk of a virtual machine. */
  @Test
  void isNotAroundWhereTheEnginesFileIsLeftOnADisk() {
    tree().with("/.dockerenv", "");
    tree().with("/proc/self/mountinfo", "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n");
    assertFalse(isAround(Map.of()));
    // Engines that put containers into folders of a disk.
    tree().with("/proc/self/mountinfo", "27 1 254:0 /rootfs / rw - xfs /dev/dm-3 rw\n");
    assertTrue(isAround(Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "3:cpu:/docker/0123, true",
    "0::/system.slice/docker-0123456789abcdef.scope, true",
    "10:memory:/kubepods/burstable/pod1/2, true",
    "0::/kubepods.slice/kubepods-burstable.slice/cri-containerd-12.scope, true",
    "1:name=systemd:/kubepods-burstable-pod7f.slice:cri-containerd:09, true",
    "0::/machine.slice/libpod-0123.scope/container, true",
    "3:cpu:/ecs/0123/4567, true",
    "2:cpu:/lxc/web.1, true",
    "0::/lxc.payload.web, true",
    "0::/system.slice/docker.service, false",
    "0::/system.slice/containerd.service, false",
    "0::/system.slice/shop.service, false",
    "0::/user.slice/user-1000.slice/dockerized.scope, false",
    "0::/, false",
    "docker, false",
    "'', false"
  })
  void isAroundByTheNameOfTheGroup(String line, boolean expected) {
    tree().with("/proc/self/cgroup", line + "\n");
    assertEquals(expected, isAround(Map.of()));
  }
}
