// SPDX-License-Identifier: Apache-2.0
/**
 * From resource use to energy and emissions. {@link io.xfootprint.model.Rates} is the present cost
 * of a CPU-second; {@link io.xfootprint.model.WindowMeter} renews it window by window.
 *
 * <p>Seven classes have to do with power:
 *
 * <pre>{@code
 * MachineProfile   the properties of this machine that do not change: power model, CPUs, grid
 * PowerModel       the power of a machine by its load: two end points and a PowerCurve
 * PowerRow         the table row from which a PowerModel is made
 * ModelledPower    the power over a window by the PowerModel
 * MeasuredPower    the power over a window by a meter, or by ModelledPower where it has no reading
 * PowerSplit       learns from measured windows which part of the power is idle power
 * MachinePower     the result for a window: idle power, and the power of a busy CPU
 * }</pre>
 *
 * <p>{@code WindowCosting} multiplies a MachinePower with the process's use.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.model;

import org.jspecify.annotations.NullMarked;
