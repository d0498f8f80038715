// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.meter.ResourceUse;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class GcClockChainTest {

  private final FakeGcClock first = new FakeGcClock("first", 100);
  private final FakeGcClock second = new FakeGcClock("second", 9000);

  private GcClockChain chain() {
    return new GcClockChain(List.of(() -> first, () -> second));
  }

  @Test
  void takesTheFirstThatWorks() {
    GcClockChain chain = chain();
    first.nanos = 130;
    second.nanos = 9999;
    assertEquals(30, chain.nanos());
    assertEquals("first", chain.source());
  }

  @Test
  void passesOverThoseThatDoNotWork() {
    first.nanos = ResourceUse.UNKNOWN;
    assertEquals("second", chain().source());
    first.nanos = FakeGcClock.BROKEN;
    assertEquals("second", chain().source());
  }

  @Test
  void survivesClassesThatAreNotThere() {
    Supplier<GcClock> missing =
        () -> {
          throw new NoClassDefFoundError("com/sun/management/ThreadMXBean");
        };
    assertEquals("second", new GcClockChain(List.of(missing, () -> second)).source());
  }

  @Test
  void goesOnFromTheLastValueWithTheNextOne() {
    GcClockChain chain = chain();
    first.nanos = 150;
    assertEquals(50, chain.nanos());
    first.nanos = FakeGcClock.BROKEN;
    assertEquals(50, chain.nanos());
    assertEquals("second", chain.source());
    second.nanos = 9007;
    assertEquals(57, chain.nanos());
  }

  @Test
  void neverGoesBack() {
    GcClockChain chain = chain();
    first.nanos = 150;
    assertEquals(50, chain.nanos());
    first.nanos = 120;
    assertEquals(50, chain.nanos());
    first.nanos = 160;
    assertEquals(60, chain.nanos());
  }

  @Test
  void isUnknownWhenNoneIsLeft() {
    GcClockChain chain = chain();
    first.nanos = ResourceUse.UNKNOWN;
    second.nanos = ResourceUse.UNKNOWN;
    assertEquals(ResourceUse.UNKNOWN, chain.nanos());
    assertEquals(ResourceUse.UNKNOWN, chain.nanos());
    assertEquals("unknown", chain.source());
  }
}
