// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpstreamTallyTest {

  private static final UpstreamSum TOLD = new UpstreamSum(1, 1, 2, 7_000, 800);

  private final UpstreamTally tally = new UpstreamTally();

  @Test
  void takesACallThatIsUnderWayForUnknown() {
    tally.began();
    assertEquals(UpstreamSum.SILENT, tally.soFar());
    assertFalse(tally.soFar().isKnown());
    assertTrue(tally.takeNotYetBooked().isNone());
    tally.ended(TOLD);
    assertEquals(TOLD, tally.soFar());
    assertEquals(TOLD, tally.takeNotYetBooked());
    assertTrue(tally.takeNotYetBooked().isNone());
  }

  @Test
  void forgetsACallThatACacheHasAnswered() {
    tally.began();
    tally.ended(UpstreamSum.NONE);
    assertTrue(tally.soFar().isNone());
    assertTrue(tally.takeNotYetBooked().isNone());
  }

  @Test
  void keepsTheLargestNumberWhereASumWouldBeAboveIt() {
    UpstreamSum large = new UpstreamSum(1, 1, 0, Long.MAX_VALUE - 5, 10);
    UpstreamSum sum = large.plus(new UpstreamSum(1, 1, 0, 6, 10));
    assertEquals(new UpstreamSum(2, 2, 0, Long.MAX_VALUE, 20), sum);
  }

  @Test
  void losesNothingWhenManyThreadsCall() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int call = 0; call < 5_000; call++) {
                  tally.began();
                  tally.ended(TOLD);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    UpstreamSum all = new UpstreamSum(20_000, 20_000, 40_000, 140_000_000, 16_000_000);
    assertEquals(all, tally.soFar());
    assertEquals(all, tally.takeNotYetBooked());
  }
}
