// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    List<Mount> mounts = new ArrayList<>();
    for (String line : files.lines("/proc/self/mountinfo")) {
      // id, parent, device, root, point, options, any number of fields, -, type, ...
      List<String> fields = Arrays.asList(line.split(" ", -1));
      int dash = fields.indexOf("-");
      if (dash >= 6 && fields.size() >= dash + 4) {
        mounts.add(
            new Mount(
                fields.get(3),
                fields.get(4).replace("\\040", " "),
                fields.get(dash + 1),
                fields.get(dash + 2),
                List.of(fields.get(dash + 3).split(",", -1))));
      }
    }
    return mounts;
  }
}
