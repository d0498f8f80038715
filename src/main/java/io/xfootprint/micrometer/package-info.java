// SPDX-License-Identifier: Apache-2.0
/**
 * The links to Micrometer, each used only where an application has the library.
 *
 * <p>{@link io.xfootprint.micrometer.FootprintMetrics} binds the totals to a registry of
 * micrometer-core:
 *
 * <pre>{@code
 * a registry reads a meter -> Scrapes: the reading of this scrape -> RegistryMeters -> its figure
 * a first meter is read    -> MetricsSource.read() -> meters of new routes
 * }</pre>
 *
 * <p>{@link io.xfootprint.micrometer.FootprintContextAccessor} is the link to context-propagation,
 * which takes requests along to other threads. The filter registers it itself. A file for the
 * service loader would also be read where our jar is on the container's class path and the library
 * in the application, and would fail there.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.micrometer;

import org.jspecify.annotations.NullMarked;
