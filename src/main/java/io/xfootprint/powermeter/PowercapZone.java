// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A part of the machine that has an energy counter, such as a processor or its memory.
 *
 * @param id the name of its folder, such as {@code intel-rapl:0:1}, which says where it belongs
 * @param name its own name, such as {@code package-0} or {@code dram}; empty if it has none
 * @param folder the folder of its files
 */
record PowercapZone(String id, String name, Path folder) {

  /** Linux may name each die of a package by itself. */
  private static final Pattern PACKAGE = Pattern.compile("package-\\d{1,4}(-die-\\d{1,4})?");

  /** A zone at the top of the tree; parts have one more number. */
  private static final Pattern NAMELESS_PACKAGE = Pattern.compile("intel-rapl:\\d{1,4}");

  /**
   * Returns whether it counts a processor. A tree that Scaphandre shares with a guest has no names
   * and one zone for everything that the guest uses.
   */
  boolean isPackage() {
    return name.isEmpty()
        ? NAMELESS_PACKAGE.matcher(id).matches()
        : PACKAGE.matcher(name).matches();
  }

  /** Returns whether it counts the memory of another zone, which is a package. */
  boolean isDramOf(PowercapZone other) {
    return name.equals("dram") && id.startsWith(other.id + ":");
  }

  /** Returns whether it and another zone are dies of one package: {@code package-0-die-1}. */
  boolean isDieOf(PowercapZone other) {
    int die = name.indexOf("-die-");
    return isPackage() && die > 0 && other.name.startsWith(name.substring(0, die) + "-die-");
  }

  /** Returns this zone with a name that says whose memory it is, such as {@code dram-0}. */
  PowercapZone namedAfter(PowercapZone owner) {
    String suffix = owner.name.isEmpty() ? " of " + owner.id : owner.name.replace("package", "");
    return new PowercapZone(id, name + suffix, folder);
  }

  /** Returns its name, or that of its folder if it has none. */
  String label() {
    return name.isEmpty() ? id : name;
  }
}
