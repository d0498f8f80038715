// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A method that answers requests, and the templates of the ways that lead to it.
 *
 * <p>A root resource is found by its own path. Any other is handed out by a sub-resource locator,
 * whose template is known where it is the only one of its class for that type:
 *
 * <pre>{@code
 * class Orders      @Path("orders")
 * Items items(id)   @Path("{id}/items")    GET /api/orders/{id}/items/{number}
 * Object part(id)   @Path("{id}/{part}")   GET /api/orders/*   if that may return Items too
 * }</pre>
 *
 * <p>Immutable.
 */
final class ResourceMethod {

  /** What is not known of a template; as in the pattern of a servlet's mapping. */
  private static final String REST = "*";

  private final @Nullable String rootPath;
  private final String methodPath;

  private ResourceMethod(@Nullable String rootPath, String methodPath) {
    this.rootPath = rootPath;
    this.methodPath = methodPath;
  }

  /**
   * Reads the annotations of a method; returns null if it has none, such as those that Jersey makes
   * for OPTIONS.
   */
  static @Nullable ResourceMethod of(@Nullable Class<?> type, @Nullable Method method) {
    if (method == null) {
      return null;
    }
    Class<?> resource = type == null ? method.getDeclaringClass() : type;
    Method annotated = Annotations.find(resource, method);
    return annotated == null
        ? null
        : new ResourceMethod(Annotations.pathOf(resource), Annotations.pathOf(annotated));
  }

  /**
   * Returns the template below the application's path, or null if it is not known.
   *
   * @param chain the classes of the resources that were asked, from the root to the method's own
   */
  @Nullable String template(List<Class<?>> chain) {
    if (chain.size() <= 1) {
      return rootPath == null ? null : PathTemplate.join(rootPath, methodPath);
    }
    String root = Annotations.pathOf(chain.get(0));
    return root == null ? null : PathTemplate.join(throughLocators(root, chain));
  }

  /** Goes as far as each step is known, and no type is met twice: clients choose how often. */
  private String throughLocators(String root, List<Class<?>> chain) {
    Set<Class<?>> seen = new HashSet<>();
    String path = root;
    for (int i = 1; i < chain.size(); i++) {
      String locator = seen.add(chain.get(i)) ? locator(chain.get(i - 1), chain.get(i)) : null;
      if (locator == null) {
        return path + '/' + REST;
      }
      path += '/' + locator;
    }
    return path + '/' + methodPath;
  }

  /** Returns the path of the only locator of a class that may return a type; null if not one. */
  private static @Nullable String locator(Class<?> from, Class<?> to) {
    String only = null;
    for (Method each : from.getMethods()) {
      Method annotated = mayReturn(each, to) ? Annotations.find(from, each) : null;
      if (annotated != null && !Annotations.isRequest(annotated)) {
        String path = Annotations.pathOf(annotated);
        if (only != null && !only.equals(path)) {
          return null;
        }
        only = path;
      }
    }
    return only;
  }

  /** Returns whether a method may return an object of a type, or its class. */
  private static boolean mayReturn(Method method, Class<?> type) {
    if (method.getReturnType() != Class.class) {
      return method.getReturnType().isAssignableFrom(type);
    }
    Type of =
        method.getGenericReturnType() instanceof ParameterizedType generic
            ? generic.getActualTypeArguments()[0]
            : Object.class;
    return !(of instanceof Class<?> known) || known.isAssignableFrom(type);
  }
}
