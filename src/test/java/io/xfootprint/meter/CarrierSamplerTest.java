// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How carriers' use is shared among passes that come and go. */
class CarrierSamplerTest {

  private static final long STEP = FakeVirtualMeter.STEP_NANOS;

  private final FakeVirtualMeter meter = new FakeVirtualMeter(2);
  private final List<Request> requests = new ArrayList<>();

  /** A request on a thread of its own, which goes on and off carriers. */
  private final class Request {
    private final CollectedUse measurementUse = new CollectedUse();
    private final Measurement measurement = new Measurement(meter, measurementUse);
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Thread thread;
    private final Segment segment;
    private long used;

    Request() {
      thread = call(Thread::currentThread);
      meter.mount(thread, 0);
      segment = call(measurement::open);
      // On another carrier at its end, so that the samples are all that is known.
      meter.unmount(thread);
      requests.add(this);
    }

    private <T> T call(Callable<T> work) {
      try {
        return executor.submit(work).get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    void mount(int carrier) {
      meter.mount(thread, carrier);
    }

    void run(int carrier, long nanos) {
      meter.use(carrier, nanos, nanos);
      meter.pass(nanos);
      used += nanos;
    }

    ResourceUse end() {
      meter.unmount(thread);
      meter.mount(thread, 1);
      return call(
          () -> {
            segment.close();
            return measurementUse.claim(measurement);
          });
    }
  }

  @AfterEach
  void stop() {
    requests.forEach(request -> request.executor.shutdownNow());
  }

  @Test
  void givesAPassThatStaysWhatItsCarrierHasUsed() {
    Request a = new Request();
    meter.look();
    a.mount(0);
    meter.look();
    a.run(0, 3 * STEP);
    meter.look();
    assertEquals(3 * STEP, a.end().cpuNanos());
  }

  @Test
  void givesABlockedPassNothing() {
    Request blocked = new Request();
    Request busy = new Request();
    for (int i = 0; i < 100; i++) {
      busy.mount(0);
      busy.run(0, STEP);
      assertTrue(meter.look());
    }
    assertEquals(ResourceUse.NONE, blocked.end());
    assertEquals(100 * STEP, busy.end().cpuNanos());
  }

  @Test
  void isNotDisturbedByAnotherApplicationThatLooksAtTheSameCarriers() {
    Request a = new Request();
    a.mount(0);
    for (int i = 0; i < 100; i++) {
      a.run(0, STEP / 2);
      meter.lookAsAnother();
      a.run(0, STEP / 2);
      meter.look();
    }
    assertEquals(100 * STEP, a.end().cpuNanos());
  }

  @Test
  void knowsNothingOfTheTimeBeforeALateLook() {
    Request a = new Request();
    a.mount(0);
    a.run(0, STEP);
    meter.look();
    a.run(0, 100 * STEP);
    meter.look();
    assertEquals(5 * STEP, a.end().cpuNanos());
  }

  @Test
  void givesNothingForTimeInWhichACarrierStoodStill() {
    Request reading = new Request();
    reading.mount(0);
    reading.run(0, STEP);
    meter.look();
    for (int i = 0; i < 100; i++) {
      meter.pass(STEP);
      meter.look();
    }
    assertEquals(STEP, reading.end().cpuNanos());
  }

  @Test
  void leavesWhatOtherWorkUsesToNobody() {
    Request a = new Request();
    for (int i = 0; i < 50; i++) {
      meter.use(1, STEP, STEP);
      meter.pass(STEP);
      assertFalse(meter.look());
    }
    assertEquals(ResourceUse.NONE, a.end());
  }

  @Test
  void spreadsALittleThatCarriersUseForAllOfThem() {
    Request a = new Request();
    for (int i = 0; i < 500; i++) {
      a.mount(0);
      a.run(0, STEP);
      meter.use(1, STEP / 20, 0);
      meter.look();
    }
    assertEquals(1.05, (double) a.end().cpuNanos() / a.used, 0.01);
  }

  @Test
  void spreadsItToTheFullWherePassesAreToldLessThanWasSeenOfThem() {
    Thread me = Thread.currentThread();
    long used = 0;
    long told = 0;
    for (int i = 0; i < 500; i++) {
      CollectedUse requestUse = new CollectedUse();
      Measurement request = new Measurement(meter, requestUse);
      meter.mount(me, 0);
      try (Segment pass = request.open()) {
        meter.use(0, STEP / 2, 0);
        meter.pass(STEP / 2);
        meter.look();
      }
      meter.unmount(me);
      meter.use(0, STEP / 40, 0);
      meter.pass(STEP / 2);
      used += STEP / 2 + STEP / 40;
      told += requestUse.claim(request).cpuNanos();
    }
    assertEquals(1, (double) told / used, 0.005);
  }

  @Test
  void spreadsNoMoreOfOtherWorkThanATenth() {
    Request a = new Request();
    for (int i = 0; i < 500; i++) {
      a.mount(0);
      a.run(0, STEP);
      meter.use(1, STEP, 0);
      meter.look();
    }
    assertEquals(1.1, (double) a.end().cpuNanos() / a.used, 0.01);
  }

  @Test
  void sharesAccordingToUseAmongShortBurstsAndLongRuns() {
    Random random = new Random(42);
    Looks looks = new Looks(random);
    Request bursts = new Request();
    Request runs = new Request();
    for (int i = 0; i < 6000; i++) {
      int carrier = i % 2;
      // Ten bursts of a tenth of a step for each run of five steps, with pauses.
      boolean isRun = i % 11 == 0;
      Request request = isRun ? runs : bursts;
      request.mount(carrier);
      looks.during(isRun ? 5 * STEP : STEP / 10, nanos -> request.run(carrier, nanos));
      meter.unmount(request.thread);
      looks.during(random.nextInt((int) STEP), meter::pass);
    }
    ResourceUse ofBursts = bursts.end();
    ResourceUse ofRuns = runs.end();
    assertEquals(1, (double) ofBursts.cpuNanos() / bursts.used, 0.1);
    assertEquals(1, (double) ofRuns.cpuNanos() / runs.used, 0.03);
    assertEquals(1, (double) ofRuns.allocatedBytes() / runs.used, 0.03);
    assertEquals(1, (double) ofBursts.allocatedBytes() / bursts.used, 0.1);
  }

  @Test
  void doesNotTakeAPassThatCameBackForOneThatStayed() {
    Looks looks = new Looks(new Random(42));
    Request bursts = new Request();
    Thread me = Thread.currentThread();
    for (int i = 0; i < 10_000; i++) {
      bursts.mount(0);
      looks.during(STEP / 5, nanos -> bursts.run(0, nanos));
      meter.unmount(bursts.thread);
      looks.during(3 * STEP / 10, meter::pass);
      meter.mount(me, 0);
      try (Segment other = new Measurement(meter, new CollectedUse()).open()) {
        looks.during(
            STEP / 5,
            nanos -> {
              meter.use(0, nanos, nanos);
              meter.pass(nanos);
            });
      }
      meter.unmount(me);
      looks.during(3 * STEP / 10, meter::pass);
    }
    assertEquals(1, (double) bursts.end().cpuNanos() / bursts.used, 0.06);
  }

  /** Looks at random times while something else goes on. */
  private final class Looks {
    private final Random random;
    private long untilNext;

    Looks(Random random) {
      this.random = random;
    }

    void during(long nanos, LongConsumer passing) {
      long left = nanos;
      while (left >= untilNext) {
        passing.accept(untilNext);
        left -= untilNext;
        meter.look();
        untilNext = (long) (STEP * (0.5 + random.nextDouble()));
      }
      passing.accept(left);
      untilNext -= left;
    }
  }

  @Test
  void neverSharesMuchMoreThanTheCarriersHaveUsed() {
    Request a = new Request();
    // Seen each time, yet each time for a hundredth of a step only.
    for (int i = 0; i < 10_000; i++) {
      meter.pass(STEP - STEP / 100);
      a.mount(i % 2);
      a.run(i % 2, STEP / 100);
      meter.look();
      meter.unmount(a.thread);
    }
    assertEquals(1, (double) a.end().cpuNanos() / a.used, 0.02);
  }

  @Test
  void forgetsAPassWhoseThreadHasEnded() throws InterruptedException {
    Request lost = new Request();
    lost.executor.shutdown();
    lost.thread.join();
    assertFalse(meter.isEmpty());
    assertFalse(meter.look());
    assertTrue(meter.isEmpty());
  }

  @Test
  void forgetsACarrierThatHasEnded() {
    meter.look();
    meter.end(1);
    meter.pass(STEP);
    meter.look();
    assertEquals(1, meter.knownCarriers());
  }
}
