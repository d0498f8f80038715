// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * What requests to a route have cost for nothing, for one reason. Immutable.
 *
 * @param reason why nobody had anything of it
 * @param route its label
 * @param requests number of these requests
 * @param energyNanojoules their energy in nJ
 */
public record AvoidableCost(Avoidable reason, String route, long requests, long energyNanojoules) {}
