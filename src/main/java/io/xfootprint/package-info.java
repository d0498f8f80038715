// SPDX-License-Identifier: Apache-2.0
/**
 * What each HTTP request of a servlet application cost: CPU time, allocated bytes, energy,
 * emissions.
 *
 * <pre>{@code
 * request -> FootprintFilter -> Measurement = ResourceUse -> Rates.estimate = Footprint -> Ledger
 *                  | at commit: cost so far -> FootprintHeader -> X-Footprint
 * every window   -> WindowMeter: CPU time, collections, load or power -> WindowCost -> Ledger; new Rates
 * every interval -> Ledger.snapshot() -> TotalsLog; WriteBacklog -> InstanceStore -> tables
 * somebody looks -> Ledger.snapshot() and TotalsHistory -> Statement -> Report -> page, JSON, CSV, badge
 * }</pre>
 *
 * <p>A package imports only what is to its left:
 *
 * <pre>{@code
 * units, data <- meter, powermeter, host, grid <- process, handoff <- model <- ledger, settings
 *   <- io.xfootprint, log, database <- store <- reading
 *   <- report, micrometer, header, route, body <- servlet
 * }</pre>
 *
 * <p>Users register {@code io.xfootprint.servlet.FootprintFilter}, and map {@code
 * io.xfootprint.report.FootprintServlet} to see it; {@link io.xfootprint.FootprintMonitor} serves
 * both.
 */
@NullMarked
package io.xfootprint;

import org.jspecify.annotations.NullMarked;
