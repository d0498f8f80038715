// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.meter.ResourceUse;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AllocatedBytesTest {

  private LongSupplier total = () -> 1_000_000;
  private LongSupplier live = () -> 1_000;
  private final AllocatedBytes bytes =
      new AllocatedBytes(() -> total.getAsLong(), () -> live.getAsLong());
  private long last;

  private static long unsupported() {
    throw new UnsupportedOperationException();
  }

  /** Returns by how much the counter has grown since the last call; unknown where it is. */
  private long growth() {
    long before = last;
    last = bytes.getAsLong();
    return ResourceUse.between(before, last);
  }

  @Test
  void tellsTheTotalWhereThereIsOne() {
    growth();
    total = () -> 1_000_007;
    live = () -> 2_000;
    assertEquals(7, growth());
  }

  static Stream<LongSupplier> failures() {
    return Stream.of(
        AllocatedBytesTest::unsupported,
        () -> {
          throw new NoSuchMethodError("getTotalThreadAllocatedBytes");
        },
        () -> ResourceUse.UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void tellsThatOfLiveThreadsWhereTheTotalFails(LongSupplier failing) {
    total = failing;
    growth();
    live = () -> 1_005;
    assertEquals(5, growth());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void doesNotJumpWhereTheTotalFailsLater(LongSupplier failing) {
    growth();
    total = failing;
    assertEquals(0, growth());
    live = () -> 1_005;
    assertEquals(5, growth());
    // The other one has counted on meanwhile.
    total = () -> 3_000_000;
    live = () -> 1_006;
    assertEquals(1, growth());
  }

  @Test
  void isUnknownWhereNeitherIsKnownAndGoesOnWithTheTotalAfterThat() {
    growth();
    total = AllocatedBytesTest::unsupported;
    live = AllocatedBytesTest::unsupported;
    assertEquals(ResourceUse.UNKNOWN, bytes.getAsLong());
    total = () -> 1_000_004;
    assertEquals(4, growth());
  }
}
