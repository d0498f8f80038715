// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.http.HttpServletResponse;

/**
 * When a container is sure to send what was written, as no part of the servlet API tells.
 *
 * <p>Where a container differs from these, an answer loses its trailer, no more.
 */
enum Buffering {
  /** Sends a full buffer, and past it pieces larger than a quarter of its default size. */
  JETTY(true, true),
  /** Sends a full buffer, and does not send what an included resource flushes. */
  UNDERTOW(true, false),
  /** Keeps a buffer that is just full. */
  TOMCAT(false, true),
  /** One that is not known. */
  OTHER(false, false);

  private static final int BUFFER_PARTS_OF_JETTY_PIECE = 4;

  private static final int CHARACTERS_OF_TOMCAT_WRITER = 8192;

  private final boolean sendsFullBuffer;
  private final boolean flushesIncluded;

  Buffering(boolean sendsFullBuffer, boolean flushesIncluded) {
    this.sendsFullBuffer = sendsFullBuffer;
    this.flushesIncluded = flushesIncluded;
  }

  /** Returns that of the container whose own response this is. */
  static Buffering of(HttpServletResponse response) {
    String name = response.getClass().getName();
    if (name.startsWith("org.eclipse.jetty.")) {
      return JETTY;
    }
    if (name.startsWith("io.undertow.")) {
      return UNDERTOW;
    }
    return name.startsWith("org.apache.catalina.") ? TOMCAT : OTHER;
  }

  /** Tells whether so many bytes are sent. */
  boolean sends(long bytes, int bufferSize) {
    return bytes > bufferSize || (sendsFullBuffer && bytes == bufferSize);
  }

  /** Tells whether so many bytes are sent at once, however few came before. */
  boolean sendsPiece(long bytes, int bufferSize, boolean isDefaultSize) {
    return this == JETTY && isDefaultSize && bytes > bufferSize / BUFFER_PARTS_OF_JETTY_PIECE;
  }

  /** Tells whether a buffer of the application's own is sent at once, however small it is. */
  boolean sendsBuffers() {
    return this == JETTY;
  }

  /** Tells whether a flush sends what was written. */
  boolean flushes(boolean isIncluding) {
    return flushesIncluded || !isIncluding;
  }

  /** Returns at least how many bytes a writer ends a line with. */
  int lineEndBytes() {
    return this == UNDERTOW ? 2 : 1;
  }

  /** Returns how many characters a writer may hold before they come to the buffer. */
  int charactersHeld() {
    return this == TOMCAT ? CHARACTERS_OF_TOMCAT_WRITER : 0;
  }

  /** Tells whether a stream prints text in the charset of the answer, and not in ISO-8859-1. */
  boolean printsInCharset() {
    return this == JETTY;
  }
}
