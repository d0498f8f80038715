// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import io.xfootprint.reading.MetricsReading;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One reading for each scrape of a registry, so that all meters of it agree.
 *
 * <p>A registry reads meter by meter, and nothing says where a scrape begins. But one thread makes
 * it, and reads each meter once: a thread that reads a meter again begins the next scrape. So does
 * a thread that read its last meter a second ago or longer. Safe for use by many threads.
 */
final class Scrapes {

  private static final long END_NANOS = 1_000_000_000;

  private final Supplier<MetricsReading> source;
  private final Consumer<MetricsReading> begun;
  private final LongSupplier nanoTime;

  /** The scrapes of the last second, by the number of the thread; of virtual threads too. */
  private final Map<Long, Scrape> scrapes = new ConcurrentHashMap<>();

  /**
   * Creates scrapes.
   *
   * @param source makes a reading
   * @param begun gets each reading before its first figure is told
   * @param nanoTime a clock in ns that never goes back
   */
  Scrapes(Supplier<MetricsReading> source, Consumer<MetricsReading> begun, LongSupplier nanoTime) {
    this.source = source;
    this.begun = begun;
    this.nanoTime = nanoTime;
  }

  /** The scrape that a thread makes; for use by that thread, but for its last time. */
  private static final class Scrape {

    private final MetricsReading reading;
    private final BitSet read = new BitSet();
    private volatile long lastNanoTime;

    private Scrape(MetricsReading reading) {
      this.reading = reading;
    }

    private boolean isOver(long now) {
      return now - lastNanoTime >= END_NANOS;
    }
  }

  /**
   * Returns the reading that a meter takes its figure from.
   *
   * @param meter number of the meter in its registry
   */
  MetricsReading reading(int meter) {
    long thread = Thread.currentThread().getId();
    long now = nanoTime.getAsLong();
    @Nullable Scrape scrape = scrapes.get(thread);
    if (scrape == null || scrape.read.get(meter) || scrape.isOver(now)) {
      scrape = begin(thread, now);
    }
    scrape.read.set(meter);
    scrape.lastNanoTime = now;
    return scrape.reading;
  }

  private Scrape begin(long thread, long now) {
    scrapes.values().removeIf(old -> old.isOver(now));
    Scrape scrape = new Scrape(source.get());
    scrape.lastNanoTime = now;
    scrapes.put(thread, scrape);
    // After it is put, as a registry may read what it is given.
    begun.accept(scrape.reading);
    return scrape;
  }
}
