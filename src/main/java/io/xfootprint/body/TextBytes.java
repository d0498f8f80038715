// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;

/**
 * The fewest bytes that text can take in the charset of an answer. In UTF-8 it is their exact
 * number; other charsets differ too much to know more than one byte for each character.
 */
final class TextBytes {

  /** Last character that UTF-8 writes in one byte. */
  private static final int LAST_OF_ONE_BYTE = 0x7f;

  /** Last character that UTF-8 writes in two bytes. */
  private static final int LAST_OF_TWO_BYTES = 0x7ff;

  private TextBytes() {}

  /**
   * Returns whether an answer's text is in UTF-8. Asked with each call, as an application may set
   * the charset until it gets the writer.
   */
  static boolean isUtf8(HttpServletResponse response) {
    return StandardCharsets.UTF_8.name().equalsIgnoreCase(response.getCharacterEncoding());
  }

  /** Returns the fewest bytes of a part of some text. */
  static long least(CharSequence text, int offset, int length, boolean isUtf8) {
    long bytes = 0;
    for (int i = offset; i < offset + length; i++) {
      bytes += least(text.charAt(i), isUtf8);
    }
    return bytes;
  }

  /** Returns the fewest bytes of a character. */
  static int least(char c, boolean isUtf8) {
    return isUtf8 ? utf8(c) : inAnyCharset(c);
  }

  private static int utf8(char c) {
    if (c <= LAST_OF_ONE_BYTE) {
      return 1;
    }
    // A pair of surrogates is one character of four bytes, so each of them counts half of it.
    return c <= LAST_OF_TWO_BYTES || Character.isSurrogate(c) ? 2 : 3;
  }

  /** Where a charset lacks a pair of surrogates, one question mark of one byte replaces both. */
  private static int inAnyCharset(char c) {
    return Character.isLowSurrogate(c) ? 0 : 1;
  }
}
