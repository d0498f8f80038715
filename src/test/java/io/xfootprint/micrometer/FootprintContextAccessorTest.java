// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.xfootprint.FootprintContext;
import io.xfootprint.meter.CollectedUse;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.Measurement;
import io.xfootprint.meter.ResourceUse;
import io.xfootprint.meter.Segment;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FootprintContextAccessorTest {

  private final FakeThreadMeter meter = new FakeThreadMeter();
  private final CollectedUse aUse = new CollectedUse();
  private final Measurement a = new Measurement(meter, aUse);
  private final CollectedUse bUse = new CollectedUse();
  private final Measurement b = new Measurement(meter, bUse);
  private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();
  private final ContextSnapshotFactory clearing =
      ContextSnapshotFactory.builder().clearMissing(true).build();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @BeforeAll
  static void register() {
    FootprintContextAccessor.register();
  }

  @AfterAll
  static void unregister() {
    FootprintContextAccessor.unregister();
  }

  @AfterEach
  void leavesNothingOnTheThread() throws Exception {
    thread.shutdown();
    assertTrue(thread.awaitTermination(20, TimeUnit.SECONDS));
    assertFalse(FootprintContext.current().isPresent());
  }

  private void use(int nanos) {
    meter.use(nanos, 0);
  }

  private ContextSnapshot snapshotOf(Measurement request) {
    try (Segment segment = request.open()) {
      return snapshots.captureAll();
    }
  }

  private void assertUsed(int nanos, Measurement request) {
    CollectedUse use = request == a ? aUse : bUse;
    assertEquals(nanos, use.claim(request).cpuNanos());
    assertFalse(request.isPendingElsewhere());
  }

  @Test
  void chargesAWrappedTaskOnAnotherThread() throws Exception {
    Runnable task = snapshotOf(a).wrap(() -> use(5));
    thread.submit(() -> use(100)).get();
    thread.submit(task).get();
    thread.submit(() -> use(1000)).get();
    assertUsed(5, a);
  }

  @Test
  void chargesTasksOfAWrappedExecutor() throws Exception {
    ExecutorService wrapped = ContextExecutorService.wrap(thread, snapshots::captureAll);
    try (Segment segment = a.open()) {
      wrapped.submit(() -> use(3)).get();
    }
    wrapped.submit(() -> use(100)).get();
    try (Segment segment = b.open()) {
      wrapped.submit(() -> use(4)).get();
    }
    assertUsed(3, a);
    assertUsed(4, b);
  }

  @Test
  void chargesWorkToItsRequestAloneOnAThreadThatServesAnother() {
    Runnable task = snapshotOf(a).wrap(() -> use(5));
    try (Segment pass = b.open()) {
      use(1);
      task.run();
      use(2);
    }
    assertUsed(5, a);
    assertUsed(3, b);
  }

  @Test
  void changesNothingOnAThreadOfTheSameRequest() {
    try (Segment pass = a.open()) {
      ContextSnapshot snapshot = snapshots.captureAll();
      meter.readings();
      try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
        use(5);
      }
      assertEquals(0, meter.readings());
      use(2);
    }
    assertUsed(7, a);
  }

  @Test
  void goesBackToTheOuterScope() {
    ContextSnapshot outer = snapshotOf(a);
    ContextSnapshot inner = snapshotOf(b);
    try (ContextSnapshot.Scope first = outer.setThreadLocals()) {
      use(1);
      try (ContextSnapshot.Scope second = inner.setThreadLocals()) {
        use(10);
        try (ContextSnapshot.Scope third = outer.setThreadLocals()) {
          use(2);
        }
        use(20);
      }
      use(4);
    }
    use(100);
    assertUsed(7, a);
    assertUsed(30, b);
  }

  @Test
  void goesBackToThePassBelow() {
    ContextSnapshot ofA = snapshotOf(a);
    ContextSnapshot ofB = snapshotOf(b);
    try (Segment pass = a.open()) {
      try (ContextSnapshot.Scope first = ofB.setThreadLocals()) {
        use(10);
        try (ContextSnapshot.Scope second = ofA.setThreadLocals()) {
          use(1);
        }
        use(20);
      }
      use(2);
    }
    assertUsed(3, a);
    assertUsed(30, b);
  }

  @Test
  void leavesAThreadToItsRequestWhereASnapshotHasNone() {
    ContextSnapshot none = clearing.captureAll();
    try (Segment pass = a.open()) {
      try (ContextSnapshot.Scope scope = none.setThreadLocals()) {
        use(5);
      }
      use(2);
    }
    assertUsed(7, a);
  }

  @Test
  void endsAScopeInsideOneThatHasNoRequest() {
    ContextSnapshot none = clearing.captureAll();
    ContextSnapshot ofA = snapshotOf(a);
    try (ContextSnapshot.Scope first = ofA.setThreadLocals()) {
      use(1);
      try (ContextSnapshot.Scope second = none.setThreadLocals()) {
        use(100);
      }
      use(2);
    }
    assertUsed(3, a);
  }

  @Test
  void endsAScopeThatIsNeverClosedWithThePassAroundIt() {
    ContextSnapshot ofA = snapshotOf(a);
    try (Segment pass = b.open()) {
      use(1);
      ContextSnapshot.Scope unused = ofA.setThreadLocals();
      use(5);
    }
    use(100);
    assertUsed(5, a);
    assertUsed(1, b);
  }

  @Test
  void chargesOthersRightlyAfterAScopeThatIsNeverClosed() {
    ContextSnapshot.Scope forgotten = snapshotOf(a).setThreadLocals();
    use(1);
    try (Segment pass = b.open()) {
      use(10);
    }
    snapshotOf(b).wrap(() -> use(20)).run();
    assertUsed(30, b);
    forgotten.close();
    assertUsed(1, a);
  }

  @Test
  void doesNotDisturbAPassOfTheThreadThatClosesAForeignScope() throws Exception {
    ContextSnapshot ofA = snapshotOf(a);
    ContextSnapshot.Scope foreign = thread.submit(() -> ofA.setThreadLocals()).get();
    try (Segment pass = b.open()) {
      use(1);
      foreign.close();
      use(2);
    }
    assertUsed(3, b);
    thread.submit(FootprintContext::detach).get();
    assertEquals(ResourceUse.NONE.cpuNanos(), aUse.claim(a).cpuNanos());
  }
}
