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
 * What one request has cost so far, and how much of that is in the books.
 *
 * <p>Each pass of the request through a thread opens a {@link Segment}; each {@link #update()}
 * turns new use into cost at the rates of the moment. Cost goes to the running total at once, and
 * to the route as soon as it is known. Everything is only added, so a pass that ends late still
 * counts.
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

  /** More samples than these are hardly chance, however few the others of the route have. */
  private static final int SAMPLES_BY_CHANCE = 4;

  /** Of a step of 1 ms: what a first request is taken for that waits and was not met by a look. */
  private static final double FIRST_GUESS_STEPS = 0.1;

  /** Less than that no request takes. */
  private static final double LEAST_NANOS = 10_000;

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

  /** Has a task executed, charged to this request. */
  public void execute(Executor executor, Runnable task) {
    ChargedExecutor.execute(executor, task, measurement);
  }

  /**
   * Returns the cost so far, of all ended passes and of the one that is open on this thread.
   *
   * <p>Takes two readings if one is.
   */
  public Footprint update() {
    ResourceUse use = measurement.claim();
    if (use.isNone()) {
      return cost;
    }
    Footprint delta = monitor.rates().estimate(use);
    monitor.ledger().total().add(delta);
    add(NOT_YET_BOOKED, delta.known());
    bookIfRouted();
    return add(COST, delta);
  }

  /**
   * Tells whether any of the cost is estimated, not measured, as on virtual threads and where the
   * threads' CPU time goes in coarse steps.
   */
  public boolean isEstimated() {
    return measurement.isEstimated() || (monitor.clockStepNanos() > 0 && cost.cpuNanos() >= 0);
  }

  /**
   * Returns the cost so far as it can best be told: where it is estimated, samples of a thread are
   * weighed against the mean of its route, for a request that is shorter than a sample's step is
   * met by one now and then only. The mean over many requests is that of the samples. A coarse step
   * of the threads' CPU time is such a sample.
   *
   * @param likely gives the route that the request will be booked to, as far as is known
   */
  public Footprint bestEstimate(Supplier<? extends @Nullable Route> likely) {
    Footprint cost = update();
    long step = Math.max(measurement.sampleNanos(), monitor.clockStepNanos());
    return step == 0 || cost.cpuNanos() < 0 ? cost : weigh(cost, step, means(likely));
  }

  private Totals means(Supplier<? extends @Nullable Route> likely) {
    Route known = route;
    Route best = known == null ? likely.get() : known;
    return best == null ? Totals.NONE : monitor.ledger().sinceStart(best);
  }

  private Footprint weigh(Footprint sampled, long step, Totals line) {
    double mean = Math.max(mean(line, sampled, step), LEAST_NANOS);
    double reliable = Math.max(mean, sampled.cpuNanos() - (double) SAMPLES_BY_CHANCE * step);
    double weight = reliable / (step + reliable);
    return monitor
        .rates()
        .estimate(
            new ResourceUse(
                weigh(mean, sampled.cpuNanos(), weight),
                measurement.sampleNanos() == 0
                    ? sampled.allocatedBytes()
                    : weigh(line.meanAllocatedBytes(), sampled.allocatedBytes(), weight)));
  }

  private static double mean(Totals line, Footprint sampled, long step) {
    long known = line.requests() - line.withoutCpu();
    if (known == 0) {
      return Math.max(step * FIRST_GUESS_STEPS, (double) sampled.cpuNanos());
    }
    return line.cpuNanos() > 0
        ? (double) line.cpuNanos() / known
        : step * FIRST_GUESS_STEPS / (known + 1);
  }

  private static long weigh(double mean, long sampled, double weight) {
    double weighed = (1 - weight) * mean + weight * sampled;
    return sampled < 0 || weighed < 1 ? ResourceUse.UNKNOWN : Math.round(weighed);
  }

  /** Books what a pass has used, whenever and on whatever thread it ends. */
  @Override
  public void segmentEnded() {
    update();
  }

  /** Tells whether work of this request is under way on other threads, or due. */
  public boolean mayGrow() {
    return measurement.isPendingElsewhere();
  }

  /** Tells whether the calling thread's work is charged to this request. */
  public boolean isMeasuredHere() {
    return measurement.isOpenHere();
  }

  /** Tells the route, once: counts the request there and books its cost. */
  public void bookTo(Route requestRoute) {
    if (!ROUTE.compareAndSet(this, null, requestRoute)) {
      return;
    }
    Footprint known = update();
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
   * Books what is not booked yet. Whoever adds looks for the route afterwards, and who sets the
   * route books afterwards, so one of both sees every part.
   */
  private void bookIfRouted() {
    Route known = route;
    if (known != null && !notYetBooked.isNone()) {
      monitor.ledger().add(known, NOT_YET_BOOKED.getAndSet(this, Footprint.NONE));
    }
  }

  /** Adds without an object of its own in the common case, one part only. */
  private Footprint add(
      AtomicReferenceFieldUpdater<RequestAccount, Footprint> sum, Footprint delta) {
    return sum.compareAndSet(this, Footprint.NONE, delta)
        ? delta
        : sum.accumulateAndGet(this, delta, Footprint::plus);
  }
}
