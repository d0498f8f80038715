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

  private static final int REQUESTS = StripedSums.place(0);
  private static final int ERRORS = StripedSums.place(1);
  private static final int WITHOUT_CPU = StripedSums.place(2);
  private static final int WITHOUT_BYTES = StripedSums.place(3);
  private static final int ESTIMATED = StripedSums.place(4);
  private static final int CPU_NANOS = StripedSums.place(5);
  private static final int ALLOCATED_BYTES = StripedSums.place(6);
  private static final int ENERGY_NANOJOULES = StripedSums.place(7);
  private static final int GC_NANOJOULES = StripedSums.place(8);
  private static final int EMISSIONS_PICOGRAMS = StripedSums.place(9);

  private static final AtomicReferenceFieldUpdater<RouteCounters, UpstreamSum> UPSTREAM =
      AtomicReferenceFieldUpdater.newUpdater(RouteCounters.class, UpstreamSum.class, "upstream");

  private final String label;
  private final StripedSums sums = new StripedSums(10);
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
    long[] stripe = sums.take();
    add(stripe, footprint);
    sums.giveBack(stripe);
  }

  private static void add(long[] stripe, Footprint footprint) {
    stripe[CPU_NANOS] += Math.max(0, footprint.cpuNanos());
    stripe[ALLOCATED_BYTES] += Math.max(0, footprint.allocatedBytes());
    stripe[ENERGY_NANOJOULES] += Math.max(0, footprint.energyNanojoules());
    stripe[GC_NANOJOULES] += Math.max(0, footprint.gcNanojoules());
    stripe[EMISSIONS_PICOGRAMS] += Math.max(0, footprint.emissionsPicograms());
  }

  /** Replaces the sums of the costs. */
  void set(Footprint sum) {
    Totals before = sinceStart();
    long[] stripe = sums.take();
    stripe[CPU_NANOS] += sum.cpuNanos() - before.cpuNanos();
    stripe[ALLOCATED_BYTES] += sum.allocatedBytes() - before.allocatedBytes();
    stripe[ENERGY_NANOJOULES] += sum.energyNanojoules() - before.energyNanojoules();
    stripe[GC_NANOJOULES] += sum.gcNanojoules() - before.gcNanojoules();
    stripe[EMISSIONS_PICOGRAMS] += sum.emissionsPicograms() - before.emissionsPicograms();
    sums.giveBack(stripe);
  }

  @Override
  public void countRequest(
      Footprint cost, boolean knowsCpu, boolean knowsBytes, boolean isEstimated) {
    long[] stripe = sums.take();
    add(stripe, cost);
    stripe[REQUESTS]++;
    stripe[WITHOUT_CPU] += knowsCpu ? 0 : 1;
    stripe[WITHOUT_BYTES] += knowsBytes ? 0 : 1;
    stripe[ESTIMATED] += isEstimated ? 1 : 0;
    sums.giveBack(stripe);
  }

  @Override
  public void countError() {
    long[] stripe = sums.take();
    stripe[ERRORS]++;
    sums.giveBack(stripe);
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
    // In the order of the places above.
    long[] all = sums.all();
    return new Totals(
        all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9]);
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
