// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The power of the whole machine over a window, in two parts.
 *
 * @param idleWatts what it would have drawn without any work, in W
 * @param joulesPerCpuSecond what each CPU-second drew beyond that, in J
 * @param busyCpus number of its CPUs that were busy on average; where that cannot be seen, what is
 *     assumed
 */
record MachinePower(double idleWatts, double joulesPerCpuSecond, double busyCpus) {}
