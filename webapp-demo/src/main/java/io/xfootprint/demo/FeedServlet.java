// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/**
 * Sends the newest products as lines of JSON, the first one at once.
 *
 * <p>Most of the work comes after the headers have left, as in every answer that is flushed early.
 */
public final class FeedServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final int ENTRIES = 200;

  private record Entry(int id, String title, String summary, TreeSet<String> words) {
    static Entry of(Product product) {
      String summary = product.description();
      return new Entry(product.id(), product.name(), summary, new TreeSet<>(Words.of(summary)));
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    List<Product> products = Shop.of(getServletContext()).catalogue().products();
    int newest = products.size() - 1;
    response.setContentType("application/x-ndjson");
    ServletOutputStream out = response.getOutputStream();
    write(out, products.get(newest));
    response.flushBuffer();
    for (int i = 1; i < ENTRIES; i++) {
      write(out, products.get(newest - i));
    }
  }

  private static void write(ServletOutputStream out, Product product) throws IOException {
    out.write(Json.bytes(Entry.of(product)));
    out.write('\n');
  }
}
