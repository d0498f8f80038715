// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Streams the sales report. Many small objects and a large answer. */
public final class SalesReportServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SalesReport report = SalesReport.of(Shop.of(getServletContext()).sales());
    response.setContentType("text/csv");
    try (CsvWriter csv = CsvWriter.builder().build(response.getWriter())) {
      report.writeTo(csv);
    }
  }
}
