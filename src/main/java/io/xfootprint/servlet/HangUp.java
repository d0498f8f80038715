// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import java.io.CharConversionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions with which sending an answer or reading a body failed, as the client has gone.
 * Only the first and the last are kept, for an application may go on writing for long.
 */
final class HangUp {

  private static final int MOST_CAUSES = 20;

  private final IOException first;
  private volatile IOException last;

  HangUp(IOException failure) {
    first = failure;
    last = failure;
  }

  /** Returns whether a stream of the container fails like this because of the client. */
  static boolean isToldBy(IOException failure) {
    // Text that the answer's charset lacks.
    return !(failure instanceof CharConversionException);
  }

  void add(IOException failure) {
    last = failure;
  }

  /** Returns whether an exception is one of those, or has one as its cause. */
  boolean causes(@Nullable Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; cause != null && i < MOST_CAUSES; i++) {
      if (cause == first || cause == last) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
