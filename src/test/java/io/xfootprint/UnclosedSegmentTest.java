// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.FakeVirtualMeter;
import io.xfootprint.meter.Segment;
import io.xfootprint.meter.ThreadMeter;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an application opens and never closes. */
class UnclosedSegmentTest {

  private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final FootprintSettings SETTINGS =
      FootprintSettings.from(
          new SettingSources().parameters(Map.of("window", "1h")), Host.unknown(4));

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final FootprintMonitor monitor = start(meter);
  private final RequestAccount a = monitor.begin();
  private final RequestAccount b = monitor.begin();
  private final RequestAccount c = monitor.begin();

  private static FootprintMonitor start(ThreadMeter meter) {
    return FootprintMonitor.start(SETTINGS, new FakeHostProbe(Host.unknown(4)), meter);
  }

  @AfterEach
  void leavesNothingOnTheThread() {
    monitor.close();
    assertFalse(FootprintContext.current().isPresent());
  }

  private static FootprintContext contextOf(RequestAccount request) {
    try (Segment pass = request.open()) {
      return FootprintContext.current();
    }
  }

  private int use(int nanos) {
    meter.use(nanos, 0);
    return nanos;
  }

  /** Holds what it opens, as a list of the application might, or whoever forgets to close it. */
  private int leave(RequestAccount request, int nanos) {
    Segment unclosed = contextOf(request).open();
    assertNotNull(unclosed);
    return use(nanos);
  }

  private static void assertUsed(long nanos, RequestAccount request) {
    assertEquals(nanos, request.cost().cpuNanos());
    assertFalse(request.mayGrow());
  }

  @Test
  void endsWithThePassInWhichItWasOpened() {
    try (Segment pass = a.open()) {
      use(1);
      leave(b, 20);
    }
    assertFalse(FootprintContext.current().isPresent());
    use(100);
    assertUsed(1, a);
    assertUsed(20, b);
  }

  @Test
  void leavesTheNextRequestsOfTheThreadAlone() {
    for (int i = 0; i < 1000; i++) {
      RequestAccount request = monitor.begin();
      try (Segment pass = request.open()) {
        assertFalse(pass.isNested());
        use(3);
        leave(b, 20);
        leave(c, 50);
      }
      use(100);
      assertUsed(3, request);
    }
    assertUsed(20_000, b);
    assertUsed(50_000, c);
  }

  @Test
  void endsThoughSeveralAreLeftInEachOther() {
    try (Segment pass = a.open()) {
      leave(b, 20);
      leave(c, 300);
      leave(b, 40);
      leave(a, 1);
      contextOf(c).attach();
      use(500);
      leave(b, 2);
    }
    use(100_000);
    assertUsed(1, a);
    assertUsed(62, b);
    assertUsed(800, c);
  }

  @Test
  void endsWithTheWrappedTaskThatOpenedIt() throws Exception {
    FootprintContext context = contextOf(a);
    Runnable runnable = context.wrap((Runnable) () -> leave(b, 20));
    Callable<Integer> callable = context.wrap((Callable<Integer>) () -> leave(b, 20));
    Supplier<Integer> supplier = context.wrap((Supplier<Integer>) () -> leave(b, 20));
    Executor executor = context.wrap((Executor) Runnable::run);
    runnable.run();
    use(1000);
    assertEquals(20, callable.call());
    use(1000);
    assertEquals(20, supplier.get());
    use(1000);
    executor.execute(() -> leave(b, 20));
    use(1000);
    a.execute(Runnable::run, () -> leave(b, 20));
    use(1000);
    assertUsed(100, b);
    assertUsed(0, a);
  }

  @Test
  void endsWithTheTaskOfAnotherRequestOnAThreadThatServesOne() {
    Runnable task = contextOf(b).wrap((Runnable) () -> leave(c, 300));
    try (Segment pass = a.open()) {
      use(1);
      task.run();
      use(2);
    }
    assertUsed(3, a);
    assertUsed(0, b);
    assertUsed(300, c);
  }

