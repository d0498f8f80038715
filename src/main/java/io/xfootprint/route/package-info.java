// SPDX-License-Identifier: Apache-2.0
/**
 * The route that a request is booked to, and the paths that are not measured.
 *
 * <p>A route is a template such as {@code /orders/{id}}, never a raw path: clients choose paths, so
 * their number has no bound.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.route;

import org.jspecify.annotations.NullMarked;
