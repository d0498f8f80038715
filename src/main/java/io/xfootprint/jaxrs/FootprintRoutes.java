// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feature of JAX-RS that names the routes of an application by the templates of its resources.
 *
 * <pre>{@code
 * register(FootprintRoutes.class);   in the ResourceConfig or a Feature of the application
 *
 * class Orders          @Path("orders"), in an application at /api
 * Order get(long id)    @GET @Path("{id: [0-9]+}")   GET /api/orders/{id}
 * Order add(Order new)  @POST                        POST /api/orders
 * }</pre>
 *
 * <p>Each resource method gets a filter that knows its name. The filter sets the request attribute
 * {@code footprint.route}, unless it has a value already; a resource method may set it to another.
 * Annotations are read when JAX-RS configures a method, and once more for each way that leads to it
 * through sub-resource locators.
 *
 * <p>Outside of a servlet container it does nothing. Safe for use by many threads.
 */
public final class FootprintRoutes implements DynamicFeature {

  /**
   * Before an application's filters for authentication, at 1000: what they refuse has a route too.
   * Jersey takes 0 and less for none.
   */
  private static final int BEFORE_AUTHENTICATION = 1;

  private static final Logger log = LoggerFactory.getLogger(FootprintRoutes.class);

  @Context private @Nullable ResourceContext resources;

  /** Creates a feature; JAX-RS injects what it needs. */
  public FootprintRoutes() {}

  @Override
  public void configure(ResourceInfo resource, FeatureContext context) {
    Method method = resource.getResourceMethod();
    // JAX-RS would not deploy the application after an exception.
    try {
      ResourceMethod named = ResourceMethod.of(resource.getResourceClass(), method);
      if (named != null) {
        context.register(new RouteFilter(named, () -> resources), BEFORE_AUTHENTICATION);
      }
    } catch (RuntimeException | LinkageError e) {
      log.warn("{} is named by the mapping of its servlet alone ({})", method, e.toString());
    }
  }
}
