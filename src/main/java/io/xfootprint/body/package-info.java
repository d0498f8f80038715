// SPDX-License-Identifier: Apache-2.0
/**
 * The streams of a request's body and of its answer's. They find out just in time that the answer
 * is about to be committed, and whether the client has hung up.
 *
 * <p>The servlet API has an event for neither. {@link io.xfootprint.body.CommitTracker} compares
 * what is written with the size of the container's buffer, and calls a {@link
 * io.xfootprint.body.CommitListener}:
 *
 * <pre>{@code
 * out.write(bytes) -> TrackedOutputStream -> CommitTracker: may this fill the buffer?
 *                              |               yes -> CommitListener.beforeCommit: set headers
 *                              v
 *                     the container's stream
 * }</pre>
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.body;

import org.jspecify.annotations.NullMarked;
