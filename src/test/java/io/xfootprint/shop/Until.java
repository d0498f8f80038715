// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Until {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private Until() {}

  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Asks again and again, and fails if it has not become true for long. */
  static void holds(Condition condition, Supplier<String> otherwise) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        fail(otherwise);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
