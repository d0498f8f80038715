// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import java.util.List;
import java.util.Optional;

/**
 * What other machines, other places and another size would change for the work of a period.
 * Immutable and safe for use by many threads.
 *
 * @param work the work
 * @param here where it was done, in the place's own figures
 * @param need what another machine must have
 * @param moves for each kind that has any
 * @param size fewer vCPUs; empty if all were used, or a share of a machine is held, or it is not
 *     known
 */
public record Advice(
    Work work, Spot here, Need need, List<Moves> moves, Optional<SmallerSize> size) {}
