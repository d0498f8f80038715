// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.regex.Pattern;

/**
 * Distinguishes virtual machines from whole ones on Linux.
 *
 * <p>On x86 the processor's flag alone decides. Every usual hypervisor sets it. The bare metal of
 * clouds does not have it, though its firmware looks like that of their virtual machines.
 *
 * <p>Other processors have no such flag, so the firmware decides: the names of its maker and
 * product, or a device tree with a node {@code hypervisor} or with the name of QEMU's and
 * Firecracker's machine. Xen has a file of its own. A machine without flags and without firmware
 * counts as virtual, as nearly all are that reveal nothing.
 */
final class Hypervisor {

  /** Parts of the names that hypervisors and clouds give to the firmware of their machines. */
  private static final Pattern VIRTUAL_FIRMWARE =
      Pattern.compile(
          ".*(amazon ec2|google compute engine|virtual|qemu|\\bkvm\\b|vmware|\\bxen\\b|parallels"
              + "|bhyve|openstack|alibaba cloud|tencent cloud|hetzner vserver|nutanix ahv).*",
          Pattern.CASE_INSENSITIVE);

  /** The names of the machine in the device tree, which describes ARM machines without DMI. */
  private static final String TREE = "/proc/device-tree/compatible";

  private Hypervisor() {}

  /** Returns whether the visible machine is a virtual one. */
  static boolean isBelow(CpuId cpu, SystemFiles files) {
    if (!cpu.flags().isEmpty()) {
      return cpu.hasHypervisorFlag();
    }
    String maker = files.firmware("sys_vendor").orElse("");
    String product = files.firmware("product_name").orElse("");
    // A list of names, each with a zero at its end.
    String tree = files.value(TREE).orElse("");
    return isNamedBy(maker, product)
        || !files.value("/sys/hypervisor/type").orElse("").isEmpty()
        || files.exists("/proc/device-tree/hypervisor")
        || tree.contains("dummy-virt")
        || isHidden(cpu, files);
  }

  /** Returns whether nothing shows if the visible machine is a virtual one. */
  static boolean isHidden(CpuId cpu, SystemFiles files) {
    return cpu.flags().isEmpty()
        && files.firmware("sys_vendor").orElse("").isEmpty()
        && files.firmware("product_name").orElse("").isEmpty()
        && !files.exists(TREE)
        && files.value("/sys/hypervisor/type").orElse("").isEmpty()
        && !files.exists("/proc/device-tree/hypervisor");
  }

  /** Returns whether the firmware's names of maker and product are those of a virtual machine. */
  static boolean isNamedBy(String maker, String product) {
    boolean bareMetalOfEc2 = maker.equals("Amazon EC2") && product.contains(".metal");
    return !bareMetalOfEc2 && VIRTUAL_FIRMWARE.matcher(maker + " " + product).matches();
  }
}
