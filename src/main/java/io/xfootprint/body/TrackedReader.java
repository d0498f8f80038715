// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import java.io.BufferedReader;
import java.io.IOException;

/** A reader that notices when the client has gone before all of its text came. */
public final class TrackedReader extends BufferedReader {

  private final BufferedReader inner;
  private final FailureListener listener;
  private boolean closed;

  public TrackedReader(BufferedReader inner, FailureListener listener) {
    // The buffer of this one is never used.
    super(inner, 1);
    this.inner = inner;
    this.listener = listener;
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
  public int read(char[] characters, int offset, int length) throws IOException {
    try {
      return inner.read(characters, offset, length);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public String readLine() throws IOException {
    try {
      return inner.readLine();
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
  public boolean ready() throws IOException {
    return inner.ready();
  }

  @Override
  public boolean markSupported() {
    return inner.markSupported();
  }

  @Override
  public void mark(int limit) throws IOException {
    inner.mark(limit);
  }

  @Override
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
