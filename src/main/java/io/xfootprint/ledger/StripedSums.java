// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Some sums of amounts of at least 0 that many threads add to, several at a time.
 *
 * <p>Each stripe has all sums. A thread takes one for itself by one atomic step, adds by plain
 * ones, and gives it back; if another thread has that stripe, it takes the next:
 *
 * <pre>{@code
 * long[] stripe = sums.take();
 * stripe[ENERGY] += 278_000;
 * stripe[EMISSIONS] += 55_000;
 * sums.giveBack(stripe);
 * }</pre>
 *
 * <p>So a thread never waits: if all are taken it makes a further one. There are as many as threads
 * ever added at the same moment, mostly one or two. An adder for each sum would be an atomic step
 * for each, and a request adds to six.
 *
 * <p>A sum stays at the largest long instead of turning negative; in nJ that is 2,562 kWh. Safe for
 * use by many threads.
 */
final class StripedSums {

  /** Longs before the sums, which keep them from the cache lines of others: 128 bytes. */
  private static final int PADDING = 16;

  /** Place of a number that grows when a stripe is taken and when it is given back: odd between. */
  private static final int TAKEN = PADDING - 1;

  /** That number in sums that are closed; it is odd. */
  private static final long TAKEN_FOR_EVER = -1;

  /** Tries to read a stripe that no thread changes meanwhile, before it is read as it is. */
  private static final int TRIES = 1_000;

  /** Tries after which the thread that has the stripe may be waiting for this one's processor. */
  private static final int TRIES_BEFORE_YIELDING = 50;

  /** What takes the place of the stripes of sums that are closed. */
  private static final long[][] CLOSED = {};

  private static final VarHandle ELEMENT = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle STRIPES;

  static {
    try {
      STRIPES = MethodHandles.lookup().findVarHandle(StripedSums.class, "stripes", long[][].class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int size;

  /** Their number is a power of two. */
  private volatile long[][] stripes;

  /** A bit for each sum that has reached the largest long. */
  private volatile int full;

  /** Creates sums of 0. */
  StripedSums(int count) {
    size = PADDING + count;
    stripes = new long[][] {new long[size]};
  }

  /** Returns the place in a stripe of one of the sums, from 0 on. */
  static int place(int sum) {
    return PADDING + sum;
  }

  /** Returns a stripe to add to, for the calling thread alone until it gives it back. */
  long[] take() {
    return Objects.requireNonNull(takeUnlessClosed());
  }

  /** Returns the same; null once the sums are closed. */
  long @Nullable [] takeUnlessClosed() {
    while (true) {
      long[][] all = stripes;
      if (all == CLOSED) {
        return null;
      }
      int first = (int) Thread.currentThread().getId();
      for (int i = 0; i < all.length; i++) {
        long[] stripe = all[(first + i) & (all.length - 1)];
        if (isTakenNow(stripe)) {
          return stripe;
        }
      }
      // By a copy, so that no thread sees an array without its stripes.
      long[][] more = Arrays.copyOf(all, 2 * all.length);
      for (int i = all.length; i < more.length; i++) {
        more[i] = new long[size];
      }
      STRIPES.compareAndSet(this, all, more);
    }
  }

  /** Takes a stripe unless another thread has it. */
  private static boolean isTakenNow(long[] stripe) {
    long taken = (long) ELEMENT.getOpaque(stripe, TAKEN);
    return (taken & 1) == 0 && ELEMENT.compareAndSet(stripe, TAKEN, taken, taken + 1);
  }

  /**
   * Closes the sums, so that no thread adds any more, and returns them. Readers see sums of 0 then.
   *
   * @return null if another thread is just adding or closing, so that the sums stay open
   */
  long @Nullable [] close() {
    long[][] all = stripes;
    int taken = 0;
    while (taken < all.length && isTakenNow(all[taken])) {
      taken++;
    }
    if (taken == all.length && STRIPES.compareAndSet(this, all, CLOSED)) {
      long[] last = new long[size - PADDING];
      for (long[] stripe : all) {
        addTo(last, stripe);
        ELEMENT.setRelease(stripe, TAKEN, TAKEN_FOR_EVER);
      }
      return last;
    }
    for (int i = 0; i < taken; i++) {
      giveBack(all[i]);
    }
    return null;
  }

  private static void addTo(long[] sums, long[] stripe) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] = Totals.saturatingSum(sums[i], stripe[PADDING + i]);
    }
  }

  /** Gives a stripe back, with what was added to it. */
  void giveBack(long[] stripe) {
    ELEMENT.setRelease(stripe, TAKEN, stripe[TAKEN] + 1);
  }

  /**
   * Returns all sums. What a thread adds between {@link #take} and {@link #giveBack} is in all of
   * them or in none, unless that thread does not get to run for a thousand tries.
   */
  long[] all() {
    long[] sums = new long[size - PADDING];
    long[] copy = new long[size];
    for (long[] stripe : stripes) {
      copy(stripe, copy);
      for (int i = 0; i < sums.length; i++) {
        sums[i] += copy[PADDING + i];
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] = unlessFull(1 << i, sums[i]);
    }
    return sums;
  }

  /** Yields, as a lock that the other thread could signal would make requests wait. */
  @SuppressWarnings("ThreadPriorityCheck")
  private static void copy(long[] stripe, long[] copy) {
    for (int i = 0; i < TRIES; i++) {
      long before = (long) ELEMENT.getAcquire(stripe, TAKEN);
      System.arraycopy(stripe, PADDING, copy, PADDING, stripe.length - PADDING);
      VarHandle.acquireFence();
      if (before == TAKEN_FOR_EVER) {
        return;
      }
      if ((before & 1) == 0 && before == (long) ELEMENT.getOpaque(stripe, TAKEN)) {
        return;
      }
      if (i < TRIES_BEFORE_YIELDING) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /** Returns a sum; what is added at the same time may be in it. */
  long get(int place) {
    long sum = 0;
    for (long[] stripe : stripes) {
      sum += (long) ELEMENT.getVolatile(stripe, place);
    }
    return unlessFull(1 << (place - PADDING), sum);
  }

  private long unlessFull(int bit, long sum) {
    if ((full & bit) != 0) {
      return Long.MAX_VALUE;
    }
    // Read in each window, and no window adds enough to make a full sum positive again.
    if (sum < 0) {
      fill(bit);
      return Long.MAX_VALUE;
    }
    return sum;
  }

  private synchronized void fill(int bit) {
    full |= bit;
  }
}
