// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

/**
 * Learns what is about to happen to an answer, while its headers can still be set.
 *
 * <p>Called by the thread that writes the answer.
 */
public interface CommitListener extends FailureListener {

  /**
   * Called before the answer may be committed. A later call replaces an earlier one.
   *
   * @return whether headers can be set, now and in later calls
   */
  boolean beforeCommit();

  /** Called before an interim answer, which would carry the headers that are set. */
  void beforeInterim();

  /** Called before an answer 304, from which a cache would take new headers. */
  void beforeNotModified();

  /** Called when the answer is sure to be committed without a length, in pieces. */
  void beforeChunks();

  /** Called when all headers have been thrown away. */
  void headersReset();

  /** Returns whether an included resource writes, whose flushes some containers ignore. */
  boolean isIncluding();

  /** Returns whether the answer is no longer that of this request, for the calling thread. */
  boolean isOver();
}
