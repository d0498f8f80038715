// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of a body while it is written, byte by byte or as text. Processors have an
 * instruction for this one. Used by one thread at a time, as the response is.
 */
public final class BodyChecksum {

  private final long address;
  private final CRC32C checksum = new CRC32C();
  private long length;
  private boolean known = true;

  /**
   * Creates the checksum of an empty body.
   *
   * @param address a hash of the address that was asked for
   */
  BodyChecksum(long address) {
    this.address = address;
  }

  /** Returns the hash of the address. */
  long address() {
    return address;
  }

  /** Returns checksum and length in one number. */
  long value() {
    return checksum.getValue() << Integer.SIZE ^ length;
  }

  /** Returns whether there is a body, and all of it passed here. */
  boolean isKnown() {
    return known && length > 0;
  }

  void add(int octet) {
    checksum.update(octet);
    length++;
  }

  void add(byte[] bytes, int offset, int count) {
    checksum.update(bytes, offset, count);
    length += count;
  }

  void add(ByteBuffer buffer) {
    length += buffer.remaining();
    checksum.update(buffer.duplicate());
  }

  void add(CharSequence text, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      add(text.charAt(i) >> Byte.SIZE);
      add(text.charAt(i));
    }
  }

  /** Notes that something is written whose bytes do not pass here. */
  void lose() {
    known = false;
  }

  /** Begins again, as the container drops what was written. */
  void reset() {
    checksum.reset();
    length = 0;
    known = true;
  }
}
