// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.reflect.Method;

/**
 * Asks the JVM itself, JDK 26 and later: the collector's threads, deduplication of strings, and the
 * VM's thread as far as it collects.
 */
final class BeanGcClock implements GcClock {

  private final Object bean;
  private final Method total;

  private BeanGcClock(Object bean, Method total) {
    this.bean = bean;
    this.total = total;
  }

  static BeanGcClock ofJvm() {
    return of(ManagementFactory.getMemoryMXBean(), MemoryMXBean.class);
  }

  /**
   * Takes a bean by its interface, as its own class is not open to us.
   *
   * @throws UnsupportedOperationException if it has no such method, as before JDK 26
   */
  static BeanGcClock of(Object bean, Class<?> type) {
    try {
      return new BeanGcClock(bean, type.getMethod("getTotalGcCpuTime"));
    } catch (NoSuchMethodException e) {
      throw new UnsupportedOperationException(e);
    }
  }

  /** Returns the JVM's figure, which is -1 where it has none. */
  @Override
  public long nanos() {
    try {
      return total.invoke(bean) instanceof Long nanos ? nanos : ResourceUse.UNKNOWN;
    } catch (ReflectiveOperationException e) {
      return ResourceUse.UNKNOWN;
    }
  }

  @Override
  public String source() {
    return "the JVM's counter";
  }
}
