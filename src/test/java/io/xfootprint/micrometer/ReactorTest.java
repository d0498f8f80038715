// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.FootprintContext;
import io.xfootprint.meter.CollectedUse;
import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.Segment;
import io.xfootprint.meter.ThreadMeter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Work on Reactor's threads is charged to the request that subscribed. */
class ReactorTest {

  private static final long BURNT_NANOS = 20_000_000;
  private static final ThreadMeter METER = ThreadMeter.ofJvm();

  private static Scheduler one;
  private static Scheduler two;

  private final CollectedUse aUse = new CollectedUse();
  private final Measurement a = new Measurement(METER, aUse);
  private final CollectedUse bUse = new CollectedUse();
  private final Measurement b = new Measurement(METER, bUse);
  private final LongAdder truth = new LongAdder();

  @BeforeAll
  static void propagate() {
    FootprintContextAccessor.register();
    Hooks.enableAutomaticContextPropagation();
    one = Schedulers.newParallel("one", 2);
    two = Schedulers.newBoundedElastic(2, 100, "two");
    // Once unmeasured, for what is compiled and loaded then.
    chain(new LongAdder(), 1, 1_000_000).block();
  }

  @AfterAll
  static void stop() {
    Hooks.disableAutomaticContextPropagation();
    FootprintContextAccessor.unregister();
    one.dispose();
    two.dispose();
  }

  private static long burn(LongAdder truth, long nanos) {
    long start = METER.cpuNanos();
    while (METER.cpuNanos() < start + nanos) {
      Thread.onSpinWait();
    }
    truth.add(METER.cpuNanos() - start);
    return nanos;
  }

  private static Mono<Long> chain(LongAdder truth, int items, long nanos) {
    return Flux.range(0, items)
        .map(item -> burn(truth, nanos))
        .subscribeOn(two)
        .publishOn(one)
        .map(item -> burn(truth, nanos))
        .publishOn(two)
        .doOnNext(item -> burn(truth, nanos))
        .flatMap(item -> Mono.fromCallable(() -> burn(truth, nanos)).subscribeOn(one))
        .reduce(Long::sum);
  }

  private void assertMeasured(long truthNanos, long measuredNanos) {
    double ratio = (double) measuredNanos / truthNanos;
    assertTrue(ratio >= 0.98 && ratio <= 1.10, "measured / used: " + ratio);
  }

  @Test
  void chargesWhatRunsOnItsSchedulers() {
    try (Segment pass = a.open()) {
      chain(truth, 3, BURNT_NANOS).block();
    }
    assertTrue(truth.sum() >= 12 * BURNT_NANOS);
    awaitNothingPending(a);
    assertMeasured(truth.sum(), aUse.claim(a).cpuNanos());
  }

  @Test
  void keepsTwoRequestsApartOnTheSameThreads() {
    LongAdder truthOfB = new LongAdder();
    Mono<List<Long>> both;
    try (Segment pass = a.open()) {
      Mono<Long> first = chain(truth, 3, BURNT_NANOS).cache();
      first.subscribe();
      both = first.map(List::of);
    }
    try (Segment pass = b.open()) {
      chain(truthOfB, 6, BURNT_NANOS).block();
    }
    both.block();
    awaitNothingPending(a);
    awaitNothingPending(b);
    assertMeasured(truth.sum(), aUse.claim(a).cpuNanos());
    assertMeasured(truthOfB.sum(), bUse.claim(b).cpuNanos());
  }

  @Test
  void leavesNothingOnItsThreads() {
    try (Segment pass = a.open()) {
      chain(truth, 3, 1_000_000).block();
    }
    awaitNothingPending(a);
    for (Scheduler scheduler : List.of(one, two)) {
      for (int i = 0; i < 10; i++) {
        assertEquals(
            false,
            Mono.fromCallable(() -> FootprintContext.current().isPresent())
                .subscribeOn(scheduler)
                .block());
      }
    }
  }

  /** The last scope ends a moment after the value is there. */
  private static void awaitNothingPending(Measurement request) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (request.isPendingElsewhere() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertFalse(request.isPendingElsewhere());
  }
}
