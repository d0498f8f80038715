// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

/**
 * What some work cost with its share of idle power, memory and embodied emissions.
 *
 * @param energyNanojoules in nJ
 * @param emissionsPicograms in pg CO2e, embodied ones included
 */
public record FullCost(long energyNanojoules, long emissionsPicograms) {}
