// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.grid;

import java.time.Duration;
import java.util.Optional;

/**
 * The carbon intensity of the electricity at the moment, for code that can wait for a better one.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param gramsPerKilowattHour of the electricity produced, in gCO2e/kWh
 * @param age time since the service told it, less than an hour; empty for an annual average and for
 *     a figure that the user gave
 * @param source who tells it
 * @param level how it compares with what the same service told in the last 24 hours; empty until
 *     its values reach back six hours, and where no service tells one
 */
public record CurrentIntensity(
    double gramsPerKilowattHour,
    Optional<Duration> age,
    String source,
    Optional<GridLevel> level) {}
