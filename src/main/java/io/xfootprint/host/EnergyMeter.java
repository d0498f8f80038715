// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

/**
 * The machine's own measurement of its energy.
 *
 * <p>Implementations never throw. For use by one thread at a time.
 */
public interface EnergyMeter {

  /** What a machine has that measures nothing. */
  EnergyMeter NONE =
      new EnergyMeter() {
        @Override
        public boolean isAvailable() {
          return false;
        }

        @Override
        public boolean isShared() {
          return false;
        }

        @Override
        public double joulesSinceLast(double elapsedSeconds) {
          return Double.NaN;
        }

        @Override
        public String description() {
          return "no power meter";
        }
      };

  /** Tells whether there is anything to read. */
  boolean isAvailable();

  /** Tells whether a host shares it into its guest, or another program writes it. */
  boolean isShared();

  /**
   * Returns the energy in J that the measured parts of the machine have used since the last call;
   * NaN if unknown, as on the first call, after a reset, or where reading failed.
   *
   * @param elapsedSeconds time since the last call, above 0
   */
  double joulesSinceLast(double elapsedSeconds);

  /** Returns what is measured, or why nothing is, for the log. */
  String description();
}
