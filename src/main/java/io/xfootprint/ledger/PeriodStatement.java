// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.time.Instant;

/** A step of a series: what was spent from its begin to its end. */
public record PeriodStatement(Instant begin, Instant end, Statement statement) {}
