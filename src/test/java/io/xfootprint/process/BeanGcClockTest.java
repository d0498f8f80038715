// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.ResourceUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class BeanGcClockTest {

  /** The bean as it is from JDK 26 on; its own class is not open to us. */
  public interface Bean {
    long getTotalGcCpuTime();
  }

  private static final class Hidden implements Bean {
    private long nanos;

    @Override
    public long getTotalGcCpuTime() {
      if (nanos == Long.MAX_VALUE) {
        throw new IllegalStateException();
      }
      return nanos;
    }
  }

  private final Hidden bean = new Hidden();

  @Test
  void tellsWhatTheJvmTells() {
    BeanGcClock clock = BeanGcClock.of(bean, Bean.class);
    bean.nanos = 5;
    assertEquals(5, clock.nanos());
    bean.nanos = -1;
    assertEquals(ResourceUse.UNKNOWN, clock.nanos());
    bean.nanos = Long.MAX_VALUE;
    assertEquals(ResourceUse.UNKNOWN, clock.nanos());
  }

  @Test
  void isNotMadeOfABeanWithoutTheMethod() {
    assertThrows(
        UnsupportedOperationException.class, () -> BeanGcClock.of("no bean", CharSequence.class));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_26)
  void tellsTheTimeOfThisJvm() {
    System.gc();
    assertTrue(BeanGcClock.ofJvm().nanos() > 0);
  }
}
