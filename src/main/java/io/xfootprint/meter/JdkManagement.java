// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the beans of the JVM's module {@code jdk.management}, package {@code com.sun.management}.
 *
 * <p>It finds them by name, so that nothing links to the module. A small run-time image may lack
 * it, and a class loader may hide its package, as in WildFly for each application that does not ask
 * for the module.
 *
 * <p>Used at the start, not for a request. Never throws.
 */
public final class JdkManagement {

  private static final String PACKAGE = "com.sun.management.";

  private JdkManagement() {}

  /**
   * Returns a method of a bean, bound to the bean; null where the JVM lacks it.
   *
   * @param bean the simple name of its interface, such as {@code ThreadMXBean}
   * @param name the method's name
   * @param result the type that it returns
   * @param parameters the types of its parameters
   */
  public static @Nullable MethodHandle method(
      String bean, String name, Class<?> result, Class<?>... parameters) {
    try {
      Class<? extends PlatformManagedObject> type = interfaceOf(bean);
      return MethodHandles.publicLookup()
          .findVirtual(type, name, MethodType.methodType(result, parameters))
          .bindTo(ManagementFactory.getPlatformMXBean(type));
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      // No failure of a JVM's beans may break the initialisation of the class that asks for one.
      return null;
    }
  }

  /**
   * Returns the value of a numeric HotSpot option, such as {@code ParallelGCThreads}; empty where
   * there is no such option.
   */
  public static OptionalInt option(String name) {
    try {
      Class<? extends PlatformManagedObject> type = interfaceOf("HotSpotDiagnosticMXBean");
      Object option =
          type.getMethod("getVMOption", String.class)
              .invoke(ManagementFactory.getPlatformMXBean(type), name);
      Object value = option.getClass().getMethod("getValue").invoke(option);
      return OptionalInt.of(Integer.parseInt(String.valueOf(value)));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return OptionalInt.empty();
    }
  }

  /** Finds an interface by the JDK's own loader, which hides it from no caller. */
  private static Class<? extends PlatformManagedObject> interfaceOf(String bean)
      throws ClassNotFoundException {
    return Class.forName(PACKAGE + bean, false, ClassLoader.getPlatformClassLoader())
        .asSubclass(PlatformManagedObject.class);
  }
}
