// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Measurements of work that is elsewhere or still to come, and segments closed in any order. */
class PendingWorkTest {

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final AtomicInteger parts = new AtomicInteger();
  private final CollectedUse aUse = new CollectedUse();
  private final Measurement a =
      new Measurement(
          meter,
          use -> {
            parts.incrementAndGet();
            aUse.onUse(use);
          });
  private final CollectedUse bUse = new CollectedUse();
  private final Measurement b = new Measurement(meter, bUse);
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void leavesNothingOnTheThread() {
    thread.shutdownNow();
    assertNull(Measurement.current());
    assertFalse(a.isOpenHere());
    assertFalse(b.isOpenHere());
  }

  private <T> T onOtherThread(Callable<T> call) throws Exception {
    return thread.submit(call).get();
  }

  private void use(long amount) {
    meter.use(amount, 10 * amount);
  }

  private static ResourceUse used(long amount) {
    return new ResourceUse(amount, 10 * amount);
  }

  @Test
  void hasNothingPendingBeforeItBegins() {
    assertFalse(a.isPendingElsewhere());
    assertFalse(a.isOpenHere());
    assertNull(Measurement.current());
  }

  @Test
  void hasNothingPendingElsewhereInItsOwnSegment() {
    try (Segment segment = a.open()) {
      assertSame(a, Measurement.current());
      assertTrue(a.isOpenHere());
      assertFalse(a.isPendingElsewhere());
      try (Segment nested = a.open()) {
        assertFalse(a.isPendingElsewhere());
      }
      assertFalse(a.isPendingElsewhere());
    }
  }

  @Test
  void isPendingForAllThreadsButTheOneThatWorks() throws Exception {
    try (Segment segment = a.open()) {
      assertTrue(onOtherThread(a::isPendingElsewhere));
      assertFalse(onOtherThread(a::isOpenHere));
      assertFalse(b.isPendingElsewhere());
    }
    assertFalse(onOtherThread(a::isPendingElsewhere));
  }

