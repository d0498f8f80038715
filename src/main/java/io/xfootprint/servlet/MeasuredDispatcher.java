// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/**
 * A dispatcher that has the headers set first: an included resource may flush, and some containers
 * (Jetty ee9, Undertow) take no headers while they include; Tomcat 11 takes none after a forward.
 */
final class MeasuredDispatcher implements RequestDispatcher {

  private final RequestDispatcher inner;
  private final FootprintRequest dispatched;
  private final Answer answer;

  MeasuredDispatcher(RequestDispatcher inner, FootprintRequest dispatched, Answer answer) {
    this.inner = inner;
    this.dispatched = dispatched;
    this.answer = answer;
  }

  @Override
  public void forward(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    answer.beforeForward(dispatched.mayKeepHeadersNotModified());
    inner.forward(request, response);
  }

  @Override
  public void include(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    answer.beforeInclude();
    try {
      inner.include(request, response);
    } finally {
      answer.endInclude();
    }
  }
}
