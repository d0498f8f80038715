// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.model.Footprint;
import io.xfootprint.upstream.UpstreamSum;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a route or of a category. They only grow, except where {@link #set} is used.
 *
 * <p>Any thread may add and count, without a lock. One thread at a time may call {@link #set}.
 */
public final class RouteCounters implements Line {

  private static final AtomicReferenceFieldUpdater<RouteCounters, UpstreamSum> UPSTREAM =
      AtomicReferenceFieldUpdater.newUpdater(RouteCounters.class, UpstreamSum.class, "upstream");

  private final String label;
  private final RequestSums sums = new RequestSums();
  private final DistributionCounters distribution = new DistributionCounters();

  /** Null until a request was for nothing: 300 B that most routes do not need. */
  private final AtomicReference<@Nullable AvoidableCounters> avoidable = new AtomicReference<>();

  /** One object that is replaced: calls to other services are rare beside what is counted above. */
  private volatile UpstreamSum upstream = UpstreamSum.NONE;

  /** Creates counters of 0 for a route or a category. */
  RouteCounters(String label) {
    this.label = label;
  }

  /** Returns the label of the route. */
  public String label() {
    return label;
  }

  /** Returns the counters of how the sums are distributed over requests. */
  public DistributionCounters distribution() {
    return distribution;
  }

  @Override
  public RouteCounters route() {
    return this;
  }

  @Override
  public void add(Footprint footprint) {
    boolean unused = sums.add(footprint);
  }

  /** Replaces the sums of the costs. */
  void set(Footprint sum) {
    Totals before = sinceStart();
    boolean unused =
        sums.add(
            new Totals(
                0,
                0,
                0,
                0,
                0,
                sum.cpuNanos() - before.cpuNanos(),
                sum.allocatedBytes() - before.allocatedBytes(),
                sum.energyNanojoules() - before.energyNanojoules(),
                sum.gcNanojoules() - before.gcNanojoules(),
                sum.emissionsPicograms() - before.emissionsPicograms()));
  }

  @Override
  public void countRequest(
      Footprint cost, boolean knowsCpu, boolean knowsBytes, boolean isEstimated) {
    boolean unused = sums.countRequest(cost, knowsCpu, knowsBytes, isEstimated);
  }

  @Override
  public void countError() {
    boolean unused = sums.countError();
  }

  /** Adds what calls to other services have cost there, beside the sums of this application. */
  public void addUpstream(UpstreamSum more) {
    UpstreamSum before;
    do {
      before = upstream;
    } while (!more.isNone() && !UPSTREAM.compareAndSet(this, before, before.plus(more)));
  }

  /** Returns what calls to other services have cost there. */
  public UpstreamSum upstream() {
    return upstream;
  }

  /** Returns the sums. What one call adds at the same time is in all of them or in none. */
  public Totals sinceStart() {
    return sums.read();
  }

  /**
   * Adds requests whose cost was for nothing, or energy of such requests. Both are in the sums too.
   *
   * @param nanojoules energy in nJ, at least 0
   */
  public void addAvoidable(Avoidable reason, long requests, long nanojoules) {
    AvoidableCounters counters = avoidable.get();
    if (counters == null) {
      AvoidableCounters made = new AvoidableCounters();
      AvoidableCounters before = avoidable.compareAndExchange(null, made);
      counters = before == null ? made : before;
    }
    counters.add(reason, requests, nanojoules);
  }

  /** Returns what requests have cost for nothing, by reason. */
  List<AvoidableCost> avoidable() {
    AvoidableCounters counters = avoidable.get();
    return counters == null ? List.of() : counters.costs(label);
  }
}
