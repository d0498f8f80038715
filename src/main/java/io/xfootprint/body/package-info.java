// SPDX-License-Identifier: Apache-2.0
/**
 * The streams of a request's body and of its answer's: they find out just in time that the answer
 * is about to be committed, and whether the client has hung up.
 *
 * <p>No container tells either. {@link io.xfootprint.body.CommitTracker} counts what is written
 * against the container's buffer, and tells a {@link io.xfootprint.body.CommitListener}.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.body;

import org.jspecify.annotations.NullMarked;
