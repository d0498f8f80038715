// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A count of the bytes written to a response, which gives notice before they can commit it.
 *
 * <p>Counting too much is harmless, for headers can be set again until the commit; counting too
 * little would lose them. One tracker serves a request over all its passes, as the container's
 * buffer does. One thread at a time.
 */
public final class CommitTracker {

  /** Most bytes that a character takes in any charset a container writes. */
  private static final int MAX_BYTES_PER_CHARACTER = 4;

  private static final int MIN_STEP = 1024;

  /** A large piece is more than this part of it: half of Jetty's default, which users may lower. */
  private static final int BUFFER_PARTS_OF_LARGE_PIECE = 8;

  private final CommitListener listener;

  /** Of the last pass: a filter before ours may wrap the container's in each pass. */
  private HttpServletResponse response;

  /** None unless the client takes trailers. */
  private @Nullable ChunkingTracker chunking;

  private long declaredLength = -1;
  private long written;
  private long nextMark;

  /** 0 before it is needed. */
  private int bufferSize;

  private boolean bufferChanged;

  private boolean committed;

  private boolean closed;

  /**
   * Creates a tracker of a response.
   *
   * @param buffering how the container sends answers; null if that is not known or not asked for
   */
  public CommitTracker(
      HttpServletResponse response,
      CommitListener listener,
      @Nullable ContainerBuffering buffering) {
    this.response = response;
    this.listener = listener;
    chunking = ChunkingTracker.of(response, listener, buffering);
  }

  /** Called when another pass goes on with the answer. */
  public void goOn(HttpServletResponse ofPass) {
    if (response != ofPass) {
      response = ofPass;
      // One of the two is a wrapper, which may hold the answer back.
      chunking = null;
    }
    nextMark = 0;
  }

  /** Called before bytes are written at once, with at least their number. */
  void beforeWrite(long bytes) {
    if (isOver()) {
      return;
    }
    beforePiece(bytes);
    if (chunking != null) {
      chunking.beforePiece(bytes, bufferSize(), !bufferChanged);
    }
  }

  /** Called before a buffer is written, which Jetty sends at once, however small it is. */
  void beforeBuffer(long bytes) {
    beforeCommit();
    if (!isOver()) {
      written += bytes;
      if (chunking != null) {
        chunking.beforeBuffer(bytes, bufferSize());
      }
    }
  }

  private void beforePiece(long mostBytes) {
    // A container may pass a large piece by its buffer: Jetty does so with more than a quarter.
    boolean passesBuffer = mostBytes > bufferSize() / BUFFER_PARTS_OF_LARGE_PIECE;
    beforeWrite(mostBytes, passesBuffer);
  }

  /** Called before a character is written, which containers encode in small pieces. */
  void beforeText(char character) {
    if (!isOver()) {
      beforeWrite(MAX_BYTES_PER_CHARACTER, false);
      if (chunking != null) {
        chunking.beforeText(character, bufferSize());
      }
    }
  }

  /** Called before characters are written. */
  void beforeText(char[] characters, int offset, int length) {
    if (!isOver()) {
      beforeWrite((long) length * MAX_BYTES_PER_CHARACTER, false);
      if (chunking != null) {
        chunking.beforeText(characters, offset, length, bufferSize());
      }
    }
  }

  /** Called before a part of some text is written. */
  void beforeText(String text, int offset, int length) {
    if (!isOver()) {
      beforeWrite((long) length * MAX_BYTES_PER_CHARACTER, false);
      if (chunking != null) {
        chunking.beforeText(text, offset, length, bufferSize());
      }
    }
  }

  /** Called before a line is ended, by one byte or two. */
  void beforeLineEnd() {
    if (!isOver()) {
      beforeWrite(2 * MAX_BYTES_PER_CHARACTER, false);
      if (chunking != null) {
        chunking.beforeLineEnd(bufferSize());
      }
    }
  }

  /** Called before text is written at once: Jetty's stream makes one piece of it. */
  void beforeWholeText(String text) {
    if (!isOver()) {
      beforePiece((long) text.length() * MAX_BYTES_PER_CHARACTER);
      if (chunking != null) {
        chunking.beforePrint(text, bufferSize(), !bufferChanged);
      }
    }
  }

  /** Called before text is written whose length can only be guessed. */
  void beforeFormattedText(long guessedCharacters) {
    if (nextMark == 0) {
      beforeCommit();
      nextMark = MIN_STEP;
    }
    if (!isOver()) {
      beforeWrite(guessedCharacters * MAX_BYTES_PER_CHARACTER, false);
    }
  }

  private void beforeWrite(long bytes, boolean passesBuffer) {
    written += bytes;
    if (written < nextMark && !passesBuffer) {
      return;
    }
    if (passesBuffer || written >= bufferSize() || reachesDeclaredLength()) {
      beforeCommit();
      // Character by character a response may stay near its threshold for thousands of writes; a
      // mark at each would cost 1.5 us. The header is there from the first one on.
      nextMark = written + Math.max(MIN_STEP, bufferSize() / 2);
    }
  }

  private int bufferSize() {
    if (bufferSize == 0) {
      bufferSize = response.getBufferSize();
    }
    return bufferSize;
  }

  /** Called when the container's buffer may have another size than before. */
  public void bufferChanged() {
    bufferSize = 0;
    bufferChanged = true;
  }

  /** Called before anything that may commit the response, whatever was written. */
  public void beforeCommit() {
    if (!committed && !listener.beforeCommit() && !listener.isOver()) {
      committed = response.isCommitted();
    }
  }

  /**
   * Returns whether there is nothing more to do: the response is committed, or it is no longer that
   * of our request, for a thread of the application may write when the container has moved on.
   */
  private boolean isOver() {
    return committed || listener.isOver();
  }

  /** Called before a flush. */
  public void beforeFlush() {
    beforeCommit();
    if (chunking != null && !isOver()) {
      chunking.beforeFlush();
    }
  }

  /** Notes a failure of the container's stream, and returns it. */
  public IOException failed(IOException failure) {
    boolean tooLong = declaredLength >= 0 && written > declaredLength;
    return tooLong || closed ? failure : listener.failed(failure);
  }

  /** Notes that the application has closed what it writes to: writing on is its own fault. */
  void closed() {
    closed = true;
  }

  /** Called before an interim answer, which would carry the headers that are set. */
  public void beforeInterim() {
    nextMark = 0;
    listener.beforeInterim();
  }

  /** Called before an answer 304, which a cache would take new headers from. */
  public void beforeNotModified() {
    nextMark = 0;
    listener.beforeNotModified();
  }

  /** Called before a length is declared: Tomcat commits as soon as that much is written. */
  public void beforeDeclare(long length) {
    declaredLength = length;
    if (reachesDeclaredLength()) {
      beforeCommit();
    }
  }

  private boolean reachesDeclaredLength() {
    return declaredLength >= 0 && written >= declaredLength;
  }

  /**
   * Called before an error page, for which containers throw away what was written. It is not sure
   * that they do, so for the headers it still counts.
   */
  public void beforeErrorPage() {
    if (chunking != null) {
      chunking.reset();
    }
  }

  /** Called when what was written is thrown away. */
  public void reset() {
    written = 0;
    nextMark = 0;
    if (chunking != null) {
      chunking.reset();
    }
  }

  /** Called when the headers are thrown away too. */
  public void resetHeaders() {
    reset();
    declaredLength = -1;
    bufferSize = 0;
    listener.headersReset();
  }
}
