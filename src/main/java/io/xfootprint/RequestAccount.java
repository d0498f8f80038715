// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.handoff.ChargedExecutor;
import io.xfootprint.ledger.Avoidable;
import io.xfootprint.ledger.Line;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.RouteCounters;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.meter.Segment;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.model.Footprint;
import io.xfootprint.upstream.UpstreamSum;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The account of one request: what it has cost so far, and how much of that is booked to its route.
 *
 * <p>Each pass of the request through a thread opens a {@link Segment}, which hands over its use.
 * Use becomes cost at the rates of the moment. Cost goes to the running total at once, and to the
 * route as soon as that is known:
 *
 * <pre>{@code
 * Segment ends or checkpoint() -> onUse(use) -> rates: cost -> running total      at once
 *                                                           -> notYetBooked
 * bookTo(route), at the end of the first pass                  notYetBooked -> route
 * }</pre>
 *
 * <p>Everything is only added, so a pass that ends late still counts. Safe for use by many threads,
 * without a lock. Most requests stay on one thread, and their steps need not be atomic: see {@link
 * #confine()}.
 */
public final class RequestAccount implements Measurement.Listener {

  // Updaters instead of atomic objects: there is one account for each request.
  private static final AtomicReferenceFieldUpdater<RequestAccount, @Nullable Footprint> COST =
      AtomicReferenceFieldUpdater.newUpdater(RequestAccount.class, Footprint.class, "cost");
  private static final AtomicReferenceFieldUpdater<RequestAccount, @Nullable Footprint>
      NOT_YET_BOOKED =
          AtomicReferenceFieldUpdater.newUpdater(
              RequestAccount.class, Footprint.class, "notYetBooked");
  private static final AtomicReferenceFieldUpdater<RequestAccount, @Nullable Line> LINE =
      AtomicReferenceFieldUpdater.newUpdater(RequestAccount.class, Line.class, "line");
  private static final AtomicReferenceFieldUpdater<RequestAccount, @Nullable Footprint>
      DISTRIBUTED =
          AtomicReferenceFieldUpdater.newUpdater(
              RequestAccount.class, Footprint.class, "distributed");
  private static final AtomicReferenceFieldUpdater<RequestAccount, @Nullable RareEvents> RARE =
      AtomicReferenceFieldUpdater.newUpdater(RequestAccount.class, RareEvents.class, "rare");

  private final FootprintMonitor monitor;
  private final Measurement measurement;

  /** Cost of all that was handed over; null if nothing was. */
  private volatile @Nullable Footprint cost;

  /** Part of the cost that the route does not have yet; null if there is none. */
  private volatile @Nullable Footprint notYetBooked;

  /** The cost with which the request is in the distribution of its route; null if it is not. */
  private volatile @Nullable Footprint distributed;

  /** Null for most requests. */
  private volatile @Nullable RareEvents rare;

  /**
   * The line of route and tenant in the books; null until the first pass has ended: what names them
   * may come late in that pass.
   */
  private volatile @Nullable Line line;

  /** Opens an account, and counts the request in the running total. */
  RequestAccount(FootprintMonitor monitor, ThreadMeter meter) {
    this.monitor = monitor;
    measurement = new Measurement(meter, this);
    monitor.ledger().total().countRequest();
  }

  /**
   * Starts a stretch of this request's work on the calling thread, which must close it there. It
   * changes nothing if the thread works for this request already.
   */
  public Segment open() {
    return measurement.openPass();
  }

  /** Notes that the calling thread alone knows this account, until it calls {@link #share()}. */
  public void confine() {
    measurement.confine();
  }

  /** Notes that other threads may come to know this account, before they can. */
  public void share() {
    measurement.share();
  }

  /** Executes a task that is charged to this request, also if its answer has left by then. */
  public void execute(Executor executor, Runnable task) {
    ChargedExecutor.execute(executor, task, measurement);
  }

  /** Books what a segment has used, at any time and on the thread that has used it. */
  @Override
  public void onUse(ResourceUse use) {
    if (use.isNone()) {
      return;
    }
    Footprint delta = monitor.rates().estimate(use);
    monitor.ledger().total().add(delta);
    // With 0 for what is unknown: the route counts such requests, and keeps the sum of the others.
    Footprint known = delta.known();
    if (measurement.isConfined()) {
      addConfined(delta, known);
    } else {
      add(NOT_YET_BOOKED, known);
      add(COST, delta);
    }
    bookIfRouted();
    if (distributed != null) {
      distributeAgain();
    }
    if (rare != null) {
      bookRare();
    }
  }

  /**
   * Books what the segment that is open on this thread has used so far. Takes two readings of the
   * thread, about 0.5 us; nothing if none is open.
   */
  public void checkpoint() {
    measurement.checkpoint();
  }

  /**
   * Returns the cost so far, of all ended segments and of the one that is open on this thread, for
   * which it makes a {@link #checkpoint()}. What is open on other threads is missing.
   */
  public Footprint cost() {
    checkpoint();
    return costSoFar();
  }

  private Footprint costSoFar() {
    Footprint now = cost;
    return now == null ? Footprint.NONE : now;
  }

  /**
   * Returns whether any of the cost is estimated, not measured, as on virtual threads and where the
   * threads' CPU time advances in coarse steps.
   */
  public boolean isEstimated() {
    return measurement.isEstimated()
        || (monitor.clockStepNanos() > 0 && costSoFar().cpuNanos() >= 0);
  }

  /**
   * Returns the best estimate of the cost so far. A measured cost is returned as it is. Samples are
   * weighed against the mean of the request's route, see {@link SampledEstimate}; a coarse step of
   * the threads' CPU time is such a sample.
   *
   * @param likely returns the route that the request will be booked to, as far as it is known; null
   *     if it is not. Asked only for samples, as a route is put together from several attributes
   */
  public Footprint bestEstimate(Supplier<? extends @Nullable Route> likely) {
    Footprint sampled = cost();
    long step = Math.max(measurement.sampleNanos(), monitor.clockStepNanos());
    if (step == 0 || sampled.cpuNanos() < 0) {
      return sampled;
    }
    Line known = line;
    Totals route =
        known == null ? monitor.ledger().sinceStart(likely.get()) : known.route().sinceStart();
    return monitor
        .rates()
        .estimate(new SampledEstimate(step, route).of(sampled, measurement.sampleNanos() > 0));
  }

  /**
   * Returns whether the cost may grow by work on other threads, which is under way there or waits
   * for its turn. Work that nobody has wrapped is not known.
   */
  public boolean mayGrow() {
    return measurement.isPendingElsewhere();
  }

  /** Returns whether the calling thread's work is charged to this request. */
  public boolean isMeasuredHere() {
    return measurement.isOpenHere();
  }

  /** Returns whether route and tenant are set. */
  public boolean isBooked() {
    return line != null;
  }

  /** Books as {@link #bookTo(Route, String)} does, a request of no tenant. */
  public void bookTo(Route route) {
    bookTo(route, null);
  }

  /**
   * Sets route and tenant, counts the request there and books its cost. Only the first call does
   * so. Called when the segment of the pass is closed, so that it is known whether CPU time and
   * bytes are.
   *
   * @param tenant null if the request is of none
   */
  public void bookTo(Route route, @Nullable String tenant) {
    if (line != null) {
      return;
    }
    Line found = monitor.ledger().line(route, tenant);
    if (!LINE.compareAndSet(this, null, found)) {
      return;
    }
    Footprint known = costSoFar();
    Footprint taken = notYetBooked == null ? null : takeNotYetBooked();
    found.countRequest(
        taken == null ? Footprint.NONE : taken,
        known.cpuNanos() >= 0,
        known.allocatedBytes() >= 0,
        isEstimated());
    distribute(found.route(), known);
    bookRare();
    if (known.cpuNanos() < 0) {
      monitor.reportUnknownCpu();
    }
  }

  /**
   * Adds the request to the distribution of its route, unless its figures are samples: those are
   * right in the mean of many requests only.
   */
  private void distribute(RouteCounters ofRoute, Footprint known) {
    offer(ofRoute, known);
    if (!isExact(known)) {
      return;
    }
    ofRoute.distribution().add(known);
    if (measurement.isConfined()) {
      DISTRIBUTED.lazySet(this, known);
    } else {
      distributed = known;
      distributeAgain();
    }
  }

  private void offer(RouteCounters ofRoute, Footprint figures) {
    monitor.ledger().dearest().offer(this, ofRoute.label(), figures);
  }

  private boolean isExact(Footprint figures) {
    return figures.cpuNanos() >= 0
        && figures.allocatedBytes() >= 0
        && measurement.sampleNanos() == 0
        && monitor.clockStepNanos() == 0;
  }

  /** Moves the request to what it has cost by now, after work that was under way when it ended. */
  @SuppressWarnings("ReferenceEquality") // A sum that has not changed is the same object.
  private void distributeAgain() {
    Line known = line;
    Footprint now;
    do {
      now = costSoFar();
      if (known == null || !isExact(now)) {
        // What has become unknown, or a sample, stays where it was.
        return;
      }
      Footprint before = DISTRIBUTED.getAndSet(this, now);
      if (before != null && before != now) {
        known.route().distribution().move(before, now);
        offer(known.route(), now);
      }
    } while (now != costSoFar());
  }

  /** Returns what calls to other services have cost there so far; it is no part of the cost. */
  public UpstreamSum upstream() {
    RareEvents known = rare;
    return known == null ? UpstreamSum.NONE : known.calls().soFar();
  }

  /** Returns what most requests do not have, made now unless it is there. */
  private RareEvents rare() {
    RareEvents known = rare;
    if (known == null) {
      RARE.compareAndSet(this, null, new RareEvents());
      known = Objects.requireNonNull(rare);
    }
    return known;
  }

  /** Counts a call to another service, once other threads may know this account. */
  void callBegan() {
    rare().calls().began();
  }

  /** Counts what a call that has begun has cost; it may end when the request is long over. */
  void callEnded(UpstreamSum told) {
    rare().calls().ended(told);
    bookRare();
  }

  FootprintMonitor monitor() {
    return monitor;
  }

  /** Counts the request as failed, once for several calls, as soon as its route is known. */
  public void fail() {
    rare().fail();
    bookRare();
  }

  /** Notes that the request is for nothing. The first reason counts, and a failure is one too. */
  public void avoid(Avoidable reason) {
    rare().avoid(reason);
    bookRare();
  }

  /** As {@link #bookIfRouted()}: whichever of an event and the route comes second sees both. */
  private void bookRare() {
    RareEvents known = rare;
    Line booked = line;
    if (known != null && booked != null) {
      known.bookTo(booked, Math.max(0, costSoFar().energyNanojoules()));
    }
  }

  /**
   * Books to the route what is not booked yet. A thread that adds asks for the route afterwards,
   * and the one that sets the route books afterwards. So whichever comes second sees both, and no
   * part is lost or booked twice.
   */
  private void bookIfRouted() {
    Line known = line;
    Footprint taken = known == null || notYetBooked == null ? null : takeNotYetBooked();
    if (known != null && taken != null) {
      known.add(taken);
    }
  }

  private @Nullable Footprint takeNotYetBooked() {
    if (measurement.isConfined()) {
      Footprint taken = notYetBooked;
      NOT_YET_BOOKED.lazySet(this, null);
      return taken;
    }
    return NOT_YET_BOOKED.getAndSet(this, null);
  }

  /**
   * Adds to both sums while one thread alone knows them. They are one object as long as nothing is
   * booked and all is known, so that each part of a request makes one object and not two.
   */
  @SuppressWarnings("ReferenceEquality")
  private void addConfined(Footprint delta, Footprint known) {
    Footprint before = cost;
    Footprint unbooked = notYetBooked;
    Footprint sum = Footprint.sum(before, delta);
    COST.lazySet(this, sum);
    NOT_YET_BOOKED.lazySet(
        this, before == unbooked && delta == known ? sum : Footprint.sum(unbooked, known));
  }

  private void add(
      AtomicReferenceFieldUpdater<RequestAccount, @Nullable Footprint> sum, Footprint delta) {
    if (!sum.compareAndSet(this, null, delta)) {
      sum.accumulateAndGet(this, delta, Footprint::sum);
    }
  }
}
