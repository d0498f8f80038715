// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures of single passes on virtual threads. */
class SampledPassTest {

  private static final long STEP = FakeVirtualMeter.STEP_NANOS;

  private final FakeVirtualMeter meter = new FakeVirtualMeter(2);
  private final CollectedUse requestUse = new CollectedUse();
  private final Measurement request = new Measurement(meter, requestUse);
  private final Thread me = Thread.currentThread();
  private final ExecutorService elsewhere = Executors.newSingleThreadExecutor();

  @BeforeEach
  void startsOnTheFirstCarrier() {
    meter.mount(me, 0);
  }

  @AfterEach
  void leavesNothingBehind() {
    elsewhere.shutdownNow();
    assertTrue(meter.isEmpty());
  }

  private <T> T elsewhere(Callable<T> call) throws Exception {
    return elsewhere.submit(call).get();
  }

  private Thread otherThread() throws Exception {
    return elsewhere(Thread::currentThread);
  }

  /** Lets the thread on a carrier run for this long. */
  private void run(int carrier, long nanos) {
    meter.use(carrier, nanos, nanos / 1000);
    meter.pass(nanos);
  }

  private static ResourceUse ran(long nanos) {
    return new ResourceUse(nanos, nanos / 1000);
  }

  @Test
  void knowsWhatAThreadUsedThatNeverLeftItsCarrier() {
    try (Segment pass = request.open()) {
      run(0, 50_000);
    }
    assertEquals(ran(50_000), requestUse.claim(request));
    assertTrue(request.isEstimated());
    assertEquals(0, request.sampleNanos());
  }

  @Test
  void countsWhatItKnowsOnce() {
    try (Segment pass = request.open()) {
      run(0, 3 * STEP);
      meter.look();
      run(0, STEP);
      meter.look();
      run(0, STEP);
      assertEquals(ran(5 * STEP), requestUse.claim(request));
      run(0, STEP);
    }
    assertEquals(ran(STEP), requestUse.claim(request));
  }

  @Test
  void toleratesThatTheMachineDoesSomethingElseForAMoment() {
    try (Segment pass = request.open()) {
      run(0, 100_000);
      meter.pass(40_000);
    }
    assertEquals(ran(100_000), requestUse.claim(request));
    assertEquals(0, request.sampleNanos());
  }

  @Test
  void goesBySamplesWhenTheCarrierWasIdleMeanwhile() {
    try (Segment pass = request.open()) {
      run(0, STEP);
      meter.look();
      meter.unmount(me);
      meter.pass(20 * STEP);
      meter.mount(me, 0);
      run(0, 300_000);
    }
    assertEquals(ran(STEP), requestUse.claim(request));
    assertEquals(STEP, request.sampleNanos());
  }

  @Test
  void doesNotKnowBytesThatTheJvmDoesNotTellOfCarriers() {
    meter.hideBytes();
    try (Segment pass = request.open()) {
      run(0, STEP);
      meter.look();
      meter.unmount(me);
      meter.pass(20 * STEP);
      meter.mount(me, 0);
      run(0, 300_000);
    }
    assertEquals(new ResourceUse(STEP, ResourceUse.UNKNOWN), requestUse.claim(request));
    try (Segment pass = request.open()) {
      run(0, 50_000);
    }
    assertEquals(new ResourceUse(50_000, ResourceUse.UNKNOWN), requestUse.claim(request));
  }

  @Test
  void goesBySamplesWhenItComesBackToAnotherCarrier() {
    try (Segment pass = request.open()) {
      run(0, 300_000);
      meter.mount(me, 1);
      run(1, 400_000);
    }
    assertEquals(ResourceUse.NONE, requestUse.claim(request));
    assertEquals(STEP, request.sampleNanos());
  }

