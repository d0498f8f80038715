// SPDX-License-Identifier: Apache-2.0
/**
 * Units and decimals: a quantity with its unit in the type, {@link
 * io.xfootprint.units.CarbonIntensity}; ranges; scales; and numbers as text.
 *
 * <p>All other quantities are numbers whose names say the unit, such as {@code cpuNanos} and {@code
 * energyNanojoules}.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.units;

import org.jspecify.annotations.NullMarked;
