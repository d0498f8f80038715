// SPDX-License-Identifier: Apache-2.0
/**
 * The meeting point of X-Footprint and the servlet container. Users register {@link
 * io.xfootprint.servlet.FootprintFilter}; applications get {@link
 * io.xfootprint.servlet.RequestFigures} for their pages.
 *
 * <pre>{@code
 * FootprintFilter   one per registration; finds or begins the Exchange of a request
 *   Exchange        one request over all its passes
 *     Answer        when its headers are set, and whether it is a failure
 *     RequestSpan   the span of a tracer that is told the cost along with the headers
 *     OwnResponse   whether the response is still this request's
 *     AsyncCycle    the same, from startAsync on
 *   FootprintRequest, FootprintResponse, FootprintAsyncContext
 *                   the wrappers that the application gets, each for one object of the container
 * SharedMonitor     one per application: started by its first filter, closed by its last
 * }</pre>
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.servlet;

import org.jspecify.annotations.NullMarked;
