// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import io.xfootprint.jaxrs.FootprintRoutes;
import org.glassfish.jersey.server.ResourceConfig;

public final class ShopConfig extends ResourceConfig {
  public ShopConfig() {
    registerClasses(Shop.CLASSES); // the application's own resources
    register(FootprintRoutes.class);
  }
}
