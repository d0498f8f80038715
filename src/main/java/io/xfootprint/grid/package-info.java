// SPDX-License-Identifier: Apache-2.0
/**
 * The electricity at the place where the application runs: {@link io.xfootprint.grid.Location}
 * finds its carbon intensity and its data centre's PUE, each with a range; {@link
 * io.xfootprint.grid.Comparison} finds other places on the same basis. {@link
 * io.xfootprint.grid.LiveIntensity} holds what a service tells of the moment.
 *
 * <p>The first two come from tables in the jar when the settings are read. The sources and the
 * years are in the tables and in {@code NOTICE}.
 *
 * <p>{@link io.xfootprint.grid.CurrentGrid} is for users; the rest may change.
 */
@NullMarked
package io.xfootprint.grid;

import org.jspecify.annotations.NullMarked;