  /** A listener, or a task that its own request runs itself. */
  @Test
  void endsWithThePassInsideAnotherOneOfTheSameRequest() {
    try (Segment pass = a.open()) {
      try (Segment nested = a.open()) {
        assertTrue(nested.isNested());
        leave(b, 20);
      }
      use(1);
      contextOf(a).wrap((Runnable) () -> leave(b, 40)).run();
      use(2);
    }
    assertUsed(3, a);
    assertUsed(60, b);
  }

  @Test
  void endsWhatWasAttachedInWhatWasOpened() {
    try (Segment pass = a.open()) {
      leave(b, 20);
      contextOf(c).attach();
      use(300);
    }
    use(1000);
    assertUsed(0, a);
    assertUsed(20, b);
    assertUsed(300, c);
  }

  @Test
  void doesNothingWhenItIsClosedAfterThePass() {
    Segment late;
    try (Segment pass = a.open()) {
      late = contextOf(b).open();
      use(20);
    }
    try (Segment pass = c.open()) {
      use(300);
      late.close();
      use(400);
    }
    assertUsed(0, a);
    assertUsed(20, b);
    assertUsed(700, c);
  }

  @Test
  void endsOnAVirtualThread() {
    FakeVirtualMeter carriers = new FakeVirtualMeter(1);
    Thread me = Thread.currentThread();
    carriers.mount(me, 0);
    try (FootprintMonitor virtual = start(carriers)) {
      RequestAccount request = virtual.begin();
      FootprintContext other = contextOf(virtual.begin());
      try (Segment pass = request.open()) {
        carriers.use(0, 10_000, 10);
        assertNotNull(other.open());
        carriers.use(0, 70_000, 10);
      }
      carriers.use(0, 500_000, 10);
      assertFalse(FootprintContext.current().isPresent());
      assertEquals(10_000, request.cost().cpuNanos());
    }
  }

  /** No pass ends it there, so it lasts until the application has let go of it. */
  @Test
  void goesWithWhoeverLetsGoOfItOnAThreadThatServesNoRequest() throws Exception {
    ReferenceQueue<Segment> gone = new ReferenceQueue<>();
    PhantomReference<Segment> opened = new PhantomReference<>(contextOf(a).open(), gone);
    servesAnother();
    awaitCollected(opened, gone);
    assertFalse(FootprintContext.current().isPresent());
  }

  /** In a frame of its own, which keeps nothing. */
  private void servesAnother() {
    try (Segment pass = b.open()) {
      use(1);
    }
  }

  @Test
  void lastsAsLongAsItIsHeldOnAThreadThatServesNoRequest() throws Exception {
    Segment held = contextOf(a).open();
    use(1);
    awaitCollection();
    use(2);
    held.close();
    assertUsed(3, a);
  }

  @Test
  void staysAttachedAsLongAsItsRequestIsKnown() throws Exception {
    FootprintContext context = contextOf(a);
    context.attach();
    use(1);
    awaitCollection();
    use(2);
    FootprintContext.detach();
    assertUsed(3, a);
  }

  @Test
  void isAttachedNoLongerThanItsRequestIsKnown() throws Exception {
    ReferenceQueue<RequestAccount> gone = new ReferenceQueue<>();
    PhantomReference<RequestAccount> attached = attachOneThatIsForgotten(gone);
    awaitCollected(attached, gone);
    assertFalse(FootprintContext.current().isPresent());
  }

  /** In a frame of its own, which keeps nothing. */
  private PhantomReference<RequestAccount> attachOneThatIsForgotten(
      ReferenceQueue<RequestAccount> gone) {
    RequestAccount request = monitor.begin();
    contextOf(request).attach();
    return new PhantomReference<>(request, gone);
  }

  private static void awaitCollection() throws InterruptedException {
    ReferenceQueue<Object> gone = new ReferenceQueue<>();
    awaitCollected(new PhantomReference<>(new Object(), gone), gone);
  }

  private static <T> void awaitCollected(PhantomReference<T> object, ReferenceQueue<T> gone)
      throws InterruptedException {
    long end = System.nanoTime() + WAIT_NANOS;
    boolean collected = false;
    while (!collected && System.nanoTime() < end) {
      System.gc();
      collected = gone.remove(100) == object;
    }
    assertTrue(collected, "still reachable");
  }
}
