// SPDX-License-Identifier: Apache-2.0
/**
 * The log lines: {@link io.xfootprint.log.TotalsLog} writes the totals of each route and of the
 * application to the logger {@code io.xfootprint.totals}.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.log;

import org.jspecify.annotations.NullMarked;
