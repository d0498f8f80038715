// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceContext;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

class MethodNamesTest {

  private static final Mount SHOP = FakeRequest.mount("/shop", "/api/*");

  @Path("orders")
  public static class Orders {
    @GET
    @Path("{id}")
    public String get() {
      return "";
    }

    @Path("{id}/items")
    public Items items() {
      return new Items();
    }

    @Path("{id}/first")
    public Part first() {
      return new Part();
    }

    @Path("{id}/last")
    public Part last() {
      return new Part();
    }
  }

  public static class Items {
    @GET
    @Path("{number}")
    public String get() {
      return "";
    }

    @Path("below")
    public Items below() {
      return new Items();
    }
  }

  public static class Part {
    @GET
    public String get() {
      return "";
    }
  }

  private static MethodNames names(Class<?> type) throws ReflectiveOperationException {
    ResourceMethod method = ResourceMethod.of(type, type.getMethod("get"));
    assertNotNull(method);
    return new MethodNames(method);
  }

  @Test
  void givesTheSameTextToEachRequest() throws Exception {
    MethodNames names = names(Orders.class);
    String name = names.of(FakeRequest.to("/shop/api/", new Orders()), SHOP);
    assertEquals("/api/orders/{id}", name);
    assertSame(name, names.of(FakeRequest.to("/shop/api/", new Orders()), SHOP));
  }

  @Test
  void followsLocatorsAsFarAsThereIsOneWay() throws Exception {
    assertEquals(
        "/api/orders/{id}/items/{number}",
        names(Items.class).of(FakeRequest.to("/shop/api/", new Items(), new Orders()), SHOP));
    assertEquals(
        "/api/orders/*",
        names(Part.class).of(FakeRequest.to("/shop/api/", new Part(), new Orders()), SHOP));
    assertEquals(
        "/api/orders/{id}/items/*",
        names(Items.class)
            .of(FakeRequest.to("/shop/api/", new Items(), new Items(), new Orders()), SHOP));
  }

  /** Jersey has one filter for all ways to a method. */
  @Test
  void tellsTheWaysToAMethodApart() throws Exception {
    MethodNames names = names(Orders.class);
    for (int i = 0; i < 2; i++) {
      assertEquals("/api/orders/{id}", names.of(FakeRequest.to("/shop/api/", "any"), SHOP));
      assertEquals(
          "/api/orders/*", names.of(FakeRequest.to("/shop/api/", "any", new Orders()), SHOP));
      assertNull(names.of(FakeRequest.to("/shop/api/", "any", "without a path"), SHOP));
    }
  }

  @Test
  void tellsTheMappingsOfAServletApart() throws Exception {
    Mount two = FakeRequest.mount("/shop", "/api/*", "/v2/*");
    MethodNames names = names(Orders.class);
    for (int i = 0; i < 2; i++) {
      assertEquals("/api/orders/{id}", names.of(FakeRequest.to("/shop/api/", "any"), two));
      assertEquals("/v2/orders/{id}", names.of(FakeRequest.to("/shop/v2/", "any"), two));
      assertEquals("/orders/{id}", names.of(FakeRequest.to("/shop/", "any"), two));
    }
  }

  /** Clients may write the context path in as many ways as they like. */
  @Test
  void keepsOneNameForAllSpellingsOfTheBase() throws Exception {
    Mount two = FakeRequest.mount("/shop", "/api/*", "/v2/*");
    MethodNames names = names(Orders.class);
    String[] letters = {"s", "h", "o", "p"};
    for (int i = 0; i < 16; i++) {
      StringBuilder base = new StringBuilder("/");
      for (int j = 0; j < letters.length; j++) {
        boolean plain = (i & (1 << j)) == 0;
        base.append(plain ? letters[j] : "%" + Integer.toHexString(letters[j].charAt(0)));
      }
      assertEquals("/api/orders/{id}", names.of(FakeRequest.to(base + "/api/", "any"), two));
      assertNull(names.of(FakeRequest.to("/shop;v=" + i + "/api/", "any"), two));
    }
    assertEquals("/v2/orders/{id}", names.of(FakeRequest.to("/shop/v2/", "any"), two));
  }

  @Test
  void knowsAContextPathWithEscapesAndWithout() throws Exception {
    for (String registered : new String[] {"/caf\u00e9 1", "/caf%C3%A9%201"}) {
      Mount mount = FakeRequest.mount(registered, "/api/*");
      assertEquals(
          "/api/orders/{id}",
          names(Orders.class).of(FakeRequest.to("/caf%C3%A9%201/api/", "any"), mount));
    }
  }

  /** Jersey takes the path of the request for the application's there. */
  @Test
  void takesNoTextOfClientsWhereAServletTakesAnyPath() throws Exception {
    for (String mapping : new String[] {"/", "*.do"}) {
      Mount mount = FakeRequest.mount("/shop", mapping);
      MethodNames names = names(Orders.class);
      assertNull(names.of(FakeRequest.to("/shop/any.do/", "any"), mount));
      assertEquals("/orders/{id}", names.of(FakeRequest.to("/shop/", "any"), mount));
    }
  }

  @Test
  void keepsABoundedNumberOfNames() throws Exception {
    Mount many = FakeRequest.mount("", "/1/*", "/2/*");
    MethodNames names = names(Orders.class);
    for (int i = 0; i < 2 * MethodNames.MAX_NAMES; i++) {
      String name = names.of(FakeRequest.to("/" + i + "/", "any"), many);
      assertEquals(i < MethodNames.MAX_NAMES ? "/" + i + "/orders/{id}" : null, name);
    }
    assertEquals("/0/orders/{id}", names.of(FakeRequest.to("/0/", "any"), many));
  }

  @Test
  void knowsNoneOutsideOfAServletContainer() throws Exception {
    ResourceContext throwing =
        (ResourceContext)
            Proxy.newProxyInstance(
                ResourceContext.class.getClassLoader(),
                new Class<?>[] {ResourceContext.class},
                (self, method, args) -> {
                  throw new NoClassDefFoundError("jakarta/servlet/ServletContext");
                });
    for (Mount mount :
        new Mount[] {Mount.of(null), Mount.of(FakeRequest.injecting()), Mount.of(throwing)}) {
      assertNull(names(Orders.class).of(FakeRequest.to("/api/", new Orders()), mount));
    }
  }
}
