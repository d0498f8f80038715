// SPDX-License-Identifier: Apache-2.0
/**
 * What the machine measures of its own power, such as RAPL counters below {@code
 * /sys/class/powercap}: {@link io.xfootprint.powermeter.EnergyMeter} reads them once a window.
 */
@NullMarked
package io.xfootprint.powermeter;

import org.jspecify.annotations.NullMarked;
