// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import io.xfootprint.handoff.ChargedExecutor;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Totals;
import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.meter.Segment;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.model.Footprint;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The cost of one request so far, and how much of it is in the books.
 *
 * <p>Each pass of the request through a thread opens a {@link Segment}, which hands over its use.
 * Use becomes cost at the rates of the moment. Cost goes to the running total at once, and to the
 * route as soon as it is known. Everything is only added, so a pass that ends late still counts.
 *
 * <p>Safe for use by many threads, without a lock.
 */
public final class RequestAccount implements Measurement.Listener {

  // Updaters instead of atomic objects: there is one account for each request.
  private static final AtomicReferenceFieldUpdater<RequestAccount, Footprint> COST =
      AtomicReferenceFieldUpdater.newUpdater(RequestAccount.class, Footprint.class, "cost");
  private static final AtomicReferenceFieldUpdater<RequestAccount, Footprint> NOT_YET_BOOKED =
      AtomicReferenceFieldUpdater.newUpdater(RequestAccount.class, Footprint.class, "notYetBooked");
  private static final AtomicReferenceFieldUpdater<RequestAccount, @Nullable Route> ROUTE =
      AtomicReferenceFieldUpdater.newUpdater(RequestAccount.class, Route.class, "route");
  private static final AtomicIntegerFieldUpdater<RequestAccount> FAILURE =
      AtomicIntegerFieldUpdater.newUpdater(RequestAccount.class, "failure");

  private static final int NO_FAILURE = 0;
  private static final int NOT_YET_COUNTED = 1;
  private static final int COUNTED = 2;

  private final FootprintMonitor monitor;
  private final Measurement measurement;
  private volatile Footprint cost = Footprint.NONE;
  private volatile Footprint notYetBooked = Footprint.NONE;
  private volatile int failure = NO_FAILURE;
  private volatile @Nullable Route route;

  RequestAccount(FootprintMonitor monitor, ThreadMeter meter) {
    this.monitor = monitor;
    measurement = new Measurement(meter, this);
    monitor.ledger().total().countRequest();
  }

  /** Starts a pass of this request on the current thread. */
  public Segment open() {
    return measurement.openPass();
  }

  /** Executes a task that is charged to this request. */
  public void execute(Executor executor, Runnable task) {
    ChargedExecutor.execute(executor, task, measurement);
  }

  /** Books what a pass has used, whenever and on whatever thread it ends. */
  @Override
  public void onUse(ResourceUse use) {
    if (use.isNone()) {
      return;
    }
    Footprint delta = monitor.rates().estimate(use);
    monitor.ledger().total().add(delta);
    add(NOT_YET_BOOKED, delta.known());
    bookIfRouted();
    add(COST, delta);
  }

  /** Books what the pass that is open on this thread has used so far; takes two readings. */
  public void checkpoint() {
    measurement.checkpoint();
  }

  /**
   * Returns the cost so far, of all ended passes and of the one that is open on this thread.
   *
   * <p>Takes two readings if one is open.
   */
  public Footprint cost() {
    checkpoint();
    return cost;
  }

  /**
   * Returns whether any of the cost is estimated, not measured, as on virtual threads and where the
   * threads' CPU time advances in coarse steps.
   */
  public boolean isEstimated() {
    return measurement.isEstimated() || (monitor.clockStepNanos() > 0 && cost.cpuNanos() >= 0);
  }

  /**
   * Returns the best estimate of the cost so far. A measured cost is its own; samples are weighed
   * against the mean of the request's route, see {@link SampledEstimate}. A coarse step of the
   * threads' CPU time is such a sample.
   *
   * @param likely gives the route that the request will be booked to, as far as is known
   */
  public Footprint bestEstimate(Supplier<? extends @Nullable Route> likely) {
    Footprint sampled = cost();
    long step = Math.max(measurement.sampleNanos(), monitor.clockStepNanos());
    if (step == 0 || sampled.cpuNanos() < 0) {
      return sampled;
    }
    Route known = route;
    Route best = known == null ? likely.get() : known;
    SampledEstimate estimate =
        new SampledEstimate(step, best == null ? Totals.NONE : monitor.ledger().sinceStart(best));
    return monitor
        .rates()
        .estimate(
            estimate.of(
                sampled.cpuNanos(), sampled.allocatedBytes(), measurement.sampleNanos() > 0));
  }

  /** Returns whether work of this request is under way on other threads, or due. */
  public boolean mayGrow() {
    return measurement.isPendingElsewhere();
  }

  /** Returns whether the calling thread's work is charged to this request. */
  public boolean isMeasuredHere() {
    return measurement.isOpenHere();
  }

  /**
   * Sets the route, once: counts the request there and books its cost. Called when the pass that
   * found it has ended.
   */
  public void bookTo(Route requestRoute) {
    if (!ROUTE.compareAndSet(this, null, requestRoute)) {
      return;
    }
    Footprint known = cost;
    monitor
        .ledger()
        .countRequest(
            requestRoute, known.cpuNanos() >= 0, known.allocatedBytes() >= 0, isEstimated());
    bookIfRouted();
    countFailureIfRouted();
    if (known.cpuNanos() < 0) {
      monitor.reportUnknownCpu();
    }
  }

  /** Counts the request as failed, once, as soon as its route is known. */
  public void fail() {
    FAILURE.compareAndSet(this, NO_FAILURE, NOT_YET_COUNTED);
    countFailureIfRouted();
  }

  private void countFailureIfRouted() {
    Route known = route;
    if (known != null
        && failure == NOT_YET_COUNTED
        && FAILURE.compareAndSet(this, NOT_YET_COUNTED, COUNTED)) {
      monitor.ledger().countError(known);
    }
  }

  /**
   * Books what is not booked yet. A thread that adds looks for the route afterwards, and the one
   * that sets the route books afterwards, so one of both sees every part.
   */
  private void bookIfRouted() {
    Route known = route;
    if (known != null && !notYetBooked.isNone()) {
      monitor.ledger().add(known, NOT_YET_BOOKED.getAndSet(this, Footprint.NONE));
    }
  }

  /** Adds without an object of its own in the common case, one part only. */
  private void add(AtomicReferenceFieldUpdater<RequestAccount, Footprint> sum, Footprint delta) {
    if (!sum.compareAndSet(this, Footprint.NONE, delta)) {
      sum.accumulateAndGet(this, delta, Footprint::plus);
    }
  }
}
