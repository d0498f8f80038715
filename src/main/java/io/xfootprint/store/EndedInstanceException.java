// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

/**
 * The instance was taken for lost, and its rows may be merged with others': it must not write them
 * any more, and goes on under another number.
 */
final class EndedInstanceException extends Exception {

  private static final long serialVersionUID = 1L;

  EndedInstanceException(long instance) {
    super("instance " + instance + " was ended by another one");
  }
}
