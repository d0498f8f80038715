// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.time.LocalDateTime;

/**
 * The rows of an instance for an hour, as they are to be.
 *
 * @param hourUtc its start
 * @param sums what was counted in it; routes that are stored as they are may be missing
 */
record HourRows(LocalDateTime hourUtc, Counted sums) {}
