// SPDX-License-Identifier: Apache-2.0
/** What people read: {@link io.xfootprint.report.RouteLog} writes the totals as log lines. */
@NullMarked
package io.xfootprint.report;

import org.jspecify.annotations.NullMarked;
