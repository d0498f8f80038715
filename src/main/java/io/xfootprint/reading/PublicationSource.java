// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.reading;

import io.xfootprint.Provenance;
import io.xfootprint.store.StoreException;
import io.xfootprint.store.TotalsHistory;
import io.xfootprint.store.TotalsStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads the publication from the store once an hour at most, as nothing that is over changes
 * sooner. A store that does not answer is asked again every ten seconds, unless it is still busy
 * with the last question. Safe for use by many threads.
 */
public final class PublicationSource {

  private static final Duration FRESH = Duration.ofHours(1);
  private static final Duration RETRY = Duration.ofSeconds(10);

  private final TotalsStore store;
  private final List<String> paths;
  private final LongSupplier nanoTime;
  private final ExpiringSupplier<Boolean> readings;
  private volatile Optional<Publication> last = Optional.empty();
  private volatile long readNanoTime;
  private volatile boolean isReading;

  /**
   * Creates a source.
   *
   * @param paths prefixes of paths that are published for themselves
   * @param clock the calendar
   * @param nanoTime a clock in ns that never goes back
   */
  public PublicationSource(
      TotalsStore store, List<String> paths, InstantSource clock, LongSupplier nanoTime) {
    this.store = store;
    this.paths = paths;
    this.nanoTime = nanoTime;
    readings = new ExpiringSupplier<>(RETRY, nanoTime, () -> read(clock.instant()));
  }

  /** Returns the last publication; empty before the store has answered for the first time. */
  public Optional<Publication> latest() {
    boolean unused = readings.get();
    return last;
  }

  /**
   * Reads the figures unless they are fresh, and waits for them as long as the store lets us. A
   * reading that takes longer goes on, and nobody begins another one meanwhile. No day is over
   * before the clock is set.
   */
  private boolean read(Instant now) {
    if (isFresh() || isReading || now.isBefore(Provenance.EARLIEST)) {
      return true;
    }
    try {
      return store.read(history -> read(history, now)).value();
    } catch (StoreException e) {
      // What was published before is still true.
      return false;
    }
  }

  private boolean read(TotalsHistory history, Instant now) throws StoreException {
    // The store asks again when this process has written meanwhile: that is of today.
    if (!isFresh()) {
      isReading = true;
      try {
        last = Optional.of(Publication.read(history, paths, now).orUnchanged(last));
        readNanoTime = nanoTime.getAsLong();
      } finally {
        isReading = false;
      }
    }
    return true;
  }

  private boolean isFresh() {
    return last.isPresent() && nanoTime.getAsLong() - readNanoTime < FRESH.toNanos();
  }
}
