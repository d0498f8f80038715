// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A method of other people's objects, found by its name, so that no library of theirs is needed,
 * with what it is asked.
 *
 * <p>Containers hide the classes of their principals, in packages and modules. So a method is found
 * in a public class or interface of the object, in a package that ours can see. Immutable and safe
 * for use by many threads.
 */
final class PublicMethod {

  private final Method method;

  /** The same for each call, so that a request makes none. */
  private final Object[] arguments;

  private PublicMethod(Method method, Object[] arguments) {
    this.method = method;
    this.arguments = arguments;
  }

  /**
   * Finds a method with these arguments; null if the object has none that may be called.
   *
   * @param object one of the objects that are to be asked; the others are of its class
   */
  static @Nullable PublicMethod of(Object object, String name, String... arguments) {
    Class<?>[] parameters = new Class<?>[arguments.length];
    Arrays.fill(parameters, String.class);
    Method found = find(object.getClass(), object, name, parameters);
    return found == null ? null : new PublicMethod(found, arguments.clone());
  }

  private static @Nullable Method find(
      @Nullable Class<?> type, Object object, String name, Class<?>[] parameters) {
    if (type == null) {
      return null;
    }
    Method found = accessible(type, object, name, parameters);
    for (Class<?> each : type.getInterfaces()) {
      found = found == null ? find(each, object, name, parameters) : found;
    }
    return found == null ? find(type.getSuperclass(), object, name, parameters) : found;
  }

  private static @Nullable Method accessible(
      Class<?> type, Object object, String name, Class<?>[] parameters) {
    try {
      Method method = type.getMethod(name, parameters);
      return !Modifier.isStatic(method.getModifiers()) && method.canAccess(object) ? method : null;
    } catch (NoSuchMethodException | LinkageError e) {
      // The other methods of a class may name classes that are missing here.
      return null;
    }
  }

  /**
   * Returns what an object answers.
   *
   * @throws ReflectiveOperationException with what the object has thrown, if it has
   */
  @Nullable Object call(Object object) throws ReflectiveOperationException {
    return method.invoke(object, arguments);
  }
}