  @Test
  void isPendingForBothThreadsThatWork() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (Segment segment = a.open()) {
      Future<Boolean> other =
          thread.submit(
              () -> {
                try (Segment theirs = a.open()) {
                  opened.countDown();
                  release.await();
                  return a.isPendingElsewhere();
                }
              });
      opened.await();
      assertTrue(a.isPendingElsewhere());
      release.countDown();
      assertTrue(other.get());
      assertFalse(a.isPendingElsewhere());
    }
  }

  @Test
  void isNotPendingElsewhereWhenOneThreadCameBackToIt() {
    try (Segment outer = a.open()) {
      try (Segment middle = b.open()) {
        assertTrue(a.isOpenHere());
        assertFalse(a.isPendingElsewhere());
        try (Segment inner = a.open()) {
          assertFalse(inner.isNested());
          assertFalse(a.isPendingElsewhere());
          assertFalse(b.isPendingElsewhere());
        }
      }
    }
  }

  @Test
  void isPendingAsLongAsWorkIsDue() {
    PendingWork work = a.due();
    assertTrue(a.isPendingElsewhere());
    try (Segment segment = work.begin()) {
      assertSame(a, Measurement.current());
      assertFalse(a.isPendingElsewhere());
      use(3);
    }
    assertFalse(a.isPendingElsewhere());
    assertEquals(used(3), aUse.claim(a));
  }

  @Test
  void isPendingNoLongerWhenDueWorkIsDropped() {
    PendingWork work = a.due();
    PendingWork other = a.due();
    work.drop();
    work.drop();
    assertTrue(a.isPendingElsewhere());
    other.drop();
    assertFalse(a.isPendingElsewhere());
    assertEquals(0, parts.get());
  }

  @Test
  void measuresWorkThatIsDoneAgain() {
    PendingWork work = a.due();
    for (int i = 0; i < 3; i++) {
      try (Segment segment = work.begin()) {
        use(3);
      }
      work.drop();
      assertFalse(a.isPendingElsewhere());
    }
    assertEquals(used(9), aUse.claim(a));
  }

  @Test
  void measuresWorkThatIsDoneThoughItWasDropped() {
    PendingWork work = a.due();
    work.drop();
    try (Segment segment = work.begin()) {
      assertFalse(a.isPendingElsewhere());
      use(3);
    }
    assertFalse(a.isPendingElsewhere());
    assertEquals(used(3), aUse.claim(a));
  }

  @Test
  void doesDueWorkInItsOwnSegment() {
    try (Segment outer = a.open()) {
      PendingWork work = a.due();
      assertTrue(a.isPendingElsewhere());
      try (Segment segment = work.begin()) {
        assertTrue(segment.isNested());
        assertFalse(a.isPendingElsewhere());
        use(3);
      }
      use(4);
    }
    assertEquals(used(7), aUse.claim(a));
    assertFalse(a.isPendingElsewhere());
  }

  @Test
  void beginsDueWorkOnceForManyThreads() throws Exception {
    PendingWork work = a.due();
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        calls.add(
            () -> {
              try (Segment segment = work.begin()) {
                use(1);
                return segment.isNested();
              }
            });
      }
      for (Future<Boolean> result : executor.invokeAll(calls)) {
        assertFalse(result.get());
      }
    } finally {
      executor.shutdownNow();
    }
    assertFalse(a.isPendingElsewhere());
    assertEquals(used(1000), aUse.claim(a));
  }

  @Test
  void handsOverWhenASegmentEndsButNotANestedOne() {
    try (Segment segment = a.open()) {
      try (Segment nested = a.open()) {
        use(1);
      }
      assertEquals(0, parts.get());
      segment.close();
      assertEquals(1, parts.get());
    }
    assertEquals(1, parts.get());
  }

  @Test
  void chargesNothingTwiceWhenTheOuterIsClosedFirst() {
    Segment outer = a.open();
    use(1);
    Segment inner = b.open();
    use(2);
    outer.close();
    assertFalse(a.isOpenHere());
    assertFalse(a.isPendingElsewhere());
    assertSame(b, Measurement.current());
    use(4);
    inner.close();
    use(8);
    assertEquals(used(1), aUse.claim(a));
    assertEquals(used(6), bUse.claim(b));
    assertNull(Measurement.current());
  }

  @Test
  void goesOnWithTheNextOpenOneWhenTheMiddleIsClosedFirst() {
    CollectedUse cUse = new CollectedUse();
    Measurement c = new Measurement(meter, cUse);
    Segment outer = a.open();
    use(1);
    Segment middle = b.open();
    use(2);
    Segment inner = c.open();
    use(4);
    middle.close();
    use(8);
    inner.close();
    assertSame(a, Measurement.current());
    use(16);
    outer.close();
    assertEquals(used(17), aUse.claim(a));
    assertEquals(used(2), bUse.claim(b));
    assertEquals(used(12), cUse.claim(c));
  }

  @Test
  void chargesNothingTwiceWhenTheOuterOfTheSameMeasurementIsClosedFirst() {
    Segment outer = a.open();
    use(1);
    Segment nested = a.open();
    use(2);
    outer.close();
    use(4);
    nested.close();
    assertEquals(used(3), aUse.claim(a));
    assertFalse(a.isPendingElsewhere());
  }

  @Test
  void chargesNothingTwiceWhenClosedOnAnotherThread() throws Exception {
    Segment segment = a.open();
    use(1);
    onOtherThread(
        () -> {
          use(1000);
          segment.close();
          segment.close();
          return true;
        });
    assertEquals(0, parts.get());
    assertFalse(a.isPendingElsewhere());
    assertNull(Measurement.current());
    use(2);
    segment.close();
    assertEquals(0, parts.get());
    long cpu = aUse.claim(a).cpuNanos();
    assertTrue(cpu == 0 || cpu == 1, cpu + " ns");
    try (Segment next = b.open()) {
      assertFalse(next.isNested());
      use(4);
    }
    assertEquals(used(4), bUse.claim(b));
    assertEquals(ResourceUse.NONE, aUse.claim(a));
  }

  @Test
  void doesNotDisturbTheThreadThatClosesAForeignSegment() throws Exception {
    Segment foreign = onOtherThread(a::open);
    try (Segment mine = b.open()) {
      use(1);
      foreign.close();
      assertSame(b, Measurement.current());
      use(2);
    }
    assertEquals(used(3), bUse.claim(b));
    assertNull(onOtherThread(Measurement::current));
  }

  @Test
  void tellsApartDeepNesting() {
    int depth = 50;
    List<Segment> open = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      open.add(a.open());
      use(1);
      open.add(b.open());
      use(100);
      open.add(b.open());
      use(100);
    }
    assertFalse(a.isPendingElsewhere());
    assertFalse(b.isPendingElsewhere());
    for (int i = open.size() - 1; i >= 0; i--) {
      assertSame(i % 3 == 0 ? a : b, Measurement.current());
      open.get(i).close();
    }
    assertEquals(used(depth), aUse.claim(a));
    assertEquals(used(200L * depth), bUse.claim(b));
    // Each one hands over before another one takes the time over, and at its end.
    assertEquals(2 * depth, parts.get());
  }

  @Test
  void opensNothingForNobody() {
    try (Segment none = Segment.none()) {
      assertFalse(none.isNested());
      assertNull(Measurement.current());
    }
    try (Segment segment = a.open();
        Segment none = Segment.none()) {
      use(1);
      assertSame(a, Measurement.current());
    }
    assertEquals(used(1), aUse.claim(a));
  }
}
