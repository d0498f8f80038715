// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.ServletContext;
import java.util.List;

/** The data all servlets share: made once at start, never changed, so safe for all threads. */
record Shop(Catalogue catalogue, OrderBook orders, List<Sale> sales) {
  private static final String ATTRIBUTE = Shop.class.getName();

  static void open(ServletContext context) {
    Catalogue catalogue = Catalogue.read();
    context.setAttribute(
        ATTRIBUTE, new Shop(catalogue, OrderBook.of(catalogue), Sale.year(catalogue)));
  }

  static Shop of(ServletContext context) {
    return (Shop) context.getAttribute(ATTRIBUTE);
  }
}
