// SPDX-License-Identifier: Apache-2.0
/**
 * Physical quantities, each with its unit in the type; start with {@link
 * io.xfootprint.units.CarbonIntensity}.
 */
@NullMarked
package io.xfootprint.units;

import org.jspecify.annotations.NullMarked;
