// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HangUpTest {

  private final IOException first = new EOFException("first");
  private final HangUp hangUp = new HangUp(first);

  @Test
  void causesItsFirstAndItsLastFailureAndWhatWrapsThem() {
    IOException between = new IOException("between");
    IOException last = new IOException("last");
    hangUp.add(between);
    hangUp.add(last);
    assertTrue(hangUp.causes(first));
    assertTrue(hangUp.causes(new IllegalStateException(new IOException(last))));
    assertFalse(hangUp.causes(between));
  }

  @Test
  void doesNotCauseOtherFailuresOfTheSameKind() {
    assertFalse(hangUp.causes(new EOFException("first")));
    assertFalse(hangUp.causes(null));
  }

  @Test
  void comesToAnEndWhereCausesGoRoundInACircle() {
    Exception one = new Exception("one");
    Exception other = new Exception("other", one);
    one.initCause(other);
    assertFalse(hangUp.causes(one));
  }

  @Test
  void isMeantByAnyFailureButThatOfACharset() {
    assertTrue(HangUp.isMeantBy(first));
    assertFalse(HangUp.isMeantBy(new CharConversionException("not an ISO 8859-1 character")));
  }
}
