// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made again when somebody asks and the last one is too old. One of those who ask
 * makes it. The others get the last one meanwhile, or wait for the first. Safe for use by many
 * threads.
 */
public final class ExpiringSupplier<T> {

  private record Made<T>(T value, long nanoTime) {}

  private final long freshNanos;
  private final LongSupplier nanoTime;
  private final Supplier<T> maker;
  private final ReentrantLock making = new ReentrantLock();
  private volatile @Nullable Made<T> last;

  /**
   * Creates a supplier without a value.
   *
   * @param fresh for how long a value is handed out
   * @param nanoTime a clock in ns that never goes back
   * @param maker makes values; what it throws goes to the caller that has asked
   */
  public ExpiringSupplier(Duration fresh, LongSupplier nanoTime, Supplier<T> maker) {
    freshNanos = fresh.toNanos();
    this.nanoTime = nanoTime;
    this.maker = maker;
  }

  /** Returns the value, which is made if the last one is too old. */
  public T get() {
    Made<T> old = last;
    if (old == null) {
      making.lock();
    } else if (isFresh(old) || !making.tryLock()) {
      return old.value;
    }
    try {
      Made<T> now = last;
      if (now != null && isFresh(now)) {
        return now.value;
      }
      T value = maker.get();
      last = new Made<>(value, nanoTime.getAsLong());
      return value;
    } finally {
      making.unlock();
    }
  }

  private boolean isFresh(Made<T> made) {
    return nanoTime.getAsLong() - made.nanoTime < freshNanos;
  }
}
