// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

/**
 * What an application costs per minute.
 *
 * @param joulesPerMinute energy in J
 * @param gramsPerMinute emissions in gCO2e, embodied ones included
 */
public record CostRate(double joulesPerMinute, double gramsPerMinute) {}
