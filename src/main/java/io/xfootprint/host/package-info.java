// SPDX-License-Identifier: Apache-2.0
/**
 * The machine and the cloud around it, as far as the process can see them. {@link
 * io.xfootprint.host.HostProbe} finds the machine at the start, and the load, memory and limits of
 * each window. Only home of OSHI.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.host;

import org.jspecify.annotations.NullMarked;
