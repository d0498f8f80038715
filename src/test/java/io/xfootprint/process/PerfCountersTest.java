// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PerfCountersTest {

  private static final PerfFile FILE = new PerfFile().with("sun.a", 7).with("sun.bcdefgh", -1);

  @Test
  void readsNumbersInEitherByteOrder() {
    Map<String, Long> expected = Map.of("sun.a", 7L, "sun.bcdefgh", -1L);
    assertEquals(expected, PerfCounters.parse(FILE.order(ByteOrder.LITTLE_ENDIAN).bytes()));
    assertEquals(expected, PerfCounters.parse(FILE.order(ByteOrder.BIG_ENDIAN).bytes()));
  }

  @Test
  void readsNoneOfAnotherFormat() {
    for (int at : new int[] {0, 1, 2, 3, 5, 7}) {
      byte[] file = FILE.bytes();
      file[at]++;
      assertEquals(Map.of(), PerfCounters.parse(file), "byte " + at);
    }
    assertEquals(Map.of(), PerfCounters.parse(new byte[0]));
  }

  @Test
  void survivesWhateverTheFileHolds() {
    Random random = new Random(42);
    int damaged = 0;
    for (int run = 0; run < 20_000; run++) {
      byte[] file = FILE.bytes();
      for (int i = random.nextInt(4); i >= 0; i--) {
        // Within the head and the entries; extreme values are those that overflow.
        file[8 + random.nextInt(150)] = (byte) (random.nextBoolean() ? 0x7F : random.nextInt());
      }
      Map<String, Long> read =
          PerfCounters.parse(Arrays.copyOf(file, 1 + random.nextInt(run % 2 == 0 ? 200 : 400)));
      assertTrue(read.size() <= 3, read::toString);
      damaged += read.size() < 2 ? 1 : 0;
    }
    assertTrue(damaged > 1000, damaged + " runs found less than the whole");
  }
}
