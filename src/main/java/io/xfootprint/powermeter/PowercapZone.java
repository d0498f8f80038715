// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A part of the machine whose energy is counted.
 *
 * @param id the name of its folder, such as {@code intel-rapl:0:1}, which tells where it belongs
 * @param name what it calls itself, such as {@code package-0} or {@code dram}; empty if it has none
 * @param folder of its files
 */
record PowercapZone(String id, String name, Path folder) {

  /** Linux may name each die of a package apart, where there are several. */
  private static final Pattern PACKAGE = Pattern.compile("package-\\d{1,4}(-die-\\d{1,4})?");

  private static final Pattern NAMELESS_PACKAGE = Pattern.compile("intel-rapl:\\d{1,4}");

  /**
   * Tells whether it counts a processor. A tree that Scaphandre shares into a guest has no names,
   * and one zone for all that the guest uses.
   */
  boolean isPackage() {
    return name.isEmpty()
        ? NAMELESS_PACKAGE.matcher(id).matches()
        : PACKAGE.matcher(name).matches();
  }

  boolean isDramOf(PowercapZone other) {
    return name.equals("dram") && id.startsWith(other.id + ":");
  }

  boolean isDieOf(PowercapZone other) {
    int die = name.indexOf("-die-");
    return isPackage() && die > 0 && other.name.startsWith(name.substring(0, die) + "-die-");
  }

  /** Returns this zone with a name that tells whose memory it is: {@code dram-0}. */
  PowercapZone namedAfter(PowercapZone owner) {
    String suffix = owner.name.isEmpty() ? " of " + owner.id : owner.name.replace("package", "");
    return new PowercapZone(id, name + suffix, folder);
  }

  /** Returns its name, or that of its folder. */
  String label() {
    return name.isEmpty() ? id : name;
  }
}
