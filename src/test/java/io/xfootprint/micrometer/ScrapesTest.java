// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.xfootprint.ledger.Statement;
import io.xfootprint.reading.MetricsReading;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ScrapesTest {

  private static final long SECOND = 1_000_000_000;

  private final AtomicLong nanoTime = new AtomicLong(42);
  private final List<MetricsReading> begun = new ArrayList<>();
  private final Scrapes scrapes =
      new Scrapes(
          () -> new MetricsReading(Statement.NONE, 0, 0, 0, 1, 400, 0, "model"),
          begun::add,
          nanoTime::get);

  @Test
  void givesAllMetersOfAScrapeTheSameReading() {
    MetricsReading first = scrapes.reading(0);
    for (int meter = 1; meter < 1_300; meter++) {
      nanoTime.addAndGet(SECOND / 2);
      assertSame(first, scrapes.reading(meter));
    }
    assertEquals(List.of(first), begun);
  }

  @Test
  void beginsTheNextScrapeWithAMeterThatWasRead() {
    MetricsReading first = scrapes.reading(3);
    scrapes.reading(4);
    MetricsReading second = scrapes.reading(4);
    assertNotSame(first, second);
    assertSame(second, scrapes.reading(3));
    assertNotSame(second, scrapes.reading(3));
  }

  /** An actuator may read one meter and come back a minute later for another. */
  @Test
  void beginsTheNextScrapeAfterASecond() {
    MetricsReading first = scrapes.reading(3);
    nanoTime.addAndGet(SECOND);
    assertNotSame(first, scrapes.reading(4));
  }

  @Test
  void keepsScrapesOfTwoThreadsApart() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      MetricsReading mine = scrapes.reading(0);
      MetricsReading theirs = other.submit(() -> scrapes.reading(0)).get();
      assertNotSame(mine, theirs);
      assertSame(mine, scrapes.reading(1));
      assertSame(theirs, other.submit(() -> scrapes.reading(1)).get());
    } finally {
      other.shutdown();
    }
  }
}