  @Test
  void neverTakesWhatAnotherRequestUsedOnItsCarrier() throws Exception {
    CollectedUse otherUse = new CollectedUse();
    Measurement other = new Measurement(meter, otherUse);
    try (Segment pass = request.open()) {
      run(0, 10_000);
      meter.unmount(me);
      meter.mount(otherThread(), 0);
      elsewhere(
          () -> {
            try (Segment pass2 = other.open()) {
              run(0, 5 * STEP);
            }
            return null;
          });
      meter.unmount(otherThread());
      meter.mount(me, 0);
      run(0, 10_000);
    }
    assertEquals(ran(5 * STEP), otherUse.claim(other));
    assertEquals(ResourceUse.NONE, requestUse.claim(request));
  }

  @Test
  void neverTakesWhatAnotherRequestWasSeenToUseOnItsCarrier() throws Exception {
    CollectedUse otherUse = new CollectedUse();
    Measurement other = new Measurement(meter, otherUse);
    meter.mount(otherThread(), 1);
    Segment[] pass2 = new Segment[1];
    elsewhere(() -> pass2[0] = other.open());
    try (Segment pass = request.open()) {
      meter.unmount(me);
      meter.mount(otherThread(), 0);
      run(0, STEP);
      meter.look();
      meter.unmount(otherThread());
      meter.mount(me, 0);
      run(0, 10_000);
    }
    assertEquals(ResourceUse.NONE, requestUse.claim(request));
    elsewhere(
        () -> {
          pass2[0].close();
          return null;
        });
    assertTrue(otherUse.claim(other).cpuNanos() > 0);
  }

  @Test
  void neverTakesWhatOtherWorkUsedOnItsCarrierWhileItWasSeenToWait() {
    try (Segment pass = request.open()) {
      run(0, 10_000);
      meter.unmount(me);
      run(0, 2 * STEP);
      meter.look();
      run(0, 2 * STEP);
      meter.mount(me, 0);
      run(0, 10_000);
    }
    assertEquals(ResourceUse.NONE, requestUse.claim(request));
  }

  @Test
  void isNeverToldMoreThanTheTimeThatHasPassed() {
    meter.pass(3 * STEP);
    try (Segment pass = request.open()) {
      run(0, STEP / 5);
      meter.look();
      meter.mount(me, 1);
    }
    ResourceUse use = requestUse.claim(request);
    assertTrue(use.cpuNanos() > 0 && use.cpuNanos() <= STEP / 5, use::toString);
  }

  @Test
  void isUnknownWhereLookingWasStoppedAsItBegan() {
    meter.stop();
    meter.restart();
    try (Segment pass = request.open()) {
      run(0, STEP);
      meter.mount(me, 1);
    }
    assertEquals(
        new ResourceUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN), requestUse.claim(request));
  }

  @Test
  void isUnknownWhereNobodyLooksAnyMore() {
    meter.stop();
    try (Segment pass = request.open()) {
      run(0, STEP);
      meter.mount(me, 1);
    }
    assertEquals(
        new ResourceUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN), requestUse.claim(request));
  }

  @Test
  void chargesWorkForAnotherRequestToThatOne() {
    CollectedUse otherUse = new CollectedUse();
    Measurement other = new Measurement(meter, otherUse);
    try (Segment pass = request.open()) {
      run(0, 10_000);
      try (Segment borrowed = other.open()) {
        run(0, 70_000);
      }
      run(0, 20_000);
    }
    assertEquals(ran(30_000), requestUse.claim(request));
    assertEquals(ran(70_000), otherUse.claim(other));
  }

  @Test
  void staysUnknownWhereTheCarrierCannotBeTold() {
    meter.unmount(me);
    try (Segment pass = request.open()) {
      meter.pass(STEP);
    }
    assertEquals(
        new ResourceUse(ResourceUse.UNKNOWN, ResourceUse.UNKNOWN), requestUse.claim(request));
    assertFalse(request.isEstimated());
  }

  @Test
  void doesNotEstimateOnOtherThreads() {
    Measurement measured = new Measurement(new FakeThreadMeter(), use -> {});
    measured.open().close();
    assertFalse(measured.isEstimated());
    assertEquals(0, measured.sampleNanos());
  }
}
