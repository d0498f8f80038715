// SPDX-License-Identifier: Apache-2.0
/**
 * Takes requests along to other threads with Micrometer's context propagation, where an application
 * has it. The filter registers {@link io.xfootprint.micrometer.FootprintContextAccessor}: a file
 * for the service loader would be met by applications whose library our classes do not see.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.micrometer;

import org.jspecify.annotations.NullMarked;
