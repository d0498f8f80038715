// SPDX-License-Identifier: Apache-2.0
/**
 * The machine and the cloud around it, as far as the process can see them. {@link
 * io.xfootprint.host.HostProbe} finds the machine at the start, and the load, memory and limits of
 * each window. Only home of OSHI.
 *
 * <pre>{@code
 * HostProbe          what the machine is, and how busy
 *   LinuxMachine     by the files of Linux: CpuId, Hypervisor, Container, Cgroup
 *   LoadMeter        the Load of a window, by the CpuTicks of two readings
 *   OshiHostProbe    by these, and by OSHI where they tell nothing, as on other systems
 * Host               the result; ContainerLimits is the part that this process may use
 * Cloud, Platform    the cloud around it, by the environment and the firmware
 * }</pre>
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.host;

import org.jspecify.annotations.NullMarked;
