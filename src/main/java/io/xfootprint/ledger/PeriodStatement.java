// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Instant;

/** The statement of one step of a series, from its beginning to its end. */
public record PeriodStatement(Instant begin, Instant end, Statement statement) {}
