// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FootprintRoutesTest {

  private final List<Object> registered = new ArrayList<>();

  @Path("orders")
  public static class Orders {
    @GET
    public String get() {
      return "";
    }

    public String plain() {
      return "";
    }
  }

  private record Resource(@Nullable Class<?> type, @Nullable Method method)
      implements ResourceInfo {

    @Override
    public @Nullable Class<?> getResourceClass() {
      return type;
    }

    @Override
    public @Nullable Method getResourceMethod() {
      return method;
    }
  }

  private FeatureContext context(boolean fails) {
    return (FeatureContext)
        Proxy.newProxyInstance(
            FeatureContext.class.getClassLoader(),
            new Class<?>[] {FeatureContext.class},
            (self, method, args) -> {
              if (fails) {
                throw new IllegalStateException("closed");
              }
              registered.add(args[0].getClass());
              return self;
            });
  }

  @Test
  void registersAFilterForEachMethodThatAnswersRequests() throws Exception {
    FootprintRoutes routes = new FootprintRoutes();
    Method get = Orders.class.getMethod("get");
    routes.configure(new Resource(Orders.class, get), context(false));
    routes.configure(new Resource(null, get), context(false));
    assertEquals(List.of(RouteFilter.class, RouteFilter.class), registered);
  }

  @Test
  void leavesAllOthersAlone() throws Exception {
    FootprintRoutes routes = new FootprintRoutes();
    routes.configure(new Resource(Orders.class, Orders.class.getMethod("plain")), context(false));
    routes.configure(new Resource(Orders.class, null), context(false));
    routes.configure(new Resource(null, null), context(false));
    assertEquals(List.of(), registered);
  }

  @Test
  void letsNoFailureOfItsOwnStopTheDeployment() throws Exception {
    Method get = Orders.class.getMethod("get");
    new FootprintRoutes().configure(new Resource(Orders.class, get), context(true));
    assertEquals(List.of(), registered);
  }
}
