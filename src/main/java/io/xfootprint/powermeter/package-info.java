// SPDX-License-Identifier: Apache-2.0
/**
 * The machine's own measurements of its power, such as the RAPL counters below {@code
 * /sys/class/powercap}. {@link io.xfootprint.powermeter.EnergyMeter} reads them once per window.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.powermeter;

import org.jspecify.annotations.NullMarked;
