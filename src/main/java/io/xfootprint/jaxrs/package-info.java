// SPDX-License-Identifier: Apache-2.0
/**
 * Names of routes by the templates of JAX-RS resources (Jakarta REST). It is used only where an
 * application registers {@link io.xfootprint.jaxrs.FootprintRoutes}; nothing else touches it.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.jaxrs;

import org.jspecify.annotations.NullMarked;
