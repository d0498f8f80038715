// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.advice.Advice;
import io.xfootprint.advice.Circumstances;
import io.xfootprint.advice.HeldCost;
import io.xfootprint.advice.Moves;
import io.xfootprint.reading.Report;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the what-if page says of a report, for page, JSON and CSV alike. Immutable.
 *
 * @param report the period
 * @param query what was asked
 * @param circumstances where and on what the work was done
 * @param peakSince since when this instance remembers the most CPUs used
 * @param advice what could be saved; empty if the use or what was held is not known yet
 * @param asked the move that was asked for by name; empty if none was, or it cannot be told
 * @param cost what was held, in money; empty without a price
 */
record WhatIf(
    Report report,
    WhatIfQuery query,
    Circumstances circumstances,
    Instant peakSince,
    Optional<Advice> advice,
    Optional<Moves> asked,
    Optional<HeldCost> cost) {}
