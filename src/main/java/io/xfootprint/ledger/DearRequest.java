// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import java.time.Instant;

/**
 * A request that cost much. Immutable.
 *
 * @param at when its first pass ended
 * @param route the label of its route
 * @param cost what it has cost
 */
public record DearRequest(Instant at, String route, Footprint cost) {}
