// SPDX-License-Identifier: Apache-2.0
/**
 * The link to Micrometer's context propagation, which takes requests along to other threads. It is
 * used only where an application has that library.
 *
 * <p>The filter registers {@link io.xfootprint.micrometer.FootprintContextAccessor} itself. A file
 * for the service loader would also be read where our jar is on the container's class path and the
 * library in the application, and would fail there.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.micrometer;

import org.jspecify.annotations.NullMarked;
