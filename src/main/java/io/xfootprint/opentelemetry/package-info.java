// SPDX-License-Identifier: Apache-2.0
/**
 * The links to OpenTelemetry, used only where an application has its API.
 *
 * <pre>{@code
 * RequestSpans          the cost of a request -> attributes of the span around it
 * FootprintInstruments  the totals -> one callback, one reading -> MeterInstruments
 * }</pre>
 *
 * <p>The filter makes the first of them itself; an application asks for the second one.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.opentelemetry;

import org.jspecify.annotations.NullMarked;
