// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The success or failure of the application at a request. It fails with a status of 500 or more, or
 * with an exception. A client that hangs up is no failure of the application:
 *
 * <pre>{@code
 * status 503                                        failure
 * IllegalStateException                             failure
 * IOException of a write, as the client has gone    none, though the container then sets status 500
 * status 503, and then such an IOException          failure
 * }</pre>
 *
 * <p>Immutable but for the exceptions of a hang-up.
 *
 * @param status that the application has set, before a hang-up if there was one
 * @param hangUp null as long as the client is there, as far as is known
 */
record Outcome(int status, @Nullable HangUp hangUp) {

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

  /** Returns this with the status that the application has set; after a hang-up it stays. */
  Outcome withStatus(int set) {
    return hangUp != null || set == status ? this : new Outcome(set, null);
  }

  /** Returns this with a failure of the container to send or to read. */
  Outcome withFailure(IOException failure) {
    if (hangUp != null) {
      hangUp.add(failure);
      return this;
    }
    return HangUp.isMeantBy(failure) ? new Outcome(status, new HangUp(failure)) : this;
  }

  /**
   * Returns whether the status of an answer is a failure of the application. After a hang-up
   * containers set a status of their own, so that of the application counts.
   *
   * @param sent status of the answer; 0 if it is not known
   */
  boolean isFailure(int sent) {
    return (hangUp == null ? sent : status) >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns whether an exception that leaves the filters is a failure of the application. */
  boolean isFailure(@Nullable Throwable thrown) {
    return thrown != null && (hangUp == null || !hangUp.causes(thrown));
  }

  /** Returns whether the client had gone, as far as that was seen. */
  boolean isWithoutClient() {
    return hangUp != null;
  }
}
