// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Annotations that the class inherits, with those of the class itself. */
@Path("/orders/")
public interface OrdersApi {

  @GET
  String list();

  @GET
  @Path("{ id : [0-9]{1,9}}")
  String get(@PathParam("id") String id);

  @Path("{id}/items")
  Items items();
}
