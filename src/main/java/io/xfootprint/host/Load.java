// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

/**
 * The load of the machine over some time.
 *
 * <p>Busy are the CPUs that run a thread. Time for which a hypervisor ran another guest instead
 * (steal time) is not busy. {@code throughputShare} is the work done as a share of what the machine
 * can do at most. It is above {@code busyShare} where threads have a core for themselves: with one
 * thread on each of its cores, a server has half of its CPUs busy and does 0.625 of its work.
 *
 * <p>Clocks of threads may count steal time too, so a thread may have run for less time than its
 * clock says. {@code leastRan} and {@code mostRan} are the same where that is known.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param busyShare share of the CPU time of all CPUs, from 0 to 1; NaN if unknown
 * @param throughputShare from 0 to 1; {@code busyShare} where the cores are not known
 * @param leastRan least share of a thread's CPU time in which it ran, above 0 and at most 1
 * @param mostRan greatest such share, at most 1
 */
public record Load(double busyShare, double throughputShare, double leastRan, double mostRan) {

  /** The load of a machine that does not tell it. */
  public static final Load UNKNOWN = of(Double.NaN);

  /** Returns the load of a machine of unknown cores from which nothing was stolen. */
  public static Load of(double busyShare) {
    return new Load(busyShare, busyShare, 1, 1);
  }

  /** Returns whether anything is known. */
  public boolean isKnown() {
    return !Double.isNaN(busyShare);
  }

  /**
   * Returns the share of a process's CPU time in which its threads ran. Where it is not known
   * whether clocks count steal time, the process has used no more than the machine was busy.
   *
   * @param usedShare the process's CPU time by its clock, as a share of that of all CPUs; NaN if
   *     unknown
   */
  public double ranShare(double usedShare) {
    double atMost = usedShare > busyShare ? busyShare / usedShare : 1;
    return Math.min(mostRan, Math.max(leastRan, atMost));
  }
}
