// SPDX-License-Identifier: Apache-2.0
/**
 * What the services behind this application say that their answers have cost: {@link
 * io.xfootprint.upstream.UpstreamAnswers} reads it, {@link io.xfootprint.upstream.UpstreamTally}
 * adds it up for a request, and {@link io.xfootprint.upstream.UpstreamSum} is the sum.
 *
 * <pre>{@code
 * X-Footprint of an answer -> UpstreamAnswers: allowed host? readable? -> UpstreamSum of one call
 *                          -> UpstreamTally of the request -> header, route
 * }</pre>
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.upstream;

import org.jspecify.annotations.NullMarked;
