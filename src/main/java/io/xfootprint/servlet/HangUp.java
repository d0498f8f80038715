// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import java.io.CharConversionException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions with which sending an answer or reading a body failed, as the client has gone.
 *
 * <p>They are kept to be recognised when one leaves the application: then its request is no error.
 * Types do not help, as each container has its own (Jetty {@code EofException}, Tomcat {@code
 * ClientAbortException}) and applications wrap them. Only the first and the last are kept, for an
 * application may go on writing for long, and get a new one each time.
 *
 * <p>Safe for use by many threads.
 */
final class HangUp {

  /** Causes to look through, as a chain of causes may have a circle. */
  private static final int MOST_CAUSES = 20;

  private final IOException first;
  private volatile IOException last;

  /** Begins with the first failure. */
  HangUp(IOException failure) {
    first = failure;
    last = failure;
  }

  /** Returns whether the container's stream fails like this because of the client. */
  static boolean isMeantBy(IOException failure) {
    // A text with characters that the answer's charset lacks is a fault of the application.
    return !(failure instanceof CharConversionException);
  }

  /** Adds a later failure. */
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
