// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A count of the bytes that are sure to be in the container's buffer, which gives notice when an
 * answer is sure to go out in pieces: at a flush, or when more is written than the buffer holds.
 *
 * <p>It is the opposite of {@link CommitTracker}, which counts the most that could be written. A
 * trailer that is set too early would cost a small answer its length, as containers then send it in
 * chunks. So this one counts the least, and where that leaves a doubt there is no trailer.
 *
 * <pre>{@code
 * writer.print("abc"), charset UTF-8:   CommitTracker counts 12 bytes, this counts 3
 * }</pre>
 *
 * <p>Used by one thread at a time, as the response is.
 */
final class ChunkingTracker {

  private final HttpServletResponse response;
  private final CommitListener listener;
  private final ContainerBuffering buffering;

  /** Bytes that have come to the container's buffer. */
  private long written;

  /** Characters that Tomcat's writer has collected since it last gave all to the buffer. */
  private int heldCharacters;

  /** Least bytes of these characters, not in {@link #written} yet. */
  private long heldBytes;

  private ChunkingTracker(
      HttpServletResponse response, CommitListener listener, ContainerBuffering buffering) {
    this.response = response;
    this.listener = listener;
    this.buffering = buffering;
  }

  /**
   * Returns a tracker; null if there can be no trailer, as the moment is not known at which bytes
   * are sent: on a container that is not known, and where a wrapper around the container's response
   * may hold bytes back.
   *
   * @param buffering how the container sends answers; null if that is not known or the client takes
   *     no trailer
   */
  static @Nullable ChunkingTracker of(
      HttpServletResponse response,
      CommitListener listener,
      @Nullable ContainerBuffering buffering) {
    return buffering == null || !buffering.owns(response)
        ? null
        : new ChunkingTracker(response, listener, buffering);
  }

  /**
   * Called before bytes are written by one call.
   *
   * @param bufferSize size in bytes of the container's buffer
   * @param isDefaultSize whether the application has left that size as it was: only then it is
   *     known which pieces Jetty sends past its buffer
   */
  void beforePiece(long bytes, int bufferSize, boolean isDefaultSize) {
    if (buffering.sendsPiece(bytes, bufferSize, isDefaultSize)) {
      listener.beforeChunks();
    }
    beforeBytes(bytes, bufferSize);
  }

  /** Called before a {@code ByteBuffer} of the application's own is written. */
  void beforeBuffer(long bytes, int bufferSize) {
    if (buffering.sendsBuffers() && bytes > 0) {
      listener.beforeChunks();
    }
    beforeBytes(bytes, bufferSize);
  }

  private void beforeBytes(long bytes, int bufferSize) {
    written += bytes;
    if (buffering.sends(written, bufferSize)) {
      listener.beforeChunks();
    }
  }

  /** Called before a writer gets a character. */
  void beforeText(char character, int bufferSize) {
    boolean isUtf8 = isUtf8();
    if (buffering.charactersHeld() > 0) {
      hold(character, isUtf8);
      // What it has pushed out of the writer, if it was full.
      beforeBytes(0, bufferSize);
    } else {
      beforeBytes(TextBytes.least(character, isUtf8), bufferSize);
    }
  }

  /** Called before a writer gets text. */
  void beforeText(CharSequence text, int offset, int length, int bufferSize) {
    if (buffering.charactersHeld() > 0) {
      boolean isUtf8 = isUtf8();
      for (int i = offset; i < offset + length; i++) {
        hold(text.charAt(i), isUtf8);
      }
      beforeBytes(0, bufferSize);
    } else {
      beforeBytes(TextBytes.least(text, offset, length, isUtf8()), bufferSize);
    }
  }

  /**
   * Called before a writer gets an array. Tomcat's writer does not collect it if it would fill the
   * writer twice, counted with what is there: then it gives both to the buffer.
   */
  void beforeText(char[] characters, int offset, int length, int bufferSize) {
    CharBuffer text = CharBuffer.wrap(characters);
    if (heldCharacters + (long) length < 2L * buffering.charactersHeld()) {
      beforeText(text, offset, length, bufferSize);
    } else {
      long bytes = heldBytes + TextBytes.least(text, offset, length, isUtf8());
      heldCharacters = 0;
      heldBytes = 0;
      beforeBytes(bytes, bufferSize);
    }
  }

  /**
   * Adds a character to what Tomcat's writer collects. It empties itself when the next one comes.
   */
  private void hold(char c, boolean isUtf8) {
    if (heldCharacters == buffering.charactersHeld()) {
      written += heldBytes;
      heldCharacters = 0;
      heldBytes = 0;
    }
    heldCharacters++;
    heldBytes += TextBytes.least(c, isUtf8);
  }

  /** Called before a writer ends a line. */
  void beforeLineEnd(int bufferSize) {
    String end = buffering.lineEnd();
    beforeText(end, 0, end.length(), bufferSize);
  }

  /** Called before a stream gets text, which it writes by one call. */
  void beforePrint(String text, int bufferSize, boolean isDefaultSize) {
    boolean isUtf8 = buffering.printsInCharset() && isUtf8();
    beforePiece(TextBytes.least(text, 0, text.length(), isUtf8), bufferSize, isDefaultSize);
  }

  private boolean isUtf8() {
    return TextBytes.isUtf8(response);
  }

  /** Called before a flush. */
  void beforeFlush() {
    if (buffering.flushes(listener.isIncluding())) {
      listener.beforeChunks();
    }
  }

  /** Called when the container drops what was written, as by {@code resetBuffer}. */
  void reset() {
    written = 0;
    heldCharacters = 0;
    heldBytes = 0;
  }
}
