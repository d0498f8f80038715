// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of resources, looked for as JAX-RS does: those of a class and its methods may be
 * on a superclass or an interface. So they are found on proxies too, which have none of their own.
 */
final class Annotations {

  private Annotations() {}

  /**
   * Returns the path of a root resource. Null where there is none, and where a superclass and a
   * nearer interface have different ones: Jersey takes the superclass's, RESTEasy the interface's.
   */
  static @Nullable String pathOf(Class<?> type) {
    String nearest = null;
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Path own = each.getAnnotation(Path.class);
      if (own != null) {
        return nearest == null || nearest.equals(own.value()) ? own.value() : null;
      }
      if (nearest == null) {
        nearest = pathOfInterfaces(each);
      }
    }
    return nearest;
  }

  private static @Nullable String pathOfInterfaces(Class<?> type) {
    for (Class<?> each : type.getInterfaces()) {
      Path path = each.getAnnotation(Path.class);
      if (path != null) {
        return path.value();
      }
    }
    return null;
  }

  /**
   * Returns the method whose annotations are valid for a method of a class: the first that says an
   * HTTP method or a path. Superclasses come before interfaces.
   */
  static @Nullable Method find(@Nullable Class<?> type, Method method) {
    if (type == null || type == Object.class) {
      return null;
    }
    Method declared = declared(type, method);
    if (declared != null && (isRequest(declared) || declared.isAnnotationPresent(Path.class))) {
      return declared;
    }
    Method found = find(type.getSuperclass(), method);
    for (Class<?> each : type.getInterfaces()) {
      if (found == null) {
        found = find(each, method);
      }
    }
    return found;
  }

  /** Returns the method of a type that a method overrides or is, if the type declares one. */
  private static @Nullable Method declared(Class<?> type, Method method) {
    Method generic = null;
    for (Method each : type.getDeclaredMethods()) {
      if (each.getName().equals(method.getName())
          && each.getParameterCount() == method.getParameterCount()) {
        if (Arrays.equals(each.getParameterTypes(), method.getParameterTypes())) {
          return each;
        }
        if (isGenericFor(each, method)) {
          generic = each;
        }
      }
    }
    return generic;
  }

  /** Returns whether parameters differ only where a type variable has got its type. */
  private static boolean isGenericFor(Method generic, Method method) {
    Class<?>[] types = generic.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      boolean isVariable = generic.getGenericParameterTypes()[i] instanceof TypeVariable;
      if (types[i] != type && !(isVariable && types[i].isAssignableFrom(type))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether a method answers requests itself, as those with {@code @GET} do. */
  static boolean isRequest(Method method) {
    for (Annotation each : method.getAnnotations()) {
      if (each.annotationType().isAnnotationPresent(HttpMethod.class)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the path of a method, empty where it has none. */
  static String pathOf(Method method) {
    Path path = method.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }
}
