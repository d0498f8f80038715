// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import io.xfootprint.jaxrs.FootprintRoutes;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** An application that makes the feature itself, so that RESTEasy injects nothing into it. */
public class ShopOfObjects extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Shop.CLASSES;
  }

  @Override
  @SuppressWarnings("deprecation")
  public Set<Object> getSingletons() {
    return Set.of(new FootprintRoutes());
  }
}
