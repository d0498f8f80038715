// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import java.io.BufferedReader;
import java.io.IOException;

/**
 * The reader of a request's body. It notices when the client has gone before all of its text came,
 * as {@link TrackedInputStream} does for bytes; otherwise each call goes to the container's reader.
 */
public final class TrackedReader extends BufferedReader {

  private final BufferedReader inner;
  private final FailureListener listener;

  /** Whether the application has closed it. */
  private boolean closed;

  /**
   * Creates a reader.
   *
   * @param inner the container's
   * @param listener gets failures to read
   */
  public TrackedReader(BufferedReader inner, FailureListener listener) {
    // The type is the API's. The buffer of the superclass is never used, and 1 is its least size.
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

  /** To read after a close is a fault of the application: the client has not hung up. */
  private IOException failed(IOException failure) {
    return closed ? failure : listener.failed(failure);
  }
}
