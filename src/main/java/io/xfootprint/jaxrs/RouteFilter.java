// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import io.xfootprint.route.RouteNames;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The filter of one resource method: sets the name of its route. In a servlet container properties
 * of a request are attributes of its {@code HttpServletRequest}. Safe for use by many threads.
 */
final class RouteFilter implements ContainerRequestFilter {

  private final MethodNames names;
  private final Supplier<@Nullable ResourceContext> resourcesOfFeature;

  /** RESTEasy injects it here, Jersey into the feature alone. */
  @Context private @Nullable ResourceContext resources;

  /** Found by the first request: JAX-RS has nothing to ask while it configures. */
  private volatile @Nullable Mount mount;

  RouteFilter(ResourceMethod method, Supplier<@Nullable ResourceContext> resourcesOfFeature) {
    this.names = new MethodNames(method);
    this.resourcesOfFeature = resourcesOfFeature;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    // One that is there is the application's own, or that of the request's first pass.
    if (request.getProperty(RouteNames.ATTRIBUTE) == null) {
      String name = names.of(request.getUriInfo(), mount());
      if (name != null) {
        request.setProperty(RouteNames.ATTRIBUTE, name);
      }
    }
  }

  private Mount mount() {
    Mount found = mount;
    if (found == null) {
      found = Mount.of(resources == null ? resourcesOfFeature.get() : resources);
      mount = found;
    }
    return found;
  }
}
