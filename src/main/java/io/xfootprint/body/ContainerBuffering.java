// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The moment when each container sends what was written, which the servlet API does not expose.
 *
 * <p>Where a container differs from these, an answer loses its trailer, no more.
 */
public enum ContainerBuffering {
  /** Sends a full buffer, and past it pieces larger than a quarter of its default size. */
  JETTY("org.eclipse.jetty.", "org.eclipse.jetty.http.HttpGenerator", true, true),
  /** Sends a full buffer, and does not send what an included resource flushes. */
  UNDERTOW("io.undertow.", "io.undertow.conduits.ChunkedStreamSinkConduit", true, false),
  /** Keeps a buffer that is just full. */
  TOMCAT("org.apache.catalina.", "org.apache.coyote.http11.Http11Processor", false, true);

  private static final int BUFFER_PARTS_OF_JETTY_PIECE = 4;

  private static final int CHARACTERS_OF_TOMCAT_WRITER = 8192;

  private final String packages;

  /**
   * The class that sends answers. Other containers share the packages but not this class: Payara
   * those of Tomcat, Quarkus those of Undertow.
   */
  private final String sender;

  private final boolean sendsFullBuffer;
  private final boolean flushesIncluded;

  ContainerBuffering(
      String packages, String sender, boolean sendsFullBuffer, boolean flushesIncluded) {
    this.packages = packages;
    this.sender = sender;
    this.sendsFullBuffer = sendsFullBuffer;
    this.flushesIncluded = flushesIncluded;
  }

  /**
   * Returns that of the container that has this class, null if it is not known. Looks for a class,
   * so it is not for the request path.
   */
  public static @Nullable ContainerBuffering of(Class<?> containers) {
    for (ContainerBuffering each : values()) {
      if (each.owns(containers) && each.sendsWhereIs(containers)) {
        return each;
      }
    }
    return null;
  }

  private boolean owns(Class<?> type) {
    return type.getName().startsWith(packages);
  }

  private boolean sendsWhereIs(Class<?> type) {
    try {
      Class.forName(sender, false, type.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Returns whether a response is the container's own: another one may hold bytes back. */
  boolean owns(HttpServletResponse response) {
    return owns(response.getClass());
  }

  /** Returns whether so many bytes are sent. */
  boolean sends(long bytes, int bufferSize) {
    return bytes > bufferSize || (sendsFullBuffer && bytes == bufferSize);
  }

  /** Returns whether so many bytes are sent at once, however few came before. */
  boolean sendsPiece(long bytes, int bufferSize, boolean isDefaultSize) {
    return this == JETTY && isDefaultSize && bytes > bufferSize / BUFFER_PARTS_OF_JETTY_PIECE;
  }

  /** Returns whether a buffer of the application's own is sent at once, however small it is. */
  boolean sendsBuffers() {
    return this == JETTY;
  }

  /** Returns whether a flush sends what was written. */
  boolean flushes(boolean isIncluding) {
    return flushesIncluded || !isIncluding;
  }

  /** Returns what a writer ends a line with, at least. */
  String lineEnd() {
    return switch (this) {
      case JETTY -> "\n";
      case UNDERTOW -> "\r\n";
      case TOMCAT -> System.lineSeparator();
    };
  }

  /** Returns how many characters a writer collects before they go to the buffer, all at once. */
  int charactersHeld() {
    return this == TOMCAT ? CHARACTERS_OF_TOMCAT_WRITER : 0;
  }

  /** Returns whether a stream prints text in the charset of the answer, and not in ISO-8859-1. */
  boolean printsInCharset() {
    return this == JETTY;
  }
}
