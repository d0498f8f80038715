// SPDX-License-Identifier: Apache-2.0
/**
 * The machine and the cloud around it, as they can be seen from inside: {@link
 * io.xfootprint.host.HostProbe} finds them at the start, and tells the load of each window. Only
 * home of OSHI.
 */
@NullMarked
package io.xfootprint.host;

import org.jspecify.annotations.NullMarked;
