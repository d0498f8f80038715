// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Footprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {

  private final DistributionCounters counters = new DistributionCounters();
  private final Random random = new Random(23);

  private static Footprint cost(long cpuNanos, long bytes) {
    return new Footprint(cpuNanos, bytes, cpuNanos / 1000, 0, 1);
  }

  private void add(int requests, long cpuNanos, long bytes) {
    for (int i = 0; i < requests; i++) {
      counters.add(cost(cpuNanos, bytes));
    }
  }

  @Test
  void leavesTheWarmUpOutOfItsMeans() {
    add(512, 90_000_000, 1 << 20);
    add(320, 1_000_000, 1 << 10);
    Distribution read = counters.read();
    assertEquals(832, read.requests());
    assertEquals(512 * 90_000 + 320 * 1_000, read.energyNanojoules());
    BatchMeans first = read.ages().get(0).cpuNanos();
    assertEquals(10, first.batches());
    assertEquals(Math.log(1_000_000), first.mean(), 2e-4);
    assertEquals(0, first.variance());
    assertEquals(Math.log(1024), read.ages().get(0).allocatedBytes().mean(), 1e-9);
  }

  @Test
  void keepsAgesApart() {
    add(1024, 1_000_000, 1 << 14);
    add(1024, 500_000, 1 << 13);
    add(8192 - 2048, 400_000, 1 << 12);
    add(64, 300_000, 1 << 11);
    List<AgeMeans> ages = counters.read().ages();
    assertEquals(
        List.of(16L, 32L, 192L, 2L), ages.stream().map(a -> a.cpuNanos().batches()).toList());
    for (int age = 0; age < Distribution.AGES; age++) {
      assertEquals((14.0 - age) * Math.log(2), ages.get(age).allocatedBytes().mean(), 1e-9);
    }
  }

  @Test
  void hasReachedAnAgeWhenItHasBeenThroughIt() {
    add(1000, 1_000_000, 5_000);
    assertTrue(counters.read().hasReached(0));
    assertFalse(counters.read().hasReached(1));
    assertFalse(counters.read().plus(Distribution.NONE.plus(young())).hasReached(0));
    add(1000, 1_000_000, 5_000);
    assertTrue(counters.read().hasReached(1));
    add(8000, 1_000_000, 5_000);
    assertTrue(counters.read().hasReached(2));
    assertFalse(counters.read().hasReached(3));
    add(8000, 1_000_000, 5_000);
    assertTrue(counters.read().hasReached(3));
    Distribution all = counters.read();
    add(100_000, 1_000_000, 5_000);
    assertEquals(all.ages(), counters.read().ages(), "later requests are in no age");
  }

  private static Distribution young() {
    DistributionCounters young = new DistributionCounters();
    young.add(cost(1, 1));
    return young.read();
  }

  @Test
  void knowsTheSpreadOfBatches() {
    List<Double> means = new ArrayList<>();
    add(512, 1, 1);
    for (int batch = 0; batch < 16; batch++) {
      double sum = 0;
      for (int i = 0; i < BatchMeans.REQUESTS; i++) {
        long cpu = Math.round(1e6 * Math.exp(0.3 * random.nextGaussian()));
        sum += Math.log((double) cpu);
        counters.add(cost(cpu, 5000));
      }
      means.add(sum / BatchMeans.REQUESTS);
    }
    double mean = means.stream().mapToDouble(each -> each).average().orElseThrow();
    double variance = means.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum() / 15;
    BatchMeans found = counters.read().ages().get(0).cpuNanos();
    assertEquals(mean, found.mean(), 2e-4);
    assertEquals(1, found.variance() / variance, 0.01);
  }

  @Test
  void countsARequestThatGoesOnAsOneThatCostMore() {
    add(552, 1_000_000, 5_000);
    counters.move(cost(1_000_000, 5_000), cost(64_000_000, 320_000));
    Distribution read = counters.read();
    assertEquals(552, read.requests());
    assertEquals(551 * 1_000 + 64_000, read.energyNanojoules());
    assertEquals(64_000_000, read.cpuNanos().max());
    add(24, 1_000_000, 5_000);
    double of32 = Math.log(64) / 32;
    // One of the two batches has it.
    assertEquals(
        Math.log(1_000_000) + of32 / 2, counters.read().ages().get(0).cpuNanos().mean(), 2e-4);
  }

  @Test
  void addsUpOverProcesses() {
    DistributionCounters other = new DistributionCounters();
    for (int i = 0; i < 2000; i++) {
      Footprint some = cost(random.nextInt(50_000_000), random.nextInt(1 << 20));
      counters.add(some);
      other.add(some);
    }
    Distribution one = counters.read();
    Distribution both = one.plus(other.read());
    assertEquals(2, both.processes());
    assertEquals(2 * one.requests(), both.requests());
    assertEquals(2 * one.energyNanojoules(), both.energyNanojoules());
    assertEquals(one.ages().get(1).cpuNanos().mean(), both.ages().get(1).cpuNanos().mean());
    assertEquals(one.cpuNanos().quantile(0.95), both.cpuNanos().quantile(0.95));
    assertEquals(one.requests(), both.since(one).requests());
  }

  @Test
  void losesNoRequestOfManyThreads() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      long cpu = (i + 1) * 1_000_000L;
      Thread thread = new Thread(() -> add(20_000, cpu, 5000));
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Distribution read = counters.read();
    assertEquals(80_000, read.requests());
    assertEquals(80_000, read.allocatedBytes().count());
    assertEquals(4_000_000, read.cpuNanos().max());
    assertEquals(20_000L * (1_000 + 2_000 + 3_000 + 4_000), read.energyNanojoules());
  }

  @Test
  void isTheSameAfterItWasText() {
    for (int i = 0; i < 3000; i++) {
      counters.add(cost(random.nextInt(900_000_000), random.nextInt() & 0xFFFFFFFL));
    }
    Distribution read = counters.read();
    String text = DistributionText.write(read);
    assertTrue(text.length() < DistributionText.MOST_CHARACTERS, text);
    Distribution again = DistributionText.read(text);
    assertEquals(text, DistributionText.write(again));
    assertEquals(read.cpuNanos(), again.cpuNanos());
    assertEquals(read.ages(), again.ages());
    assertEquals(
        Distribution.NONE.ages(),
        DistributionText.read(DistributionText.write(Distribution.NONE)).ages());
  }

  @Test
  void fitsItsColumnHoweverManyRequestsThereWere() {
    long[] counts = new long[LogScale.BUCKETS];
    Arrays.fill(counts, 99_999_999_999L);
    BatchMeans means = new BatchMeans(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
    AgeMeans age = new AgeMeans(means, means);
    Distribution largest =
        new Distribution(
            10_000,
            new Histogram(LogScale.CPU_NANOS, counts, Long.MAX_VALUE),
            new Histogram(LogScale.ALLOCATED_BYTES, counts, Long.MAX_VALUE),
            Long.MAX_VALUE,
            List.of(age, age, age, age));
    int length = DistributionText.write(largest).length();
    assertTrue(length <= DistributionText.MOST_CHARACTERS, "of " + length);
  }

  @Test
  void refusesEveryTextThatIsNone() {
    add(2000, 1_000_000, 5_000);
    String right = DistributionText.write(counters.read());
    String signs = "0123456789:;, -x\n";
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(right);
      for (int change = random.nextInt(4); change >= 0; change--) {
        int place = random.nextInt(text.length());
        char sign = signs.charAt(random.nextInt(signs.length()));
        if (random.nextBoolean()) {
          text.setCharAt(place, sign);
        } else {
          text.setLength(Math.max(1, place));
        }
      }
      try {
        DistributionText.read(text.toString());
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 10_000, refused + " were refused");
    for (String text :
        List.of("", ";;;;", "1;1;1;1;1", "1;1;1 200:1;1;0 0 0 0 0 0", "x".repeat(5000))) {
      assertThrows(IllegalArgumentException.class, () -> DistributionText.read(text), text);
    }
  }
}
