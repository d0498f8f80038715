// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A meter of the machine's energy: RAPL counters, a file that another program writes, or none.
 *
 * <p>It covers the machine and not the process; {@code io.xfootprint.model} finds the process's
 * share, and what a package's counter leaves out: power supply, fans and disks.
 *
 * <p>Implementations never throw. For use by one thread at a time, once per window.
 */
public interface EnergyMeter {

  /** The folder in which Linux shows the counters of the processor (RAPL). */
  Path POWERCAP = Path.of("/sys/class/powercap");

  /** Returns a meter that measures nothing and gives a reason. */
  static EnergyMeter none(String reason) {
    return new NoEnergyMeter(reason);
  }

  /**
   * Returns the meter at a path, or an unavailable one whose description gives the reason. Never
   * throws. Reads some small files and never asks for more rights than the process has.
   *
   * @param path a folder that is the root of a powercap tree; or a file that another program keeps
   *     up to date, whose last line is a number of W or has one in its third column (PowerJoular)
   * @param virtual whether the machine is virtual, so that its host shares the tree with it
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
      return NoEnergyMeter.unreadable(path, e);
    }
  }

  /** Returns whether there is anything to read; if not, {@link #description} gives the reason. */
  boolean isAvailable();

  /** Returns whether a host shares it with its guest, or another program writes it. */
  default boolean isShared() {
    return false;
  }

  /**
   * Returns whether its readings are of processor packages, as RAPL's are, and not of the whole
   * machine at the wall.
   */
  default boolean isOfPackages() {
    return false;
  }

  /**
   * Returns whether its readings include the energy of all of the machine's memory, so that none is
   * added by the model. AMD's counters do not include it.
   */
  default boolean measuresMemory() {
    return false;
  }

  /**
   * Returns the energy in J that the measured parts of the machine have used since the last call;
   * NaN if unknown, as at the first call, after a reset, or where reading failed. After failed
   * readings it is the mean power since the last good one, multiplied by the time since the last
   * call: the windows that failed have been estimated by then, and must not be counted twice.
   *
   * @param elapsedSeconds time since the last call, above 0
   */
  double joulesSinceLast(double elapsedSeconds);

  /**
   * Returns what is measured, such as {@code RAPL package-0, dram-0}, or the reason why nothing is,
   * for the log.
   */
  String description();
}
