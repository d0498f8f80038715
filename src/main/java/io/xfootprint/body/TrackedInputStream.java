// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import io.xfootprint.RequestAccount;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The stream of a request's body. It notices when the client has gone before all of its body came,
 * and measures the listener that reads it; otherwise each call goes to the container's stream.
 *
 * <p>A body that breaks off ends in an {@code IOException} of the container. It mostly leaves the
 * filter as an exception of the application, which it is not: such a request is no error in the
 * totals.
 */
public final class TrackedInputStream extends ServletInputStream {

  private final ServletInputStream inner;
  private final FailureListener listener;
  private final RequestAccount account;

  /** Whether the application has closed it. */
  private boolean closed;

  /**
   * Creates a stream.
   *
   * @param inner the container's
   * @param listener gets failures to read
   * @param account charged with the work of a read listener
   */
  public TrackedInputStream(
      ServletInputStream inner, FailureListener listener, RequestAccount account) {
    this.inner = inner;
    this.listener = listener;
    this.account = account;
  }

  /** Returns whether it hands on to this stream, and can be given again in its place. */
  public boolean wraps(ServletInputStream stream) {
    return inner == stream;
  }

  @Override
  public void setReadListener(ReadListener listener) {
    // Null as it is: what the container throws for it is up to the container.
    inner.setReadListener(listener == null ? null : new MeasuredReadListener(listener, account));
  }

  @Override
  public boolean isFinished() {
    return inner.isFinished();
  }

  @Override
  public boolean isReady() {
    return inner.isReady();
  }

  @Override
  public int read() throws IOException {
    try {
      return inner.read();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public int read(byte[] bytes) throws IOException {
    try {
      return inner.read(bytes);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inner.read(bytes, offset, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    try {
      return inner.read(buffer);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public int readLine(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inner.readLine(bytes, offset, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try {
      return inner.skip(count);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public int available() throws IOException {
    try {
      return inner.available();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public boolean markSupported() {
    return inner.markSupported();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // The container's own takes its lock.
  public void mark(int limit) {
    inner.mark(limit);
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  public void reset() throws IOException {
    inner.reset();
  }

  @Override
  public void close() throws IOException {
    inner.close();
    closed = true;
  }

  /** To read after a close is a fault of the application: the client has not hung up. */
  private IOException failed(IOException failure) {
    return closed ? failure : listener.failed(failure);
  }
}
