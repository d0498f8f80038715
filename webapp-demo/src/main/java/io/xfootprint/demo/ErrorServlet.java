// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** The error page for status 500. It says nothing about the cause, which is for the log only. */
public final class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  /** Overridden whole, because an error page is asked with the method of the failed request. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Json.send(
        response,
        HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
        Map.of("error", "The shop could not answer this request"));
  }
}
