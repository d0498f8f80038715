// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.time.Duration;

/**
 * A service gave no answer that can be used. The message holds our own words and numbers alone, as
 * what came from outside may hold a key, or what an attacker wants in a log.
 */
final class RefusedAnswerException extends Exception {

  static final int UNAUTHORIZED = 401;

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private static final long serialVersionUID = 1L;

  private final int status;
  private final Duration retryAfter;

  /**
   * Creates the exception for an answer of another kind than was asked for.
   *
   * @param status of the HTTP answer
   * @param retryAfter how long the service asks to be left alone; zero if it does not
   */
  RefusedAnswerException(int status, Duration retryAfter) {
    super("it answers with status " + status + meaning(status));
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /**
   * Creates the exception for an answer that holds no intensity, or for none at all.
   *
   * @param reason to be read after the name of the service and a colon
   */
  RefusedAnswerException(String reason) {
    super(reason);
    status = 0;
    retryAfter = Duration.ZERO;
  }

  private static String meaning(int status) {
    return switch (status) {
      case UNAUTHORIZED -> ", as the key is not known";
      case FORBIDDEN -> ", as the key does not open this";
      case NOT_FOUND -> ", as it does not know the place or the address";
      case GONE -> ", as it has closed";
      case 204 -> ", as it has no value";
      case 301, 302, 303, 307, 308 -> ", which leads elsewhere and is not followed";
      case 429 -> ", as it is asked too often";
      default -> "";
    };
  }

  /** Returns whether the key or the token was not taken. */
  boolean isUnauthorized() {
    return status == UNAUTHORIZED;
  }

  /** Returns whether no answer will ever come. */
  boolean isFinal() {
    return status == GONE;
  }

  /** Returns whether somebody has to change something before an answer can come. */
  boolean isLasting() {
    return status == UNAUTHORIZED || status == FORBIDDEN || status == NOT_FOUND;
  }

  /** Returns how long the service asks to be left alone; zero if it does not. */
  Duration retryAfter() {
    return retryAfter;
  }
}
