// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnnotationsTest {

  @HttpMethod("REPORT")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Report {}

  @Path("api")
  interface Api {
    @GET
    @Path("get")
    String get(String id);

    @Report
    @Path("report")
    String report();
  }

  static class Plain implements Api {
    @Override
    public String get(String id) {
      return id;
    }

    @Override
    @Produces("text/plain")
    public String report() {
      return "";
    }

    /** Has annotations of its own, which are not those of {@link #get(String)}. */
    @GET
    @Path("overloaded")
    public String get(Object id) {
      return id.toString();
    }
  }

  /** As CDI makes them: a subclass that declares all methods once more. */
  static class PlainProxy extends Plain {
    @Override
    public String get(String id) {
      return super.get(id);
    }
  }

  static class Replacing extends Plain {
    @Override
    @GET
    public String get(String id) {
      return id;
    }
  }

  static class Overloading extends Plain {
    @Override
    @GET
    @Path("again")
    public String get(Object id) {
      return id.toString();
    }
  }

  interface Crud<T, I> {
    @GET
    @Path("{id}")
    T find(I id);

    @POST
    @Path("new")
    void add(T added);
  }

  @Path("numbers")
  static class Numbers implements Crud<Integer, String> {
    @Override
    public Integer find(String id) {
      return Integer.valueOf(id);
    }

    @Override
    public void add(Integer added) {}
  }

  @Path("base")
  static class Base {}

  static class Below extends Base {}

  static class BelowWithApi extends Base implements Runnable, OtherApi {
    @Override
    public void run() {}
  }

  @Path("other")
  interface OtherApi {}

  /** Returns the path of the method, or null if it has no annotations. */
  private static @Nullable String path(Class<?> type, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method found = Annotations.find(type, type.getMethod(name, parameters));
    return found == null ? null : Annotations.pathOf(found);
  }

  @Test
  void findsThoseOfAnInterfaceAndOfASuperclass() throws Exception {
    assertEquals("get", path(Plain.class, "get", String.class));
    assertEquals("report", path(Plain.class, "report"));
    assertEquals("overloaded", path(Plain.class, "get", Object.class));
    assertEquals("get", path(Overloading.class, "get", String.class));
    assertEquals("again", path(Overloading.class, "get", Object.class));
    assertEquals("api", Annotations.pathOf(Plain.class));
    assertEquals("base", Annotations.pathOf(Below.class));
  }

  @Test
  void takesAMethodsOwnInPlaceOfInheritedOnes() throws Exception {
    assertEquals("", path(Replacing.class, "get", String.class));
    assertEquals("report", path(Replacing.class, "report"));
  }

  @Test
  void findsThemOnProxies() throws Exception {
    Object proxy =
        Proxy.newProxyInstance(
            Api.class.getClassLoader(), new Class<?>[] {Api.class}, (self, method, args) -> null);
    for (Class<?> type : new Class<?>[] {PlainProxy.class, proxy.getClass()}) {
      assertEquals("get", path(type, "get", String.class));
      assertEquals("api", Annotations.pathOf(type));
    }
  }

  @Test
  void findsThoseOfGenericMethodsAlsoByTheirBridges() {
    int bridges = 0;
    for (Method method : Numbers.class.getDeclaredMethods()) {
      bridges += method.isBridge() ? 1 : 0;
      Method found = Annotations.find(Numbers.class, method);
      assertNotNull(found, method::toString);
      assertEquals(method.getName().equals("find") ? "{id}" : "new", Annotations.pathOf(found));
    }
    assertEquals(2, bridges, () -> Arrays.toString(Numbers.class.getDeclaredMethods()));
  }

  /** Jersey takes the superclass's path, RESTEasy the interface's. */
  @Test
  void knowsNoPathWhereImplementationsDiffer() {
    assertNull(Annotations.pathOf(BelowWithApi.class));
  }

  @Test
  void findsNoneWhereThereIsNone() throws Exception {
    assertNull(path(String.class, "length"));
    assertNull(Annotations.pathOf(Object.class));
    assertNull(Annotations.find(null, String.class.getMethod("length")));
  }
}
