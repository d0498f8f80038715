// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Hands everything to the container's stream, and measures the listener that reads it. */
final class WatchedInput extends ServletInputStream {

  private final ServletInputStream inner;
  private final RequestAccount account;

  WatchedInput(ServletInputStream inner, RequestAccount account) {
    this.inner = inner;
    this.account = account;
  }

  boolean watches(ServletInputStream stream) {
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
    return inner.read();
  }

  @Override
  public int read(byte[] bytes) throws IOException {
    return inner.read(bytes);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return inner.read(bytes, offset, length);
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return inner.read(buffer);
  }

  @Override
  public int readLine(byte[] bytes, int offset, int length) throws IOException {
    return inner.readLine(bytes, offset, length);
  }

  @Override
  public long skip(long count) throws IOException {
    return inner.skip(count);
  }

  @Override
  public int available() throws IOException {
    return inner.available();
  }

  @Override
  public boolean markSupported() {
    return inner.markSupported();
  }

  @Override
  public synchronized void mark(int limit) {
    inner.mark(limit);
  }

  @Override
  public synchronized void reset() throws IOException {
    inner.reset();
  }

  @Override
  public void close() throws IOException {
    inner.close();
  }
}
