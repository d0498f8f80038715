// SPDX-License-Identifier: Apache-2.0
/**
 * The electricity at the place where the application runs: {@link io.xfootprint.grid.Location}
 * finds its carbon intensity and its data centre's PUE, each with a range; {@link
 * io.xfootprint.grid.Comparison} finds other places on the same basis.
 *
 * <p>Both come from tables in the jar when the settings are read. The sources and the years are in
 * the tables and in {@code NOTICE}.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.grid;

import org.jspecify.annotations.NullMarked;
