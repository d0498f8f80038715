// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A folder in which folders are, as deep as clients ask. */
public class Folder {

  @GET
  public String list() {
    return "folder";
  }

  @Path("{name}")
  public Folder folder() {
    return new Folder();
  }
}
