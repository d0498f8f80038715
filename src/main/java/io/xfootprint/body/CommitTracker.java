// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A count of the bytes written to a response, which gives notice before they can commit it.
 *
 * <p>The servlet API has no call-back before the commit. So this compares what is written with what
 * can trigger it:
 *
 * <pre>{@code
 * bytes written >= size of the container's buffer     all containers
 * bytes written >= declared Content-Length            Jetty, Tomcat, older Undertow
 * one piece larger than a part of the buffer          Jetty, which sends it past the buffer, and
 *                                                     all that are not known
 * flush, close, sendError, sendRedirect               all containers
 * }</pre>
 *
 * <p>Counting too much is harmless, as headers can be set again until the commit; counting too
 * little would lose them. A second count, of the bytes that are sure, finds when the body is
 * complete: then the headers hold all but the last moments of the request. One tracker serves a
 * request over all its passes, as the container's buffer does. Used by one thread at a time, as the
 * response is.
 */
public final class CommitTracker {

  /** Most bytes that a character takes in any charset a container writes, as in UTF-8. */
  private static final int MAX_BYTES_PER_CHARACTER = 4;

  /** Fewest bytes between two notices, see {@link #beforeWrite(long, long, boolean)}. */
  private static final int MIN_STEP = 1024;

  /**
   * A piece is large if it is larger than this part of the buffer. Jetty sends pieces past its
   * buffer that are larger than a quarter of it; an eighth leaves room, as users may lower that.
   */
  private static final int BUFFER_PARTS_OF_LARGE_PIECE = 8;

  private final CommitListener listener;

  /** How the container sends answers; null if that is not known. */
  private final @Nullable ContainerBuffering buffering;

  /** Response of the last pass: a filter before ours may wrap the container's in each pass. */
  private HttpServletResponse response;

  /** Null unless the client takes trailers. */
  private @Nullable ChunkingTracker chunking;

  /** Null unless the body is compared with the last one of its address. */
  private final @Nullable BodyChecksum checksum;

  /** Declared length of the body in bytes; negative if none is declared. */
  private long declaredLength = -1;

  /** Whether the declared length may be gone, as where an error page takes the body's place. */
  private boolean lengthInDoubt;

  /** Bytes written at most, since the start or the last reset. */
  private long written;

  /** Bytes written at least, since the start, the last reset or the begin of an error page. */
  private long sure;

  /** Number of written bytes from which on the next notice may be due. */
  private long nextNotice;

  /** Size of the container's buffer in bytes; 0 before it is needed. */
  private int bufferSize;

  /** Whether the application has set a size of its own. */
  private boolean bufferChanged;

  /** Whether the answer was found committed, after which there is nothing left to do. */
  private boolean committed;

  /** Whether the application has closed what it writes to. */
  private boolean closed;

  /**
   * Creates a tracker of a response.
   *
   * @param listener gets the notices
   * @param buffering how the container sends answers; null if that is not known
   * @param mayHaveTrailer whether the client takes one
   * @param checksum of the body; null if nobody asks for it
   */
  public CommitTracker(
      HttpServletResponse response,
      CommitListener listener,
      @Nullable ContainerBuffering buffering,
      boolean mayHaveTrailer,
      @Nullable BodyChecksum checksum) {
    this.response = response;
    this.checksum = checksum;
    this.listener = listener;
    this.buffering = buffering;
    chunking = mayHaveTrailer ? ChunkingTracker.of(response, listener, buffering) : null;
  }

  /**
   * Continues the count in another pass.
   *
   * @param ofPass the response that the pass was given; the same as before, unless there are
   *     wrappers
   */
  public void continueOn(HttpServletResponse ofPass) {
    if (response != ofPass) {
      response = ofPass;
      // One of the two is a wrapper, which may hold the answer back.
      chunking = null;
    }
    nextNotice = 0;
  }

  /** Returns the checksum of the body; null if nobody asks for it. */
  public @Nullable BodyChecksum checksum() {
    return checksum;
  }

