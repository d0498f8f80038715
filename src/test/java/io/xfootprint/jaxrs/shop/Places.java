// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.ws.rs.Path;

/** Locators of two kinds: one that is alone, and two that may return the same. */
@Path("places")
public class Places {

  @Path("folders")
  public Folder folders() {
    return new Folder();
  }

  @Path("new")
  public Class<Items> newItems() {
    return Items.class;
  }

  @Path("{age}/items")
  public Items items() {
    return new Items();
  }
}
