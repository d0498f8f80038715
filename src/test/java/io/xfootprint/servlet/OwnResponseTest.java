// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class OwnResponseTest {

  private final OwnResponse response = new OwnResponse();
  private final AsyncCycle cycle =
      new AsyncCycle(new RecordingListener(), Fakes.asyncContext(new ArrayList<>()));

  private void begin(DispatcherType pass, boolean committed) {
    response.beginPass(pass);
    response.set(Fakes.response(committed));
  }

  /** Returns whether the calling thread may touch the response, on which both methods agree. */
  private boolean isTouched() {
    boolean touched = response.touch(this, (test, own) -> {});
    assertEquals(touched, !response.isOver());
    return touched;
  }

  private static boolean elsewhere(BooleanSupplier question) {
    return CompletableFuture.supplyAsync(question::getAsBoolean).join();
  }

  @Test
  void isTouchedFromTheBeginningOfAPassToItsEnd() {
    begin(DispatcherType.REQUEST, false);
    assertTrue(isTouched());
    response.endPass(true);
    assertFalse(isTouched());
    begin(DispatcherType.ERROR, false);
    assertTrue(isTouched());
  }

  @Test
  void isNotTouchedOnceItIsCommitted() {
    begin(DispatcherType.REQUEST, true);
    assertFalse(response.touch(this, (test, own) -> {}));
  }

  @Test
  void isTouchedByAnyThreadInACycle() {
    begin(DispatcherType.REQUEST, false);
    response.beginCycle(cycle);
    response.endPass(true);
    assertTrue(elsewhere(this::isTouched));
    cycle.end();
    assertFalse(elsewhere(this::isTouched));
  }

  /** A thread that has not heard of the timeout may still write. */
  @Test
  void isTouchedByOneThreadAloneInTheErrorPassAfterACycle() {
    begin(DispatcherType.REQUEST, false);
    response.beginCycle(cycle);
    response.endPass(true);
    begin(DispatcherType.ERROR, false);
    assertTrue(isTouched());
    assertFalse(elsewhere(this::isTouched));
  }

  /** Undertow writes the page of an exception through our wrapper, when the pass is over. */
  @Test
  void isTouchedByOneThreadAloneAfterAnException() {
    begin(DispatcherType.REQUEST, false);
    response.endPass(false);
    assertTrue(isTouched());
    assertFalse(elsewhere(this::isTouched));
  }

  @Test
  void lacksAPassThatWasDispatchedUntilItBegins() {
    begin(DispatcherType.REQUEST, false);
    response.beginCycle(cycle);
    cycle.beforeDispatch();
    assertTrue(response.lacksPass());
    begin(DispatcherType.ASYNC, false);
    assertFalse(response.lacksPass());
    response.passMissed();
    assertTrue(response.lacksPass());
  }
}
