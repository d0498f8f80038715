// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HypervisorTest {

  private static final CpuId ARM = new CpuId("0x41", "8", "0xd0c", "", "", "", 1, 2, 2);

  @TempDir private Path root = Path.of("");

  private FileTree tree() {
    return new FileTree(root);
  }

  /** Such a machine counts as virtual, but is not said to be. */
  @Test
  void isHiddenWhereNothingShowsIt() {
    assertTrue(Hypervisor.isHidden(ARM, tree().files()));
    assertTrue(Hypervisor.isBelow(ARM, tree().files()));
    assertFalse(Hypervisor.isHidden(x86("fpu vme"), tree().files()));
    tree().with("/sys/class/dmi/id/sys_vendor", "QEMU");
    assertFalse(Hypervisor.isHidden(ARM, tree().files()));
  }

  private static CpuId x86(String flags) {
    return new CpuId("GenuineIntel", "6", "85", "7", "", flags, 1, 2, 2);
  }

  /** The bare metal of a cloud has firmware like that of its guests. */
  @Test
  void isToldByTheFlagAloneOnX86() {
    assertFalse(Hypervisor.isBelow(x86("fpu vme"), tree().files()));
    tree().with("/sys/class/dmi/id/sys_vendor", "Google");
    tree().with("/sys/class/dmi/id/product_name", "Google Compute Engine");
    assertFalse(Hypervisor.isBelow(x86("fpu vme"), tree().files()));
    assertTrue(Hypervisor.isBelow(x86("fpu hypervisor vme"), tree().files()));
  }

  @ParameterizedTest
  @CsvSource({
    "Amazon EC2, m7g.large, true",
    "Amazon EC2, m99g.medium, true",
    "Amazon EC2, m7g.metal, false",
    "Amazon EC2, c8g.metal-24xl, false",
    "Google, Google Compute Engine, true",
    "Google, Kevin, false",
    "Microsoft Corporation, Virtual Machine, true",
    "Microsoft Corporation, Surface Pro, false",
    "QEMU, KVM Virtual Machine, true",
    "'VMware, Inc.', 'VMware20,1', true",
    "Xen, HVM domU, true",
    "Parallels International GmbH., Parallels ARM Virtual Machine, true",
    "Apple Inc., Apple Virtualization Generic Platform, true",
    "Apple Inc., 'Mac14,6', false",
    "Hetzner, vServer, true",
    "Alibaba Cloud, Alibaba Cloud ECS, true",
    "GIGABYTE, R272-P30-00, false",
    "Ampere(R), Mt. Jade, false",
    "Axenta, Kvmaster 3, false"
  })
  void isToldByTheFirmwareOnArm(String maker, String product, boolean expected) {
    tree().with("/sys/class/dmi/id/sys_vendor", maker + "\n");
    tree().with("/sys/class/dmi/id/product_name", product + "\n");
    assertEquals(expected, Hypervisor.isBelow(ARM, tree().files()));
  }

  @ParameterizedTest
  @CsvSource({
    "linux;dummy-virt, true",
    "raspberrypi;5-model-b, false",
    "'a board of which the list of names is longer than any value that is of interest', false"
  })
  void isToldByTheDeviceTreeOnArm(String compatible, boolean expected) {
    tree().with("/proc/device-tree/compatible", compatible.replace(';', ',') + "\0");
    assertEquals(expected, Hypervisor.isBelow(ARM, tree().files()));
    tree().with("/proc/device-tree/hypervisor/compatible", "xen,xen\0");
    assertTrue(Hypervisor.isBelow(ARM, tree().files()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xen", "xen\n"})
  void isToldByXen(String type) {
    tree().with("/sys/class/dmi/id/sys_vendor", "GIGABYTE");
    assertFalse(Hypervisor.isBelow(ARM, tree().files()));
    tree().with("/sys/hypervisor/type", type);
    assertTrue(Hypervisor.isBelow(ARM, tree().files()));
  }

  @Test
  void isTakenForGrantedWhereNothingIsTold() {
    assertTrue(Hypervisor.isBelow(ARM, tree().files()));
  }
}
