// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A powercap tree in a folder of a test. */
public final class FakePowercap {

  /** Of Intel's packages: 2^32 units of 61 uJ. */
  static final long RANGE = 262_143_328_850L;

  private final Path root;

  public FakePowercap(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** Adds a zone, given the path of its folder, its name and its counter in J. */
  public FakePowercap zone(String folder, String name, double joules) throws IOException {
    Files.createDirectories(root.resolve(folder));
    text(folder, "name", name + "\n");
    text(folder, "max_energy_range_uj", RANGE + "\n");
    return joules(folder, joules);
  }

  /** Sets a counter in J. */
  public FakePowercap joules(String folder, double joules) throws IOException {
    return text(folder, "energy_uj", Math.round(joules * 1e6) + "\n");
  }

  FakePowercap text(String folder, String file, String text) throws IOException {
    Files.writeString(root.resolve(folder).resolve(file), text);
    return this;
  }

  /** Takes a counter away, with a folder in its place, as root may read every file. */
  FakePowercap hide(String folder) throws IOException {
    Path counter = root.resolve(folder).resolve("energy_uj");
    Files.delete(counter);
    Files.createDirectory(counter);
    return this;
  }

  FakePowercap show(String folder, double joules) throws IOException {
    Files.delete(root.resolve(folder).resolve("energy_uj"));
    return joules(folder, joules);
  }

  /** Two sockets with memory, as Intel's servers show them. */
  FakePowercap twoSockets() throws IOException {
    for (int socket = 0; socket < 2; socket++) {
      String folder = "intel-rapl:" + socket;
      zone(folder, "package-" + socket, 1000);
      zone(folder + "/" + folder + ":0", "dram", 500);
    }
    return this;
  }

  /** Adds a link to a zone's folder beside those at the top, as the system's class folder has. */
  FakePowercap link(String name, Path folder) throws IOException {
    Files.createSymbolicLink(root.resolve(name), folder);
    return this;
  }

  public EnergyMeter meter() {
    return EnergyMeter.at(root, false);
  }
}
