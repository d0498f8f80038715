// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * Has the headers set before an include, as an included resource may flush and some containers
 * (Jetty ee9, Undertow) take no headers while they include.
 */
final class IncludeWatch implements RequestDispatcher {

  private final RequestDispatcher inner;
  private final Exchange exchange;

  IncludeWatch(RequestDispatcher inner, Exchange exchange) {
    this.inner = inner;
    this.exchange = exchange;
  }

  @Override
  public void forward(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    inner.forward(request, response);
  }

  @Override
  public void include(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    exchange.beforeInclude();
    try {
      inner.include(request, response);
    } finally {
      exchange.afterInclude();
    }
  }
}
