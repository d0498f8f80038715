// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogScaleTest {

  private final Random random = new Random(17);

  private static double log(long amount) {
    return (double) LogScale.log(amount) / (1 << LogScale.LOG_BITS);
  }

  @Test
  void knowsLogarithmsToAHundredThousandth() {
    assertEquals(0, log(1));
    assertEquals(62, log(1L << 62));
    assertEquals(63, log(Long.MAX_VALUE), 1e-4);
    for (int i = 0; i < 100_000; i++) {
      long amount = Math.max(1, random.nextLong() >>> (1 + random.nextInt(62)));
      assertEquals(Math.log((double) amount) / Math.log(2), log(amount), 4e-5, "of " + amount);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isExactToSevenPercentWithinTheScale(LogScale scale) {
    double lowest = scale.middle(0);
    double highest = scale.middle(LogScale.BUCKETS - 1);
    assertEquals(1 << 20, highest / lowest);
    for (int i = 0; i < 100_000; i++) {
      long amount = Math.round(lowest * Math.pow(highest / lowest, random.nextDouble()));
      double middle = scale.middle(scale.bucket(LogScale.log(amount)));
      assertEquals(1, middle / amount, 0.0725, "of " + amount);
    }
  }

  @ParameterizedTest
  @EnumSource
  void hasABucketForEveryAmountInOrder(LogScale scale) {
    assertEquals(0, scale.bucket(LogScale.log(1)));
    assertEquals(LogScale.BUCKETS - 1, scale.bucket(LogScale.log(Long.MAX_VALUE)));
    int before = 0;
    for (long amount = 1; amount > 0; amount += Math.max(1, amount / 100)) {
      int bucket = scale.bucket(LogScale.log(amount));
      assertTrue(bucket == before || bucket == before + 1, "of " + amount);
      before = bucket;
    }
  }
}
