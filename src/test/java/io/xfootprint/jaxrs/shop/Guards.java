// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;

/** Filters that refuse a request whose header {@code Refuse} names them. */
public final class Guards {

  private Guards() {}

  private static void refuse(ContainerRequestContext request, String name) {
    if (name.equals(request.getHeaderString("Refuse"))) {
      request.abortWith(Response.status(Response.Status.FORBIDDEN).build());
    }
  }

  @Provider
  @PreMatching
  public static class Early implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      refuse(request, "early");
    }
  }

  @Provider
  @Priority(Priorities.AUTHENTICATION)
  public static class Late implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
      refuse(request, "late");
    }
  }
}
