// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * A dispatcher that sets our headers before it forwards or includes.
 *
 * <p>An included resource may flush, and Jetty ee9 and Undertow take no headers while they include.
 * Tomcat 11 takes none after a forward. A dispatcher of the servlet context, and not of the
 * request, goes past this; there the nested pass of the filter has to do.
 */
final class MeasuredDispatcher implements RequestDispatcher {

  private final RequestDispatcher inner;
  private final FootprintRequest dispatched;
  private final Exchange exchange;

  MeasuredDispatcher(RequestDispatcher inner, FootprintRequest dispatched, Exchange exchange) {
    this.inner = inner;
    this.dispatched = dispatched;
    this.exchange = exchange;
  }

  @Override
  public void forward(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (!exchange.closesForwarded(response)) {
      exchange.answer().beforeForward(dispatched.mayKeepHeadersNotModified());
    }
    inner.forward(request, response);
  }

  @Override
  public void include(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    exchange.answer().beforeInclude();
    try {
      inner.include(request, response);
    } finally {
      exchange.answer().endInclude();
    }
  }
}
