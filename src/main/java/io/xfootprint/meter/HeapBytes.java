// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own counters of the heap bytes that threads have allocated. What it does not count is
 * {@link ResourceUse#UNKNOWN}, as everything on JVMs without the module {@code jdk.management}.
 *
 * <p>The handles are constants to the compiler, so that a call costs no more than a direct one.
 * Never throws; safe for use by many threads.
 */
public final class HeapBytes {

  private static final String BEAN = "ThreadMXBean";

  /** Asked once: a call where they are not would throw, each time. */
  private static final boolean ARE_SUPPORTED = areSupported();

  private static final @Nullable MethodHandle OF_CURRENT_THREAD =
      method("getCurrentThreadAllocatedBytes", long.class);

  private static final @Nullable MethodHandle OF_THREAD =
      method("getThreadAllocatedBytes", long.class, long.class);

  private static final @Nullable MethodHandle OF_THREADS =
      method("getThreadAllocatedBytes", long[].class, long[].class);

  /** JDK 21 and later. */
  private static final @Nullable MethodHandle OF_ALL_THREADS =
      method("getTotalThreadAllocatedBytes", long.class);

  private HeapBytes() {}

  private static boolean areSupported() {
    MethodHandle supported =
        JdkManagement.method(BEAN, "isThreadAllocatedMemorySupported", boolean.class);
    try {
      return supported != null && (boolean) supported.invokeExact();
    } catch (Throwable e) {
      return false;
    }
  }

  private static @Nullable MethodHandle method(
      String name, Class<?> result, Class<?>... parameters) {
    return ARE_SUPPORTED ? JdkManagement.method(BEAN, name, result, parameters) : null;
  }

  /** Returns the bytes that the calling thread has allocated; unknown on a virtual one. */
  static long ofCurrentThread() {
    if (OF_CURRENT_THREAD == null) {
      return ResourceUse.UNKNOWN;
    }
    try {
      return (long) OF_CURRENT_THREAD.invokeExact();
    } catch (Throwable e) {
      return ResourceUse.UNKNOWN;
    }
  }

  /** Returns the bytes that the thread of an id has allocated; unknown when it has ended. */
  static long ofThread(long id) {
    if (OF_THREAD == null) {
      return ResourceUse.UNKNOWN;
    }
    try {
      return (long) OF_THREAD.invokeExact(id);
    } catch (Throwable e) {
      return ResourceUse.UNKNOWN;
    }
  }

  /** Returns the bytes that each of these threads has allocated. */
  public static long[] ofThreads(long[] ids) {
    try {
      if (OF_THREADS != null) {
        return (long[]) OF_THREADS.invokeExact(ids);
      }
    } catch (Throwable e) {
      // This JVM does not count them, or does not at the moment.
    }
    long[] unknown = new long[ids.length];
    Arrays.fill(unknown, ResourceUse.UNKNOWN);
    return unknown;
  }

  /** Returns the bytes that all threads have allocated, also those that have ended. */
  public static long ofAllThreads() {
    if (OF_ALL_THREADS == null) {
      return ResourceUse.UNKNOWN;
    }
    try {
      return (long) OF_ALL_THREADS.invokeExact();
    } catch (Throwable e) {
      return ResourceUse.UNKNOWN;
    }
  }
}
