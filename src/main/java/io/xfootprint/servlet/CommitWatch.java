// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Counts what is written to a response, and has the headers set before it can be committed.
 *
 * <p>Counting too much is harmless, for headers can be set again until the commit; counting too
 * little would lose them. One thread at a time.
 */
final class CommitWatch {

  /** Most bytes that a character takes in any charset a container writes. */
  private static final int MAX_BYTES_PER_CHARACTER = 4;

  private static final int MIN_STEP = 1024;

  /** A large piece is more than this part of it: half of Jetty's default, which users may lower. */
  private static final int BUFFER_PARTS_OF_LARGE_PIECE = 8;

  private final HttpServletResponse response;
  private final Exchange exchange;
  private long declaredLength = -1;
  private long written;
  private long nextMark;

  /** 0 as long as it is not asked for. */
  private int bufferSize;

  private boolean committed;

  CommitWatch(HttpServletResponse response, Exchange exchange) {
    this.response = response;
    this.exchange = exchange;
  }

  /** To be called before bytes are written at once, with at least their number. */
  void beforeWrite(long bytes) {
    if (!committed) {
      // A container may pass a large piece by its buffer: Jetty does so with more than a quarter.
      boolean passesBuffer = bytes > bufferSize() / BUFFER_PARTS_OF_LARGE_PIECE;
      beforeWrite(bytes, passesBuffer);
    }
  }

  /** To be called before characters are written, which containers encode in small pieces. */
  void beforeText(long characters) {
    if (!committed) {
      beforeWrite(characters * MAX_BYTES_PER_CHARACTER, false);
    }
  }

  /** To be called before text is written at once: Jetty's stream makes one piece of it. */
  void beforeWholeText(long characters) {
    beforeWrite(characters * MAX_BYTES_PER_CHARACTER);
  }

  /** To be called before text is written of which only a guess of the length is at hand. */
  void beforeFormattedText(long guessedCharacters) {
    if (nextMark == 0) {
      beforeCommit();
      nextMark = MIN_STEP;
    }
    beforeText(guessedCharacters);
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

  /** To be called when the container's buffer may have another size than before. */
  void bufferChanged() {
    bufferSize = 0;
  }

  /** To be called before anything that may commit the response, whatever was written. */
  void beforeCommit() {
    if (committed) {
      return;
    }
    if (response.isCommitted()) {
      committed = true;
    } else {
      exchange.beforeCommit(response);
    }
  }

  /** To be called before an interim answer, which would carry the headers that are set. */
  void beforeInterim() {
    if (nextMark > 0) {
      nextMark = 0;
      Exchange.withdraw(response);
    }
  }

  /** To be called before a length is declared: Tomcat commits as soon as that much is written. */
  void beforeDeclare(long length) {
    declaredLength = length;
    if (reachesDeclaredLength()) {
      beforeCommit();
    }
  }

  private boolean reachesDeclaredLength() {
    return declaredLength >= 0 && written >= declaredLength;
  }

  /** To be called when what was written is thrown away. */
  void reset() {
    written = 0;
    nextMark = 0;
  }

  /** To be called when the headers are thrown away too. */
  void resetHeaders() {
    reset();
    declaredLength = -1;
    bufferChanged();
    exchange.headersReset();
  }
}
