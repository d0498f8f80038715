// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Looks up one order: {@code /orders/1001}. The cheapest route of the shop. */
public final class OrderServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Order> order = Shop.of(getServletContext()).orders().find(PathId.of(request));
    if (order.isPresent()) {
      Json.send(response, HttpServletResponse.SC_OK, order.get());
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND, "No such order");
    }
  }
}
