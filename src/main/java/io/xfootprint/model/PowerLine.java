// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * The power of a machine as it was measured at several loads, drawn as a straight line: what it
 * takes when its power cannot be read.
 *
 * @param idleWatts of the whole machine in W, above 0
 * @param wattsPerBusyCpu what each busy logical CPU adds, in W, above 0
 */
record PowerLine(double idleWatts, double wattsPerBusyCpu) {}
