// SPDX-License-Identifier: Apache-2.0
/**
 * The reading side: {@link io.xfootprint.reading.ReportSource} merges what this process remembers
 * with what the store has kept into one {@link io.xfootprint.reading.Report}, from which package
 * {@code report} makes every form. {@link io.xfootprint.reading.MetricsSource} makes the readings
 * of metrics systems, and {@link io.xfootprint.reading.ApplicationMonitor} tells who reads when the
 * application's monitor starts and stops. It knows neither HTTP nor any format.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.reading;

import org.jspecify.annotations.NullMarked;