  /** Called before bytes are written by one call, with their number. */
  void beforeWrite(long bytes) {
    if (isOver()) {
      return;
    }
    beforePiece(bytes, bytes);
    if (chunking != null) {
      chunking.beforePiece(bytes, bufferSize(), !bufferChanged);
    }
  }

  /** Called before a buffer is written, which Jetty sends at once, however small it is. */
  void beforeBuffer(long bytes) {
    if (isOver()) {
      return;
    }
    written += bytes;
    sure += bytes;
    beforeCommit(isBodyComplete());
    if (chunking != null && !isOver()) {
      chunking.beforeBuffer(bytes, bufferSize());
    }
  }

  private void beforePiece(long mostBytes, long leastBytes) {
    boolean large = mostBytes > bufferSize() / BUFFER_PARTS_OF_LARGE_PIECE;
    beforeWrite(mostBytes, leastBytes, large && !keepsPieces());
  }

  /** A notice takes 1 us, and most answers are one piece that is large in this sense. */
  private boolean keepsPieces() {
    return buffering != null && buffering.keepsPieces() && buffering.owns(response);
  }

  /** Called before a character is written, which containers encode in small pieces. */
  void beforeText(char character) {
    if (!isOver()) {
      long least = declaredLength < 0 ? 1 : TextBytes.least(character, TextBytes.isUtf8(response));
      beforeWrite(MAX_BYTES_PER_CHARACTER, least, false);
      if (chunking != null) {
        chunking.beforeText(character, bufferSize());
      }
    }
  }

  /** Called before characters are written. */
  void beforeText(char[] characters, int offset, int length) {
    if (!isOver()) {
      long least = declaredLength < 0 ? length : least(CharBuffer.wrap(characters), offset, length);
      beforeWrite((long) length * MAX_BYTES_PER_CHARACTER, least, false);
      if (chunking != null) {
        chunking.beforeText(characters, offset, length, bufferSize());
      }
    }
  }

  /** Called before a part of some text is written. */
  void beforeText(String text, int offset, int length) {
    if (!isOver()) {
      long least = declaredLength < 0 ? length : least(text, offset, length);
      beforeWrite((long) length * MAX_BYTES_PER_CHARACTER, least, false);
      if (chunking != null) {
        chunking.beforeText(text, offset, length, bufferSize());
      }
    }
  }

  /** Goes through the text, which is worth it only where a length is declared. */
  private long least(CharSequence text, int offset, int length) {
    return TextBytes.least(text, offset, length, TextBytes.isUtf8(response));
  }

  /** Called before a line is ended, by one byte or two. */
  void beforeLineEnd() {
    if (!isOver()) {
      beforeWrite(2 * MAX_BYTES_PER_CHARACTER, 1, false);
      if (chunking != null) {
        chunking.beforeLineEnd(bufferSize());
      }
    }
  }

  /** Called before text is written at once: Jetty's stream makes one piece of it. */
  void beforeWholeText(String text) {
    if (!isOver()) {
      // Jetty's stream alone writes in the charset of the answer; others write ISO-8859-1.
      beforePiece((long) text.length() * MAX_BYTES_PER_CHARACTER, text.length());
      if (chunking != null) {
        chunking.beforePrint(text, bufferSize(), !bufferChanged);
      }
    }
  }

  /**
   * Called before text is written whose length can only be guessed. So the first one sets headers
   * at once, in case it is longer than the buffer.
   */
  void beforeFormattedText(long guessedCharacters) {
    if (nextNotice == 0) {
      beforeCommit(isBodyComplete());
      nextNotice = MIN_STEP;
    }
    if (!isOver()) {
      beforeWrite(guessedCharacters * MAX_BYTES_PER_CHARACTER, 0, false);
    }
  }

