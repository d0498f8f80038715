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
 * a scrape       -> closedBooks() -> MetricsReading -> FootprintMetrics, FootprintInstruments
 * }</pre>
 *
 * <p>A package imports only what is to its left:
 *
 * <pre>{@code
 * units, data <- meter, powermeter, host, grid, upstream <- process, handoff <- model <- ledger, settings
 *   <- regression, advice <- io.xfootprint, log, database, live <- store <- reading
 *   <- report, jmx, micrometer, opentelemetry, header, route, tenant, body, httpclient, okhttp,
 *     apache, jettyclient <- servlet, jaxrs <- spring, test
 * }</pre>
 *
 * <p>{@link io.xfootprint.FootprintMonitor} serves the filter and the report.
 *
 * <h2>Types for users</h2>
 *
 * <p>These keep their names and members from 0.1.0 on; every other type may change.
 *
 * <ul>
 *   <li>{@code io.xfootprint.servlet.FootprintFilter} measures; {@code
 *       io.xfootprint.report.FootprintServlet} shows the report
 *   <li>{@code io.xfootprint.servlet.RequestFigures}: the cost of a request so far, for its page
 *   <li>{@link io.xfootprint.FootprintContext}, {@link io.xfootprint.meter.Segment} and {@code
 *       io.xfootprint.micrometer.FootprintContextAccessor} take requests to other threads
 *   <li>{@code io.xfootprint.httpclient.UpstreamHttpClient}, {@code
 *       io.xfootprint.okhttp.UpstreamInterceptor}, {@code io.xfootprint.apache.UpstreamExchanges},
 *       {@code io.xfootprint.jettyclient.UpstreamJettyClient}, and {@link
 *       io.xfootprint.UpstreamCall} for other clients, add what another service says of its cost to
 *       the request that calls it
 *   <li>{@code io.xfootprint.jaxrs.FootprintRoutes} names routes by the templates of JAX-RS
 *   <li>{@code io.xfootprint.micrometer.FootprintMetrics} binds the totals to Micrometer, {@code
 *       io.xfootprint.opentelemetry.FootprintInstruments} to OpenTelemetry
 *   <li>{@link io.xfootprint.grid.CurrentGrid}, {@link io.xfootprint.grid.CurrentIntensity}, {@link
 *       io.xfootprint.grid.GridLevel}: the carbon intensity of the moment, for work that can wait
 *   <li>{@code io.xfootprint.store.StoredTotals}, {@code io.xfootprint.store.TotalsHistory}, {@code
 *       io.xfootprint.store.Granularity}, {@code io.xfootprint.store.InstanceTotal}, {@code
 *       io.xfootprint.store.StoredTenants}, {@code io.xfootprint.store.CostRate}, {@code
 *       io.xfootprint.store.StoreException}: what an application has cost, by hour, day, month or
 *       year
 *   <li>{@code io.xfootprint.test.FootprintBudgets}, {@code io.xfootprint.test.Budgets}, {@code
 *       io.xfootprint.test.MeasuredRoute}, {@code io.xfootprint.test.FootprintMatchers}: budgets
 *       for requests, in the tests of an application
 *   <li>{@link io.xfootprint.ledger.Statement}, {@link io.xfootprint.ledger.CostCategory}, {@link
 *       io.xfootprint.ledger.RouteCost}, {@link io.xfootprint.ledger.Sums}, {@link
 *       io.xfootprint.ledger.Metric}, {@link io.xfootprint.ledger.GridUse}: the cost over a period
 *   <li>{@link io.xfootprint.ledger.Distribution}, {@link io.xfootprint.ledger.Histogram}, {@link
 *       io.xfootprint.ledger.AgeMeans}, {@link io.xfootprint.ledger.BatchMeans}: how the cost of a
 *       route differs between requests
 *   <li>{@link io.xfootprint.regression.VersionCosts}, {@link
 *       io.xfootprint.regression.VersionComparison}, {@link io.xfootprint.regression.RouteChange},
 *       {@link io.xfootprint.regression.Change}: what a version of the application has changed
 * </ul>
 */
@NullMarked
package io.xfootprint;

import org.jspecify.annotations.NullMarked;
