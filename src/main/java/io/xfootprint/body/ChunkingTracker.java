// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A count of the bytes written, which gives notice when an answer is sure to go out in pieces: at a
 * flush, or when more is written than the container's buffer holds.
 *
 * <p>It never counts too much: a trailer that is set too early would take a small answer its
 * length. Where that leaves a doubt there is no trailer.
 */
final class ChunkingTracker {

  private static final int LAST_OF_ONE_BYTE = 0x7f;
  private static final int LAST_OF_TWO_BYTES = 0x7ff;

  private final HttpServletResponse response;
  private final CommitListener listener;
  private final ContainerBuffering buffering;

  /** Bytes that have come to the container's buffer. */
  private long written;

  /** Collected by the container's writer since it last gave all to the buffer. */
  private int heldCharacters;

  private long heldBytes;

  private ChunkingTracker(
      HttpServletResponse response, CommitListener listener, ContainerBuffering buffering) {
    this.response = response;
    this.listener = listener;
    this.buffering = buffering;
  }

  /**
   * Returns none where no trailer is wanted, or a response outside may hold the answer back.
   *
   * @param buffering how the container sends answers; null if that is not known
   */
  static @Nullable ChunkingTracker of(
      HttpServletResponse response,
      CommitListener listener,
      @Nullable ContainerBuffering buffering) {
    return buffering == null
            || !buffering.owns(response)
            || response instanceof ServletResponseWrapper
        ? null
        : new ChunkingTracker(response, listener, buffering);
  }

  /** Called before bytes are written at once. */
  void beforePiece(long bytes, int bufferSize, boolean isDefaultSize) {
    if (buffering.sendsPiece(bytes, bufferSize, isDefaultSize)) {
      listener.beforeChunks();
    }
    beforeBytes(bytes, bufferSize);
  }

  /** Called before a buffer of the application's own is written. */
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
      beforeBytes(0, bufferSize);
    } else {
      beforeBytes(bytes(character, isUtf8), bufferSize);
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
      beforeBytes(bytesOf(text, offset, length), bufferSize);
    }
  }

  /** Called before a writer gets an array, which Tomcat's does not collect if it is long. */
  void beforeText(char[] characters, int offset, int length, int bufferSize) {
    CharBuffer text = CharBuffer.wrap(characters);
    if (heldCharacters + (long) length < 2L * buffering.charactersHeld()) {
      beforeText(text, offset, length, bufferSize);
    } else {
      long bytes = heldBytes + bytesOf(text, offset, length);
      heldCharacters = 0;
      heldBytes = 0;
      beforeBytes(bytes, bufferSize);
    }
  }

  /** A full writer is emptied when more is to come. */
  private void hold(char c, boolean isUtf8) {
    if (heldCharacters == buffering.charactersHeld()) {
      written += heldBytes;
      heldCharacters = 0;
      heldBytes = 0;
    }
    heldCharacters++;
    heldBytes += bytes(c, isUtf8);
  }

  /** Called before a writer ends a line. */
  void beforeLineEnd(int bufferSize) {
    String end = buffering.lineEnd();
    beforeText(end, 0, end.length(), bufferSize);
  }

  /** Called before a stream gets text. */
  void beforePrint(String text, int bufferSize, boolean isDefaultSize) {
    boolean isUtf8 = buffering.printsInCharset() && isUtf8();
    beforePiece(bytesOf(text, 0, text.length(), isUtf8), bufferSize, isDefaultSize);
  }

  private long bytesOf(CharSequence text, int offset, int length) {
    return bytesOf(text, offset, length, isUtf8());
  }

  private static long bytesOf(CharSequence text, int offset, int length, boolean isUtf8) {
    long bytes = 0;
    for (int i = offset; i < offset + length; i++) {
      bytes += bytes(text.charAt(i), isUtf8);
    }
    return bytes;
  }

  private boolean isUtf8() {
    return StandardCharsets.UTF_8.name().equalsIgnoreCase(response.getCharacterEncoding());
  }

  private static int bytes(char c, boolean isUtf8) {
    return isUtf8 ? utf8Bytes(c) : leastBytes(c);
  }

  private static int utf8Bytes(char c) {
    if (c <= LAST_OF_ONE_BYTE) {
      return 1;
    }
    return c <= LAST_OF_TWO_BYTES || Character.isSurrogate(c) ? 2 : 3;
  }

  /** Of a pair of characters that a charset lacks, one question mark remains. */
  private static int leastBytes(char c) {
    return Character.isLowSurrogate(c) ? 0 : 1;
  }

  /** Called before a flush. */
  void beforeFlush() {
    if (buffering.flushes(listener.isIncluding())) {
      listener.beforeChunks();
    }
  }

  /** Called when what was written is thrown away. */
  void reset() {
    written = 0;
    heldCharacters = 0;
    heldBytes = 0;
  }
}
