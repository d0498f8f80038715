// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.model;

/**
 * How energy is found, and how far off it may be.
 *
 * @param label {@code measured} by the machine's own meter, {@code measured-host} by one that the
 *     host shares into its guest or another program keeps, {@code model} of a whole machine, {@code
 *     model-vm} of a virtual one
 * @param uncertainty of the energies and emissions
 */
public record EnergyMethod(String label, Uncertainty uncertainty) {}
