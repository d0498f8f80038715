// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** A root resource at {@code /items}, which a locator of orders returns too. */
@Path("items")
public class Items {

  @GET
  public String list() {
    return "items";
  }

  @GET
  @Path("{number}")
  public String get(@PathParam("number") String number) {
    return number;
  }
}
