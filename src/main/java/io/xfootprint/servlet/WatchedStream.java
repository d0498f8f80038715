// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Hands everything to the container's stream, and says before what may commit the response.
 *
 * <p>Text goes to the container's own {@code print}, whose charset differs from container to
 * container.
 */
final class WatchedStream extends ServletOutputStream {

  private final ServletOutputStream inner;
  private final CommitWatch watch;
  private final RequestAccount account;

  WatchedStream(ServletOutputStream inner, CommitWatch watch, RequestAccount account) {
    this.inner = inner;
    this.watch = watch;
    this.account = account;
  }

  boolean watches(ServletOutputStream stream) {
    return inner == stream;
  }

  @Override
  public void write(int octet) throws IOException {
    watch.beforeWrite(1);
    try {
      inner.write(octet);
    } catch (IOException e) {
      throw watch.failed(e);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    watch.beforeWrite(bytes.length);
    try {
      inner.write(bytes);
    } catch (IOException e) {
      throw watch.failed(e);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    watch.beforeWrite(length);
    try {
      inner.write(bytes, offset, length);
    } catch (IOException e) {
      throw watch.failed(e);
    }
  }

  @Override
  public void write(ByteBuffer buffer) throws IOException {
    watch.beforeBuffer(buffer.remaining());
    try {
      inner.write(buffer);
    } catch (IOException e) {
      throw watch.failed(e);
    }
  }

  @Override
  public void print(@Nullable String text) throws IOException {
    watch.beforeWholeText(String.valueOf(text));
    try {
      inner.print(text);
    } catch (IOException e) {
      throw watch.failed(e);
    }
  }

  @Override
  public void println() throws IOException {
    watch.beforeWrite(2);
    try {
      inner.println();
    } catch (IOException e) {
      throw watch.failed(e);
    }
  }

  @Override
  public void flush() throws IOException {
    watch.beforeFlush();
    try {
      inner.flush();
    } catch (IOException e) {
      throw watch.failed(e);
    }
  }

  @Override
  public void close() throws IOException {
    watch.beforeCommit();
    try {
      inner.close();
    } catch (IOException e) {
      throw watch.failed(e);
    }
    watch.closed();
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
