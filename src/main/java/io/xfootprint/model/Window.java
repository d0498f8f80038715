// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

import io.xfootprint.meter.ProcessUse;
import java.util.OptionalLong;

/**
 * What was read over a stretch of time.
 *
 * @param seconds its length by a clock that never goes back, at least 0
 * @param use what the process used in it; unknown figures are negative
 * @param busyShare share of the machine's CPU time that was busy, from 0 to 1; NaN if not read
 * @param measuredWatts mean power of the machine by its own meter, in W; NaN if not read
 * @param residentBytes memory that the process holds; empty if unknown
 */
record Window(
    double seconds,
    ProcessUse use,
    double busyShare,
    double measuredWatts,
    OptionalLong residentBytes) {}
