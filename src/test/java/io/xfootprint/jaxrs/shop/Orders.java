// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

/** Answers below {@code /orders}. */
public class Orders implements OrdersApi {

  @Override
  public String list() {
    return "orders";
  }

  @Override
  public String get(String id) {
    return id;
  }

  @Override
  public Items items() {
    return new Items();
  }
}
