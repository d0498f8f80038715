// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A kept connection of HTTP/1.1 that never blocks, and reads of an answer no more than where it
 * ends: the client must not take from the server what is measured.
 */
final class LoadConnection implements AutoCloseable {

  /** What comes next of an answer. */
  private enum Next {
    STATUS,
    HEADER,
    BODY,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER
  }

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 17);
  private final byte[] line = new byte[1024];
  private int lineLength;
  private Next next = Next.STATUS;
  private boolean chunked;

  /** Octets of the body, or of the chunk, that have not come yet. */
  private int left;

  private long sentNanos;

  LoadConnection(int port, Selector selector) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Sends a request; the answer before must be complete.
   *
   * @param nanos when that is
   */
  void send(byte[] request, long nanos) throws IOException {
    sentNanos = nanos;
    if (channel.write(ByteBuffer.wrap(request)) < request.length) {
      throw new ProtocolException("the server does not read");
    }
  }

  long sentNanos() {
    return sentNanos;
  }

  /** Reads what has come, and returns whether the answer is complete. */
  boolean read() throws IOException {
    in.clear();
    if (channel.read(in) < 0) {
      throw new ProtocolException("the server has closed");
    }
    in.flip();
    boolean complete = false;
    while (in.hasRemaining()) {
      boolean inBody = next == Next.BODY || next == Next.CHUNK;
      complete = inBody ? skipBody() : readOctet(in.get());
    }
    return complete;
  }

  private boolean skipBody() {
    int here = Math.min(left, in.remaining());
    in.position(in.position() + here);
    left -= here;
    if (left > 0) {
      return false;
    }
    boolean last = next == Next.BODY;
    next = last ? Next.STATUS : Next.CHUNK_END;
    return last;
  }

  private boolean readOctet(byte octet) throws ProtocolException {
    if (octet != '\n') {
      line[lineLength++] = octet;
      return false;
    }
    // Without its CR.
    int length = lineLength - 1;
    lineLength = 0;
    return endLine(length);
  }

  private boolean endLine(int length) throws ProtocolException {
    switch (next) {
      case STATUS -> {
        if (!text(length).startsWith("HTTP/1.1 200")) {
          throw new ProtocolException(text(length));
        }
        chunked = false;
        left = 0;
        next = Next.HEADER;
      }
      case HEADER -> {
        if (length > 0) {
          readHeader(length);
        } else if (chunked) {
          next = Next.CHUNK_SIZE;
        } else {
          next = left > 0 ? Next.BODY : Next.STATUS;
          return left == 0;
        }
      }
      case CHUNK_SIZE -> {
        left = Integer.parseInt(text(length), 16);
        next = left > 0 ? Next.CHUNK : Next.TRAILER;
      }
      case CHUNK_END -> next = Next.CHUNK_SIZE;
      default -> {
        if (length == 0) {
          next = Next.STATUS;
          return true;
        }
      }
    }
    return false;
  }

  private void readHeader(int length) {
    // Most headers are told by their first letter, without making a text of them.
    if ((line[0] | ' ') == 'c' && text(length).startsWith("content-length:")) {
      left = Integer.parseInt(text(length).substring("content-length:".length()).strip());
    } else if ((line[0] | ' ') == 't' && text(length).startsWith("transfer-encoding:")) {
      chunked = true;
    }
  }

  private String text(int length) {
    String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
    return next == Next.HEADER ? text.toLowerCase(Locale.ROOT) : text;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
