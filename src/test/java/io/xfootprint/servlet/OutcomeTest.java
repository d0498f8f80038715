// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.CharConversionException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  private static final int NO_STATUS = 0;

  @Test
  void failsOnAServerErrorOrAnException() {
    assertTrue(Outcome.FINE.isFailure(500));
    assertFalse(Outcome.FINE.isFailure(404));
    assertFalse(Outcome.FINE.isFailure(NO_STATUS));
    assertTrue(Outcome.FINE.isFailure(new IllegalStateException()));
    assertFalse(Outcome.FINE.isFailure((Throwable) null));
  }

  @Test
  void ignoresTheStatusThatAContainerSetsAfterAHangUp() {
    Outcome hungUp = Outcome.FINE.withFailure(new IOException("broken pipe"));
    assertFalse(hungUp.isFailure(500));
    assertSame(hungUp, hungUp.withStatus(500));
    assertTrue(Outcome.FINE.withStatus(503).withFailure(new IOException()).isFailure(200));
  }

  @Test
  void ignoresWhatAHangUpHasCaused() {
    IOException first = new IOException("first");
    IOException last = new IOException("last");
    Outcome hungUp =
        Outcome.FINE.withFailure(first).withFailure(new IOException()).withFailure(last);
    assertFalse(hungUp.isFailure(first));
    assertFalse(hungUp.isFailure(new IllegalStateException(new IOException(last))));
    assertTrue(hungUp.isFailure(new IllegalStateException("of the application's own")));
  }

  @Test
  void blamesNoClientForTextThatTheCharsetLacks() {
    assertSame(Outcome.FINE, Outcome.FINE.withFailure(new CharConversionException()));
  }
}
