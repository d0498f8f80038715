// SPDX-License-Identifier: Apache-2.0
/**
 * What could be saved: {@link io.xfootprint.advice.Advisor} compares measured work with the same
 * work on other machines, in other places and on fewer vCPUs; {@link io.xfootprint.advice.HeldCost}
 * says what is held in money.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.advice;

import org.jspecify.annotations.NullMarked;
