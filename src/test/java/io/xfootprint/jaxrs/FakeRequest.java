// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What JAX-RS tells of a request and its place, as far as names need it. */
final class FakeRequest {

  private FakeRequest() {}

  /** Returns an object of an interface whose methods of these names give these values. */
  private static <T> T fake(Class<T> type, Map<String, Supplier<@Nullable Object>> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> {
              Supplier<@Nullable Object> value = values.get(method.getName());
              if (value == null) {
                throw new UnsupportedOperationException(method.toString());
              }
              return value.get();
            }));
  }

  /**
   * Returns a request.
   *
   * @param resources from the last one to the root
   */
  static UriInfo to(String base, Object... resources) {
    return fake(
        UriInfo.class,
        Map.of(
            "getBaseUri", () -> URI.create("http://localhost" + base),
            "getMatchedResources", () -> List.of(resources)));
  }

  /** Returns the place of a servlet with these mappings. */
  static Mount mount(String contextPath, String... mappings) {
    ServletRegistration registration =
        fake(ServletRegistration.class, Map.of("getMappings", () -> List.of(mappings)));
    ServletContext context =
        fake(
            ServletContext.class,
            Map.of(
                "getContextPath", () -> contextPath, "getServletRegistration", () -> registration));
    return Mount.of(
        injecting(context, fake(ServletConfig.class, Map.of("getServletName", () -> "rest"))));
  }

  /** Returns what sets fields with {@code @Context} that are of these objects' types. */
  static ResourceContext injecting(Object... values) {
    return new ResourceContext() {
      @Override
      public <T> T getResource(Class<T> type) {
        throw new UnsupportedOperationException();
      }

      @Override
      public <T> T initResource(T resource) {
        for (Field field : resource.getClass().getDeclaredFields()) {
          for (Object value : values) {
            if (field.isAnnotationPresent(Context.class) && field.getType().isInstance(value)) {
              set(field, resource, value);
            }
          }
        }
        return resource;
      }
    };
  }

  private static void set(Field field, Object of, Object value) {
    try {
      field.setAccessible(true);
      field.set(of, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
