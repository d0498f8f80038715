// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

/** A clock that says what the test sets, and breaks when that is broken. */
final class FakeGcClock implements GcClock {

  static final long BROKEN = Long.MIN_VALUE;

  private final String source;
  long nanos;

  FakeGcClock(String source, long nanos) {
    this.source = source;
    this.nanos = nanos;
  }

  @Override
  public long nanos() {
    if (nanos == BROKEN) {
      throw new IllegalStateException(source);
    }
    return nanos;
  }

  @Override
  public String source() {
    return source;
  }
}
