// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Has the trailer set just before an answer is sure to go out in pieces: at a flush, or when more
 * is written than the container's buffer holds.
 *
 * <p>Counts what is written, and never more: a trailer that is set too early would take a small
 * answer its length. Where that leaves a doubt there is no trailer.
 */
final class TrailerWatch {

  private static final int LAST_OF_ONE_BYTE = 0x7f;
  private static final int LAST_OF_TWO_BYTES = 0x7ff;

  private final HttpServletResponse response;
  private final FootprintTrailer trailer;
  private final Exchange exchange;
  private final Buffering buffering;
  private long written;

  private TrailerWatch(HttpServletResponse response, FootprintTrailer trailer, Exchange exchange) {
    this.response = response;
    this.trailer = trailer;
    this.exchange = exchange;
    buffering = Buffering.of(response);
  }

  /** Returns none where no trailer is wanted, or a wrapper outside may hold the answer back. */
  static @Nullable TrailerWatch of(HttpServletResponse response, Exchange exchange) {
    FootprintTrailer trailer = exchange.trailer();
    return trailer == null || response instanceof ServletResponseWrapper
        ? null
        : new TrailerWatch(response, trailer, exchange);
  }

  /** To be called before bytes are written at once. */
  void beforePiece(long bytes, int bufferSize, boolean isDefaultSize) {
    if (buffering.sendsPiece(bytes, bufferSize, isDefaultSize)) {
      trailer.offer(response);
    }
    beforeBytes(bytes, bufferSize);
  }

  /** To be called before a buffer of the application's own is written. */
  void beforeBuffer(long bytes, int bufferSize) {
    if (buffering.sendsBuffers() && bytes > 0) {
      trailer.offer(response);
    }
    beforeBytes(bytes, bufferSize);
  }

  private void beforeBytes(long bytes, int bufferSize) {
    written += bytes;
    if (buffering.sends(written, bufferSize)) {
      trailer.offer(response);
    }
  }

  /** To be called before a writer gets a character. */
  void beforeText(char character, int bufferSize) {
    int held = buffering.charactersHeld();
    int bytes = held > 0 || !isUtf8() ? leastBytes(character) : utf8Bytes(character);
    beforeBytes(bytes, bufferSize + held);
  }

  /** To be called before a writer gets text. */
  void beforeText(CharSequence text, int offset, int length, int bufferSize) {
    int held = buffering.charactersHeld();
    long bytes = held > 0 ? leastBytesOf(text, offset, length) : bytesOf(text, offset, length);
    beforeBytes(bytes, bufferSize + held);
  }

  /** To be called before a writer ends a line. */
  void beforeLineEnd(int bufferSize) {
    beforeBytes(buffering.lineEndBytes(), bufferSize + buffering.charactersHeld());
  }

  /** To be called before a stream gets text. */
  void beforePrint(String text, int bufferSize, boolean isDefaultSize) {
    long bytes =
        buffering.printsInCharset()
            ? bytesOf(text, 0, text.length())
            : leastBytesOf(text, 0, text.length());
    beforePiece(bytes, bufferSize, isDefaultSize);
  }

  private long bytesOf(CharSequence text, int offset, int length) {
    if (!isUtf8()) {
      return leastBytesOf(text, offset, length);
    }
    long bytes = 0;
    for (int i = offset; i < offset + length; i++) {
      bytes += utf8Bytes(text.charAt(i));
    }
    return bytes;
  }

  private boolean isUtf8() {
    return StandardCharsets.UTF_8.name().equalsIgnoreCase(response.getCharacterEncoding());
  }

  private static int utf8Bytes(char c) {
    if (c <= LAST_OF_ONE_BYTE) {
      return 1;
    }
    return c <= LAST_OF_TWO_BYTES || Character.isSurrogate(c) ? 2 : 3;
  }

  private static long leastBytesOf(CharSequence text, int offset, int length) {
    long bytes = 0;
    for (int i = offset; i < offset + length; i++) {
      bytes += leastBytes(text.charAt(i));
    }
    return bytes;
  }

  /** Of a pair of characters that a charset lacks, one question mark remains. */
  private static int leastBytes(char c) {
    return Character.isLowSurrogate(c) ? 0 : 1;
  }

  /** To be called before a flush. */
  void beforeFlush() {
    if (buffering.flushes(exchange.isIncluding())) {
      trailer.offer(response);
    }
  }

  /** To be called when what was written is thrown away. */
  void reset() {
    written = 0;
  }
}
