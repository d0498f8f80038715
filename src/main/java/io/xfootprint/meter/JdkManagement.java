// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The beans of the JVM's module {@code jdk.management}, package {@code com.sun.management}.
 *
 * <p>By name only: the module may be missing, as in small run-time images, and a class loader may
 * hide its package although it is there, as WildFly's do from each application that does not ask
 * for it.
 */
public final class JdkManagement {

  private static final String PACKAGE = "com.sun.management.";

  private JdkManagement() {}

  /**
   * Returns a method of a bean, bound to the bean; null where the JVM does not have it.
   *
   * @param bean the simple name of its interface
   */
  public static @Nullable MethodHandle method(
      String bean, String name, Class<?> result, Class<?>... parameters) {
    try {
      return interfaceOf(bean)
          .flatMap(type -> method(type, name, MethodType.methodType(result, parameters)))
          .orElse(null);
    } catch (RuntimeException | Error e) {
      // Whatever fails at a JVM's beans must not take along the class that asks for one.
      return null;
    }
  }

  /** Returns the value of a numeric option of HotSpot; empty where it has no such one. */
  public static OptionalInt option(String name) {
    try {
      Class<? extends PlatformManagedObject> type =
          interfaceOf("HotSpotDiagnosticMXBean").orElseThrow();
      Object option =
          type.getMethod("getVMOption", String.class)
              .invoke(ManagementFactory.getPlatformMXBean(type), name);
      Object value = option.getClass().getMethod("getValue").invoke(option);
      return OptionalInt.of(Integer.parseInt(String.valueOf(value)));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return OptionalInt.empty();
    }
  }

  private static Optional<MethodHandle> method(
      Class<? extends PlatformManagedObject> type, String name, MethodType signature) {
    return Optional.ofNullable(ManagementFactory.getPlatformMXBean(type))
        .flatMap(bean -> bound(bean, type, name, signature));
  }

  private static Optional<MethodHandle> bound(
      Object bean, Class<?> type, String name, MethodType signature) {
    try {
      return Optional.of(
          MethodHandles.publicLookup().findVirtual(type, name, signature).bindTo(bean));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static Optional<Class<? extends PlatformManagedObject>> interfaceOf(String bean) {
    return ManagementFactory.getPlatformManagementInterfaces().stream()
        .filter(type -> type.getName().equals(PACKAGE + bean))
        .findFirst();
  }
}
