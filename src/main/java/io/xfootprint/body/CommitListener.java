// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

/**
 * A listener for what is about to happen to an answer, while its headers can still be set.
 *
 * <p>A commit is the moment at which the container sends the first bytes, and with them all
 * headers. {@link #beforeCommit} may come many times for one answer: whether a call commits is
 * known only afterwards, when it is too late.
 *
 * <p>Called by the thread that writes the answer. Must not throw.
 */
public interface CommitListener extends FailureListener {

  /**
   * Called before the answer may be committed. What is set in a later call replaces what was set in
   * an earlier one.
   *
   * @param bodyComplete whether no byte of the body can follow what is about to be sent
   * @return whether headers could be set; if not, the answer is committed, or it is not this
   *     request's any more
   */
  boolean beforeCommit(boolean bodyComplete);

  /** Called before an interim answer such as 103, which would carry the headers that are set. */
  void beforeInterim();

  /** Called before an answer 304, from which a cache would take new headers. */
  void beforeNotModified();

  /**
   * Called when the answer is sure to be committed without a length, in pieces. Only then a trailer
   * takes nothing from it.
   */
  void beforeChunks();

  /** Called when the container has dropped all headers, as by {@code reset}. */
  void headersReset();

  /**
   * Returns whether the end of the pass that is under way sets the headers, if the answer is not
   * committed by then. No pass ends an asynchronous answer. Where the application goes on with the
   * container's own request, as by its {@code startAsync}, nobody can know.
   */
  boolean isMarkedAtEnd();

  /** Returns whether an included resource is writing. Undertow ignores its flushes. */
  boolean isIncluding();

  /**
   * Returns whether the calling thread must not touch the response any more, as the container may
   * use it for the next request.
   */
  boolean isOver();
}
