// SPDX-License-Identifier: Apache-2.0
/**
 * The electricity at the place where the application runs: {@link io.xfootprint.grid.Location}
 * finds its emission factor and its data centre's PUE.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.grid;

import org.jspecify.annotations.NullMarked;
