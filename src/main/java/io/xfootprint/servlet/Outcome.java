// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whether the application has failed at a request, which it has not where the client hung up. */
final class Outcome {

  /** None as long as the client is there, as far as is known. */
  private volatile @Nullable HangUp hangUp;

  /** The status that the application has set, before a hang-up. */
  private int answered = HttpServletResponse.SC_OK;

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

  /** Notes the status that the application has chosen; after a hang-up nobody is answered. */
  void answered(int status) {
    if (hangUp == null) {
      answered = status;
    }
  }

  /** Notes that the container could not send or read, and returns with what it failed. */
  IOException clientGone(IOException failure) {
    HangUp known = hangUp;
    if (known != null) {
      known.add(failure);
    } else if (HangUp.isToldBy(failure)) {
      hangUp = new HangUp(failure);
    }
    return failure;
  }

  /** After a hang-up containers set a status of their own, which is no error of the application. */
  boolean isFailure(int status) {
    return (hangUp == null ? status : answered) >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  /** Returns whether an exception that leaves the filters is one of the application's. */
  boolean isFailure(@Nullable Throwable thrown) {
    HangUp known = hangUp;
    return thrown != null && (known == null || !known.causes(thrown));
  }
}
