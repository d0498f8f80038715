// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncCycleTest {

  private final RecordingListener request = new RecordingListener();
  private final List<AsyncListener> listeners = new ArrayList<>();
  private final AsyncContext context = Fakes.asyncContext(listeners);
  private final AsyncCycle cycle = new AsyncCycle(request, context);
  private final AsyncEvent event = new AsyncEvent(context);

  @Test
  void isAcquiredByOneAtATime() {
    assertTrue(cycle.tryAcquire());
    assertFalse(cycle.tryAcquire());
    cycle.release();
    assertTrue(cycle.tryAcquire());
  }

  @Test
  void setsLastHeadersOnceBeforeTheCompletion() {
    cycle.beforeComplete();
    cycle.beforeComplete();
    assertEquals(List.of("beforeComplete"), request.calls());
    assertTrue(cycle.isOver());
    assertFalse(cycle.tryAcquire());
  }

  @Test
  void setsNoHeadersWhenItIsDispatchedUnlessThatIsRefused() {
    cycle.beforeDispatch();
    cycle.beforeComplete();
    assertEquals(List.of(), request.calls());
    cycle.notDispatched();
    cycle.beforeComplete();
    assertEquals(List.of("beforeComplete"), request.calls());
  }

  /** As where the client has gone, and the application comes too late to complete it. */
  @Test
  void tellsThatTheContainerHasEndedIt() {
    cycle.onError(event);
    cycle.beforeComplete();
    assertEquals(List.of(), request.calls());
    cycle.onComplete(event);
    assertEquals(List.of("endedByContainer"), request.calls());
  }

  @Test
  void saysNothingOfAnEndByTheApplication() {
    cycle.beforeComplete();
    cycle.onComplete(event);
    assertEquals(List.of("beforeComplete"), request.calls());
  }

  @Test
  void isTakenBackByATimeoutThatNobodyAnswers() {
    cycle.onTimeout(event);
    assertEquals(List.of("timedOut"), request.calls());
    assertFalse(cycle.tryAcquire());
    assertTrue(cycle.isOver());
  }

  @Test
  void belongsToTheListenerThatAnswersATimeout() {
    Thread before = cycle.beginListener();
    assertFalse(cycle.isOver());
    assertTrue(cycle.tryAcquire());
    cycle.release();
    cycle.beforeComplete();
    cycle.endListener(before);
    cycle.onTimeout(event);
    assertEquals(List.of("beforeComplete"), request.calls());
  }

  @Test
  void reportsADispatchThatCameBackPastTheFilter() {
    cycle.beforeDispatch();
    assertTrue(cycle.awaitsPass());
    cycle.onComplete(event);
    assertEquals(List.of("passMissed"), request.calls());
    assertFalse(cycle.awaitsPass());
  }

  @Test
  void reportsNoMissingPassOnceThePassHasBegun() {
    cycle.beforeDispatch();
    cycle.end();
    cycle.onComplete(event);
    assertEquals(List.of(), request.calls());
  }

  @Test
  void listensOnce() {
    cycle.listen();
    cycle.endPass(true, false);
    assertEquals(List.of(cycle), listeners);
  }

  /** On Jetty the presence of a listener changes the answer to an exception. */
  @Test
  void listensAfterAnExceptionOnlyWhereItMay() {
    cycle.endPass(false, false);
    assertEquals(List.of(), listeners);
    assertTrue(cycle.isOver());
    AsyncCycle other = new AsyncCycle(request, context);
    other.endPass(false, true);
    assertEquals(List.of(other), listeners);
    assertFalse(other.isOver());
  }
}
