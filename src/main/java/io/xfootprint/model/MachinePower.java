// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The power of the whole machine over a window, divided into idle power and power for work.
 *
 * @param idleWatts power that the machine would have drawn without any work, in W
 * @param joulesPerCpuSecond energy of each CPU-second beyond that, in J: the power of a busy CPU
 * @param busyCpus mean number of busy CPUs by the clocks of threads, which may count steal time; an
 *     assumed number where the load cannot be seen
 */
record MachinePower(double idleWatts, double joulesPerCpuSecond, double busyCpus) {}
