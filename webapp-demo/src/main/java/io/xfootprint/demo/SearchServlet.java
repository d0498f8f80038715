// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Searches the catalogue: {@code /search?q=oak+table}. Much CPU time, a small answer. */
public final class SearchServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = request.getParameter("q");
    if (query == null || query.isBlank()) {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST, "Say what to search for: /search?q=");
      return;
    }
    Catalogue catalogue = Shop.of(getServletContext()).catalogue();
    Json.send(response, HttpServletResponse.SC_OK, Search.run(query, catalogue.products()));
  }
}
