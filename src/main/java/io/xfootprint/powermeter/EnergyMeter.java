// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine's own measurement of its energy.
 *
 * <p>Implementations never throw. For use by one thread at a time.
 */
public interface EnergyMeter {

  /** Where Linux shows the counters of the processor (RAPL). */
  Path POWERCAP = Path.of("/sys/class/powercap");

  /** Returns a meter that measures nothing, and says why. */
  static EnergyMeter none(String reason) {
    return new NoEnergyMeter(reason);
  }

  /**
   * Returns the meter at a path, or an unavailable one whose description says why. Never throws;
   * reads some small files, and never asks for more rights than the process has.
   *
   * @param path a folder, the root of a powercap tree; or a file that another program keeps up to
   *     date, whose last line is a number of W or has it in its third column (PowerJoular)
   * @param virtual whether the machine is a virtual one, so that a tree is shared by its host
   */
  static EnergyMeter at(Path path, boolean virtual) {
    try {
      if (Files.isDirectory(path)) {
        return PowercapMeter.at(path, virtual, TextSource.DISK);
      }
      if (Files.isRegularFile(path)) {
        return WattsFile.at(path);
      }
      return new NoEnergyMeter(
          Files.exists(path)
              ? path + " is neither a folder nor a file"
              : "no folder or file " + path);
    } catch (SecurityException e) {
      return new NoEnergyMeter(path + " is not readable by this user");
    }
  }

  /** Tells whether there is anything to read. */
  boolean isAvailable();

  /** Tells whether a host shares it into its guest, or another program writes it. */
  boolean isShared();

  /** Tells whether the energy of all of the machine's memory is in what it tells. */
  boolean measuresMemory();

  /**
   * Returns the energy in J that the measured parts of the machine have used since the last call;
   * NaN if unknown, as on the first call, after a reset, or where reading failed. After calls that
   * could tell nothing it is the mean power since the last one that could, over this time alone.
   *
   * @param elapsedSeconds time since the last call, above 0
   */
  double joulesSinceLast(double elapsedSeconds);

  /** Returns what is measured, or why nothing is, for the log. */
  String description();
}
