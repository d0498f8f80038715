// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A line of {@code /proc/self/mountinfo}.
 *
 * @param root the folder of the file system that is mounted
 * @param point the path at which it is mounted
 * @param type type of the file system
 * @param source its source, such as a disk
 * @param options its options, such as the controllers of a hierarchy of cgroups
 */
record Mount(String root, String point, String type, String source, List<String> options) {

  /** Returns all mounts; none if the file cannot be read. */
  static List<Mount> of(SystemFiles files) {
    return files.lines("/proc/self/mountinfo").stream().flatMap(line -> of(line).stream()).toList();
  }

  /** Parses: id, parent, device, root, point, options, any number of fields, -, type, ... */
  private static Optional<Mount> of(String line) {
    List<String> fields = Arrays.asList(line.split(" ", -1));
    int dash = fields.indexOf("-");
    if (dash < 6 || fields.size() < dash + 4) {
      return Optional.empty();
    }
    return Optional.of(
        new Mount(
            fields.get(3),
            fields.get(4).replace("\\040", " "),
            fields.get(dash + 1),
            fields.get(dash + 2),
            List.of(fields.get(dash + 3).split(",", -1))));
  }
}
