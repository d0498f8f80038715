// SPDX-License-Identifier: Apache-2.0
/**
 * Work that leaves the thread of its request: executors and tasks that charge it to the request
 * which handed it off. {@link io.xfootprint.FootprintContext} is what users call.
 *
 * <pre>{@code
 * request thread            pool thread
 * due() = PendingWork  -->  begin() = Segment, run the task, close() = cost booked to the request
 *    answers say "partial" until here ---------------------------------^
 * }</pre>
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.handoff;

import org.jspecify.annotations.NullMarked;
