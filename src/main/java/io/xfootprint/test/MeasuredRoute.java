// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The median cost of a route, to be held against budgets one after the other. A figure that is not
 * known is over each budget.
 *
 * <pre>{@code
 * GET /orders/{id} allocates 31.2 kB, 24.0 kB in the baseline (+30 %, limit 5 %)
 * GET /orders/{id} uses energy of 320 uJ, its budget is 250 uJ (+28 %)
 * }</pre>
 *
 * <p>Each check puts its finding into the report too. For use by one thread.
 */
public final class MeasuredRoute {

  private static final double NANOS_PER_MICRO = 1_000;

  private final String route;
  private final RequestCost cost;
  private final BudgetFiles files;
  private final Limits limits;
  private final boolean renews;
  private final Set<String> findings = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private Optional<RequestCost> compared = Optional.empty();

  MeasuredRoute(String route, RequestCost cost, BudgetFiles files, Limits limits, boolean renews) {
    this.route = route;
    this.cost = cost;
    this.files = files;
    this.limits = limits;
    this.renews = renews;
    report();
  }

  /**
   * Checks that the route costs as much as in the baseline, or less: bytes within their limit, and
   * CPU time within its own where it has one. With {@code -Dfootprint-baseline=renew} the cost goes
   * into the baseline instead.
   *
   * @return this route, for the next check
   * @throws AssertionError if the route costs more, or the baseline does not have it
   */
  public MeasuredRoute keepsToBaseline() {
    if (renews) {
      files.renew(route, cost);
      compared = Optional.of(cost);
      notes.add("renewed");
      return pass();
    }
    Optional<Map.Entry<Integer, RequestCost>> baseline = files.baseline().find(route);
    return baseline.isPresent() ? compare(baseline.get()) : fail(List.of(files.missing(cost)));
  }

  private MeasuredRoute compare(Map.Entry<Integer, RequestCost> baseline) {
    compared = Optional.of(baseline.getValue());
    if (baseline.getKey() != Baseline.RELEASE) {
      notes.add("baseline" + Comparison.release(baseline.getKey()));
    }
    List<String> over = new ArrayList<>();
    for (Figure figure : Figure.values()) {
      Comparison.over(figure, cost, baseline, limits.of(figure)).ifPresent(over::add);
    }
    return over.isEmpty() ? pass() : fail(over);
  }

  /**
   * Checks what the route allocates.
   *
   * @param bytes the most for one request, heap bytes
   * @return this route, for the next check
   */
  public MeasuredRoute allocatesAtMost(long bytes) {
    return staysWithin(Figure.ALLOCATION, (double) bytes);
  }

  /**
   * Checks the CPU time that the route uses. It depends on the machine and varies, so leave room.
   *
   * @param time the most for one request
   * @return this route, for the next check
   */
  public MeasuredRoute usesCpuOfAtMost(Duration time) {
    return staysWithin(Figure.CPU, time.toNanos() / NANOS_PER_MICRO);
  }

  /**
   * Checks the energy that the route uses: CPU time and bytes at the rates of this machine, so it
   * varies as CPU time does.
   *
   * @param microjoules the most for one request
   * @return this route, for the next check
   */
  public MeasuredRoute usesEnergyOfAtMost(double microjoules) {
    return staysWithin(Figure.ENERGY, microjoules);
  }

  private MeasuredRoute staysWithin(Figure figure, double budget) {
    return Comparison.over(figure, cost, budget)
        .map(List::of)
        .map(this::fail)
        .orElseGet(this::pass);
  }

  private MeasuredRoute pass() {
    report();
    return this;
  }

  private MeasuredRoute fail(List<String> over) {
    findings.addAll(over);
    report();
    throw new AssertionError(
        over.stream().map(each -> route + " " + each).reduce((a, b) -> a + "\n" + b).orElseThrow());
  }

  private void report() {
    files.report(new BudgetRow(route, cost, compared, List.copyOf(findings), List.copyOf(notes)));
  }
}