  /**
   * Adds to the counts, and gives notice if the container may send now.
   *
   * <p>Written character by character, an answer may stay past the threshold for thousands of calls
   * without a commit, as the count is an upper bound. A notice at each of them would cost 1.5 us.
   * So the next one waits for half a buffer more, or for the last byte; the headers are there from
   * the first one on, and only the figure in them is a little older.
   */
  private void beforeWrite(long most, long least, boolean passesBuffer) {
    written += most;
    sure += least;
    boolean complete = isBodyComplete();
    boolean isLast = complete && sure - least < declaredLength;
    if (written < nextNotice && !passesBuffer && !isLast) {
      return;
    }
    if (passesBuffer || written >= bufferSize() || mayEndByLength()) {
      beforeCommit(complete);
      nextNotice = written + Math.max(MIN_STEP, bufferSize() / 2);
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

  private void beforeCommit(boolean bodyComplete) {
    // A response that is not ours any more must not even be asked whether it is committed.
    if (!committed && !listener.beforeCommit(bodyComplete) && !listener.isOver()) {
      committed = response.isCommitted();
    }
  }

  /**
   * Returns whether there is nothing more to do: the response is committed, or it is no longer that
   * of our request. A thread of the application may still write when the container has moved on.
   */
  private boolean isOver() {
    return committed || listener.isOver();
  }

  /**
   * Called before the body is ended by a call: a close, or a redirect, which drops what was
   * written. What an included resource ends, the rest of the page follows.
   */
  public void beforeEnd() {
    beforeCommit(!listener.isIncluding());
  }

  /** Called before a flush. */
  public void beforeFlush() {
    beforeCommit(isBodyComplete());
    if (chunking != null && !isOver()) {
      chunking.beforeFlush();
    }
  }

  /**
   * Notes a failure of the container's stream, and returns it. Writing more than was declared, or
   * after a close, is a fault of the application: the client has not hung up.
   */
  public IOException failed(IOException failure) {
    boolean tooLong = declaredLength >= 0 && written > declaredLength;
    return tooLong || closed ? failure : listener.failed(failure);
  }

  /** Notes that the application has closed what it writes to. */
  void closed() {
    closed = true;
  }

  /**
   * Called before an interim answer, which would carry the headers that are set. The listener
   * removes them, so the next write that may commit sets them again.
   */
  public void beforeInterim() {
    nextNotice = 0;
    listener.beforeInterim();
  }

  /** Called before an answer 304, as {@link #beforeInterim}: a cache would take its headers. */
  public void beforeNotModified() {
    nextNotice = 0;
    listener.beforeNotModified();
  }

  /**
   * Called before a length is declared. If that much is written already, Tomcat commits within this
   * very call.
   *
   * @param length in bytes; negative takes an earlier one back
   */
  public void beforeDeclare(long length) {
    declaredLength = length;
    lengthInDoubt = false;
    if (mayEndByLength()) {
      beforeCommit(isBodyComplete());
    }
  }

  /**
   * Called when a declared length may be taken back, which some containers do not: it may still
   * commit the answer, but its end is not sure to be that of the body.
   */
  public void lengthInDoubt() {
    lengthInDoubt = true;
  }

  /**
   * Returns whether the container may send now, as all of the declared length is written. Where it
   * keeps the answer all the same, a notice would take 1 us for nothing.
   */
  private boolean mayEndByLength() {
    return declaredLength >= 0
        && written >= declaredLength
        && !(buffering != null && buffering.keepsLastByte(response) && listener.isMarkedAtEnd());
  }

  /** Returns whether as many bytes are sure to be written as are declared. */
  private boolean isBodyComplete() {
    return declaredLength >= 0 && sure >= declaredLength && !lengthInDoubt;
  }

  /**
   * Called before an error page, for which containers drop what was written and declared. As it is
   * not sure that all do, the counts differ here: for a trailer and for the end of the body the
   * bytes are gone, for a commit they still count.
   */
  public void beforeErrorPage() {
    sure = 0;
    lengthInDoubt = true;
    if (chunking != null) {
      chunking.reset();
    }
  }

  /** Called when the container has dropped what was written, as by {@code resetBuffer}. */
  public void reset() {
    written = 0;
    sure = 0;
    nextNotice = 0;
    if (checksum != null) {
      checksum.reset();
    }
    if (chunking != null) {
      chunking.reset();
    }
  }

  /** Called when the container has dropped the headers too, as by {@code reset}. */
  public void resetHeaders() {
    reset();
    declaredLength = -1;
    bufferSize = 0;
    listener.headersReset();
  }
}
