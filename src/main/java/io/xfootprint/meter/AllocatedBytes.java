// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.util.function.LongSupplier;

/** Heap bytes that all threads have allocated; may throw, as beans do. */
final class AllocatedBytes {

  private AllocatedBytes() {}

  /**
   * Returns a counter of this JVM: of all threads, also those that have ended, on JDK 21 and later;
   * before, of those that live.
   */
  static LongSupplier ofJvm() {
    return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
        ? of(bean, ThreadMXBean.class)
        : () -> ResourceUse.UNKNOWN;
  }

  static LongSupplier of(ThreadMXBean bean, Class<?> type) {
    try {
      Method total = type.getMethod("getTotalThreadAllocatedBytes");
      return () -> total(bean, total);
    } catch (NoSuchMethodException e) {
      return new LiveThreads(bean::getAllThreadIds, bean::getThreadAllocatedBytes)::total;
    }
  }

  private static long total(Object bean, Method method) {
    try {
      return method.invoke(bean) instanceof Long bytes ? bytes : ResourceUse.UNKNOWN;
    } catch (ReflectiveOperationException e) {
      return ResourceUse.UNKNOWN;
    }
  }
}
