// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The containers whose way to buffer an answer is known, and with it the moment at which each sends
 * what was written. The servlet API does not expose that.
 *
 * <p>Seen on Jetty 12.1, Tomcat 10.1 and 11, and Undertow 2.3. The trailer depends on it, and on
 * Tomcat and Undertow how often the headers are set. Containers that are not known get no trailer,
 * and the headers as often as on Jetty.
 */
public enum ContainerBuffering {
  /** Sends a full buffer, and past it pieces larger than a quarter of its default size. */
  JETTY("org.eclipse.jetty.", "org.eclipse.jetty.http.HttpGenerator", true, true),
  /** Sends a full buffer, and does not send what an included resource flushes. */
  UNDERTOW("io.undertow.", "io.undertow.conduits.ChunkedStreamSinkConduit", true, false),
  /** Keeps a buffer that is just full. */
  TOMCAT("org.apache.catalina.", "org.apache.coyote.http11.Http11Processor", false, true);

  /** Jetty sends a piece past its buffer if it is larger than the buffer divided by this. */
  private static final int BUFFER_PARTS_OF_JETTY_PIECE = 4;

  /** Tomcat's writer collects this many characters before it encodes them. */
  private static final int CHARACTERS_OF_TOMCAT_WRITER = 8192;

  /**
   * Whether a response of Undertow notes that its declared length is written, and waits for the end
   * of the request. 2.3.12 does; up to 2.3.5 the last byte closed it. No version can be asked, so
   * this looks for the method that notes it.
   */
  private static final ClassValue<Boolean> NOTES_LAST_BYTE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> response) {
          try {
            return response.getDeclaredMethod("setContentFullyWritten") != null;
          } catch (NoSuchMethodException | LinkageError e) {
            return false;
          }
        }
      };

  /** Beginning of the names of the container's classes. */
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
   * Returns the buffering of a container; null if it is not known. It looks for a class by name, so
   * it is not for the request path.
   *
   * @param containers any class of the container, such as that of its servlet context
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

  /** Returns whether a response is the container's own. A wrapper may hold bytes back. */
  boolean owns(HttpServletResponse response) {
    return owns(response.getClass()) && !(response instanceof ServletResponseWrapper);
  }

  /** Returns whether bytes that fit into the buffer stay there, however they are written. */
  boolean keepsPieces() {
    return this != JETTY;
  }

  /** Returns whether an answer stays in the buffer when all of its declared length is written. */
  boolean keepsLastByte(HttpServletResponse response) {
    return this == UNDERTOW && owns(response) && NOTES_LAST_BYTE.get(response.getClass());
  }

  /** Returns whether the container sends, once so many bytes have come to its buffer. */
  boolean sends(long bytes, int bufferSize) {
    return bytes > bufferSize || (sendsFullBuffer && bytes == bufferSize);
  }

  /** Returns whether so many bytes, written by one call, are sent at once, past the buffer. */
  boolean sendsPiece(long bytes, int bufferSize, boolean isDefaultSize) {
    return this == JETTY && isDefaultSize && bytes > bufferSize / BUFFER_PARTS_OF_JETTY_PIECE;
  }

  /** Returns whether a {@code ByteBuffer} is sent at once, however small it is. */
  boolean sendsBuffers() {
    return this == JETTY;
  }

  /** Returns whether a flush sends what was written. */
  boolean flushes(boolean isIncluding) {
    return flushesIncluded || !isIncluding;
  }

  /** Returns what the container's writer ends a line with. */
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

  /**
   * Returns whether {@code ServletOutputStream.print} writes text in the charset of the answer. The
   * others write ISO-8859-1, one byte for each character.
   */
  boolean printsInCharset() {
    return this == JETTY;
  }
}
