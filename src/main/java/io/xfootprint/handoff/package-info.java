// SPDX-License-Identifier: Apache-2.0
/**
 * Work that leaves the thread of its request: executors and tasks that charge it to the request
 * which handed it off. {@link io.xfootprint.FootprintContext} is what users call.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.handoff;

import org.jspecify.annotations.NullMarked;
