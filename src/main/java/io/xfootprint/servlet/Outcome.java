// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The success or failure of the application at a request. A client that hangs up is no failure.
 *
 * @param answered the status that the application has set, before a hang-up
 * @param hangUp null as long as the client is there, as far as is known
 */
record Outcome(int answered, @Nullable HangUp hangUp) {

  /** Outcome of most requests, which need no object of their own. */
  static final Outcome FINE = new Outcome(HttpServletResponse.SC_OK, null);

  /**
   * Returns the status of the error page that a pass writes; 0 if it writes none. After a timeout
   * Tomcat and Undertow write theirs while the request is still started.
   */
  static int ofErrorPage(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.ERROR
            && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
        ? status
        : 0;
  }

  /** Returns this with the status that the application has chosen; none after a hang-up. */
  Outcome answered(int status) {
    return hangUp != null || status == answered ? this : new Outcome(status, null);
  }

  /** Returns this with a failure of the container to send or to read. */
  Outcome failed(IOException failure) {
    if (hangUp != null) {
      hangUp.add(failure);
      return this;
    }
    return HangUp.isToldBy(failure) ? new Outcome(answered, new HangUp(failure)) : this;
  }

  /** After a hang-up containers set a status of their own, which is no error of the application. */
  boolean isFailure(int status) {
    return (hangUp == null ? status : answered) >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns whether an exception that leaves the filters is one of the application's. */
  boolean isFailure(@Nullable Throwable thrown) {
    return thrown != null && (hangUp == null || !hangUp.causes(thrown));
  }
}
