// SPDX-License-Identifier: Apache-2.0
/**
 * The carbon intensity of the moment, as a service on the network tells it: {@link
 * io.xfootprint.live.LiveGrid} asks it again and again, on a thread of its own, and hands its
 * values to {@link io.xfootprint.grid.LiveIntensity}.
 *
 * <p>Nothing here is loaded unless the setting {@code grid} names a service. What a service answers
 * is text from outside: it is short, checked, and shown to nobody.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.live;

import org.jspecify.annotations.NullMarked;
