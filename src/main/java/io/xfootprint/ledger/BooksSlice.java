// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Duration;

/**
 * What this process has cost over a stretch of the past.
 *
 * @param beginAge how long ago it began
 * @param endAge how long ago it ended; not more than that
 * @param books its lines, without ranges
 */
public record BooksSlice(Duration beginAge, Duration endAge, Statement books) {}
