// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import io.xfootprint.jaxrs.FootprintRoutes;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;

@Provider
public class Routes implements Feature {
  @Override
  public boolean configure(FeatureContext context) {
    context.register(FootprintRoutes.class);
    return true;
  }
}
