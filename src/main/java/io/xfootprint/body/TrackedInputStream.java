// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import io.xfootprint.RequestAccount;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream that notices when the client has gone before all of its body came, and measures the
 * listener that reads it. It hands all to the container's.
 */
public final class TrackedInputStream extends ServletInputStream {

  private final ServletInputStream inner;
  private final FailureListener listener;
  private final RequestAccount account;
  private boolean closed;

  public TrackedInputStream(
      ServletInputStream inner, FailureListener listener, RequestAccount account) {
    this.inner = inner;
    this.listener = listener;
    this.account = account;
  }

  public boolean wraps(ServletInputStream stream) {
    return inner == stream;
  }

  @Override
  public void setReadListener(ReadListener listener) {
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

  /** Reading on after the end is the application's own fault. */
  private IOException failed(IOException failure) {
    return closed ? failure : listener.failed(failure);
  }
}
