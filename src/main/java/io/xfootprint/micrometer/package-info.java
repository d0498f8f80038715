// SPDX-License-Identifier: Apache-2.0
/**
 * Takes requests along to other threads with Micrometer's context propagation, where an application
 * has it; {@link io.xfootprint.micrometer.FootprintContextAccessor} is found by its service loader.
 */
@NullMarked
package io.xfootprint.micrometer;

import org.jspecify.annotations.NullMarked;
