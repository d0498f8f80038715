// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StripedSumsTest {

  private static final int FIRST = StripedSums.place(0);
  private static final int LAST = StripedSums.place(2);
  private static final int ADDS = 200_000;

  private final StripedSums sums = new StripedSums(3);

  @Test
  void addsToEachSumAlone() {
    add(FIRST, 5);
    add(LAST, 7);
    add(LAST, 1);

    assertEquals(5, sums.get(FIRST));
    assertEquals(0, sums.get(StripedSums.place(1)));
    assertEquals(8, sums.get(LAST));
  }

  @Test
  void givesAnotherStripeWhereOneIsTaken() {
    long[] first = sums.take();
    long[] second = sums.take();
    assertNotSame(first, second);
    first[FIRST] += 1;
    second[FIRST] += 2;
    sums.giveBack(second);
    sums.giveBack(first);

    assertEquals(3, sums.get(FIRST));
  }

  @Test
  void staysAtTheLargestLongForGood() {
    add(FIRST, Long.MAX_VALUE);
    add(FIRST, 5);
    assertEquals(Long.MAX_VALUE, sums.get(FIRST));
    add(FIRST, Long.MAX_VALUE);

    assertEquals(Long.MAX_VALUE, sums.get(FIRST));
    assertEquals(0, sums.get(LAST));
  }

  @Test
  void losesNothingThatSeveralThreadsAdd() throws InterruptedException {
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                for (int each = 0; each < ADDS; each++) {
                  add(FIRST, 1);
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals((long) ADDS * threads.length, sums.get(FIRST));
  }

  /** A thread that loses its processor between two sums may not get it back in time. */
  @Test
  void showsWhatAThreadAddsInAllSumsOrInNone() throws InterruptedException {
    AtomicBoolean ends = new AtomicBoolean();
    Thread[] threads = new Thread[3];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                while (!ends.get()) {
                  long[] stripe = sums.take();
                  stripe[FIRST] += 1;
                  stripe[LAST] += 7;
                  sums.giveBack(stripe);
                }
              });
      threads[i].start();
    }
    long last = 0;
    int torn = 0;
    for (int reading = 0; reading < 5_000; reading++) {
      long[] all = sums.all();
      torn += 7 * all[0] == all[2] ? 0 : 1;
      assertTrue(all[0] >= last);
      last = all[0];
    }
    ends.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    assertTrue(last > 0);
    assertTrue(torn < 50, torn + " of 5000");
  }

  private void add(int place, long amount) {
    long[] stripe = sums.take();
    stripe[place] += amount;
    sums.giveBack(stripe);
  }
}
