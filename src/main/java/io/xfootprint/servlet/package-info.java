// SPDX-License-Identifier: Apache-2.0
/**
 * Where X-Footprint meets the servlet container; {@link io.xfootprint.servlet.FootprintFilter} is
 * what users register.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.servlet;

import org.jspecify.annotations.NullMarked;
