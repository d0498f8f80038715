// SPDX-License-Identifier: Apache-2.0
/**
 * Budgets for what requests cost, in the tests of an application: {@link
 * io.xfootprint.test.FootprintBudgets} for JUnit, {@link io.xfootprint.test.FootprintMatchers} for
 * REST Assured and Hamcrest. Nothing of the filter touches it, and it knows of the filter only what
 * a client sees: the header {@code X-Footprint}.
 *
 * <pre>{@code
 * request -> header -> RequestCost -> WarmUp, Sample: medians -> Baseline, BudgetTable
 * }</pre>
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.test;

import org.jspecify.annotations.NullMarked;
