// SPDX-License-Identifier: Apache-2.0
/**
 * From resource use to energy and emissions: {@link io.xfootprint.model.Rates} is what a CPU-second
 * costs now, {@link io.xfootprint.model.WindowMeter} renews it window by window.
 */
@NullMarked
package io.xfootprint.model;

import org.jspecify.annotations.NullMarked;
