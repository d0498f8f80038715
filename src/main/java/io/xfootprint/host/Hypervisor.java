// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.regex.Pattern;

/**
 * Tells virtual machines from whole ones on Linux.
 *
 * <p>On x86 the processor's flag decides alone: every usual hypervisor sets it, and the bare metal
 * of clouds, whose firmware reads like that of their virtual machines, has none. Other processors
 * have no such flag. There the firmware decides: by its maker's and product's name, by the node
 * {@code hypervisor} of a device tree or its name of QEMU's and Firecracker's machine; and Xen
 * tells in a file of its own. A machine that shows neither flags nor any firmware counts as
 * virtual, as nearly all do that tell nothing.
 */
final class Hypervisor {

  private static final Pattern VIRTUAL_FIRMWARE =
      Pattern.compile(
          ".*(amazon ec2|google compute engine|virtual|qemu|\\bkvm\\b|vmware|\\bxen\\b|parallels"
              + "|bhyve|openstack|alibaba cloud|tencent cloud|hetzner vserver|nutanix ahv).*",
          Pattern.CASE_INSENSITIVE);

  private static final String TREE = "/proc/device-tree/compatible";

  private Hypervisor() {}

  /** Tells whether one stands between the machine that is seen and the real one. */
  static boolean isBelow(CpuId cpu, SystemFiles files) {
    if (!cpu.flags().isEmpty()) {
      return cpu.hasHypervisorFlag();
    }
    String maker = dmi(files, "sys_vendor");
    String product = dmi(files, "product_name");
    // A list of names, each ended by a zero.
    String tree = files.value(TREE).orElse("");
    return isNamedBy(maker, product)
        || !files.value("/sys/hypervisor/type").orElse("").isEmpty()
        || files.exists("/proc/device-tree/hypervisor")
        || tree.contains("dummy-virt")
        || (maker.isEmpty() && product.isEmpty() && !files.exists(TREE));
  }

  /** Tells whether firmware names a virtual machine: by its maker's and its product's name. */
  static boolean isNamedBy(String maker, String product) {
    boolean bareMetalOfEc2 = maker.equals("Amazon EC2") && product.contains(".metal");
    return !bareMetalOfEc2 && VIRTUAL_FIRMWARE.matcher(maker + " " + product).matches();
  }

  private static String dmi(SystemFiles files, String name) {
    return files.value(CloudFinder.DMI + "/" + name).orElse("");
  }
}
