// SPDX-License-Identifier: Apache-2.0
/**
 * The machine's own measurements of its power, such as the RAPL counters below {@code
 * /sys/class/powercap}. {@link io.xfootprint.powermeter.EnergyMeter} reads them once per window.
 *
 * <p>Nothing here asks for rights that the process does not have. Where a meter cannot be read, the
 * power is estimated, and the first line in the log says why.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.powermeter;

import org.jspecify.annotations.NullMarked;
