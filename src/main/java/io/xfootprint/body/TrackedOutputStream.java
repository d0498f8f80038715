// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import io.xfootprint.RequestAccount;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The stream of an answer's body. It gives notice before a call may commit the response, and then
 * hands the call to the container's stream.
 *
 * <p>Each method of that stream is called by its own name, as containers treat them differently:
 * {@code print} has a charset that differs from container to container, and {@code
 * write(ByteBuffer)}, of Servlet 6.1, is sent past the buffer by Jetty.
 */
public final class TrackedOutputStream extends ServletOutputStream {

  private final ServletOutputStream inner;
  private final CommitTracker tracker;
  private final RequestAccount account;

  /**
   * Creates a stream.
   *
   * @param inner the container's
   * @param tracker counts what is written
   * @param account charged with the work of a write listener
   */
  public TrackedOutputStream(
      ServletOutputStream inner, CommitTracker tracker, RequestAccount account) {
    this.inner = inner;
    this.tracker = tracker;
    this.account = account;
  }

  /** Returns whether it hands on to this stream, and can be given again in its place. */
  public boolean wraps(ServletOutputStream stream) {
    return inner == stream;
  }

  @Override
  public void write(int octet) throws IOException {
    tracker.beforeWrite(1);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(octet);
    }
    try {
      inner.write(octet);
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    tracker.beforeWrite(bytes.length);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(bytes, 0, bytes.length);
    }
    try {
      inner.write(bytes);
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    tracker.beforeWrite(length);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(bytes, offset, length);
    }
    try {
      inner.write(bytes, offset, length);
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void write(ByteBuffer buffer) throws IOException {
    tracker.beforeBuffer(buffer.remaining());
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(buffer);
    }
    try {
      inner.write(buffer);
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void print(@Nullable String text) throws IOException {
    String written = String.valueOf(text);
    tracker.beforeWholeText(written);
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add(written, 0, written.length());
    }
    try {
      inner.print(text);
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void println() throws IOException {
    tracker.beforeWrite(2); // CR LF
    BodyChecksum checksum = tracker.checksum();
    if (checksum != null) {
      checksum.add('\r');
      checksum.add('\n');
    }
    try {
      inner.println();
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void flush() throws IOException {
    tracker.beforeFlush();
    try {
      inner.flush();
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void close() throws IOException {
    tracker.beforeEnd();
    try {
      inner.close();
    } catch (IOException e) {
      // To close flushes, which fails as a write does when the client has gone.
      throw tracker.failed(e);
    }
    tracker.closed();
  }

  @Override
  public boolean isReady() {
    return inner.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    inner.setWriteListener(listener == null ? null : new MeasuredWriteListener(listener, account));
  }
}
