// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import io.xfootprint.meter.ResourceUse;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.reflect.Method;

/**
 * Reads the JVM's own counter of the CPU time of garbage collection, {@code
 * MemoryMXBean.getTotalGcCpuTime}, in JDK 26 and later. It covers the collector's threads,
 * deduplication of strings, and the collecting part of the VM thread.
 *
 * <p>The method is found by name, because this is compiled for JDK 17.
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
   * Creates a clock from a bean and its interface, because the bean's own class is not accessible.
   *
   * @param type the interface on which the method is looked up
   * @throws UnsupportedOperationException if it has no such method, as before JDK 26
   */
  static BeanGcClock of(Object bean, Class<?> type) {
    try {
      return new BeanGcClock(bean, type.getMethod("getTotalGcCpuTime"));
    } catch (NoSuchMethodException e) {
      throw new UnsupportedOperationException(e);
    }
  }

  /** Returns the JVM's figure; it is -1 where the JVM has none. */
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
