// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MonotoneSumTest {

  private static final int ROUNDS = 20_000;

  private final AtomicLong growing = new AtomicLong();
  private final MonotoneSum sum = new MonotoneSum(growing::get);

  @Test
  void addsBothParts() {
    growing.set(5);
    sum.setRest(7);

    assertEquals(12, sum.get());
  }

  @Test
  void staysWhereItWasWhenTheRestFalls() {
    growing.set(5);
    sum.setRest(7);
    sum.setRest(3);

    assertEquals(12, sum.get());
  }

  @Test
  void growsAgainOnceBothPartsHaveCaughtUp() {
    growing.set(5);
    sum.setRest(7);
    sum.setRest(3);
    growing.set(8);
    assertEquals(12, sum.get());

    growing.set(10);

    assertEquals(13, sum.get());
  }

  @Test
  void staysAtTheLargestLong() {
    growing.set(Long.MAX_VALUE);
    sum.setRest(7);

    assertEquals(Long.MAX_VALUE, sum.get());
  }

  /** One thread makes the rest rise and fall, one lets the other part grow, and one reads. */
  @Test
  void neverFallsForAReaderWhileTheRestDoes() throws InterruptedException {
    AtomicBoolean ends = new AtomicBoolean();
    Thread grows =
        new Thread(
            () -> {
              while (!ends.get()) {
                growing.incrementAndGet();
              }
            });
    Thread sets =
        new Thread(
            () -> {
              for (int i = 0; i < ROUNDS; i++) {
                sum.setRest(i % 2 == 0 ? 1_000 : 0);
              }
              ends.set(true);
            });
    grows.start();
    sets.start();
    long before = 0;
    boolean fell = false;
    while (!ends.get()) {
      long now = sum.get();
      fell |= now < before;
      before = now;
    }
    grows.join();
    sets.join();

    assertTrue(!fell, "a reader saw a smaller sum than before");
  }
}
