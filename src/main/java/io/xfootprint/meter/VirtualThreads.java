// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Recognises virtual threads. They exist on JDK 21 and later, and this is compiled for 17, so the
 * method that knows is found by name.
 */
final class VirtualThreads {

  private static final MethodHandle IS_VIRTUAL = isVirtual();

  private VirtualThreads() {}

  private static MethodHandle isVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      // Before JDK 21 no thread is virtual.
      return MethodHandles.dropArguments(
          MethodHandles.constant(boolean.class, false), 0, Thread.class);
    }
  }

  /** Returns whether the calling thread is virtual. */
  static boolean isCurrent() {
    try {
      return (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
    } catch (Throwable e) {
      return false;
    }
  }
}
