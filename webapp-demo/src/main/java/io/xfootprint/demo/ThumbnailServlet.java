// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Shrinks a product's picture to a thumbnail: {@code /thumbnails/17}. Never cached. */
public final class ThumbnailServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int WIDTH = 240;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Product> product = Shop.of(getServletContext()).catalogue().find(PathId.of(request));
    if (product.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND, "No such product");
      return;
    }
    byte[] png = Picture.of(product.get()).shrunkTo(WIDTH).png();
    response.setContentType("image/png");
    response.getOutputStream().write(png);
  }
}
