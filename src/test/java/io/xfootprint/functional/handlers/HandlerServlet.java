// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Hands requests of any method to a lambda. */
public final class HandlerServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Handler handler;

  public HandlerServlet(Handler handler) {
    this.handler = handler;
  }

  /** Answers by the handler that the last part of the path names. */
  public static Handler byName(Map<String, Handler> handlers) {
    return (request, response) -> {
      Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
      String info = included == null ? request.getPathInfo() : included.toString();
      Handler handler = info == null ? null : handlers.get(info.substring(1));
      if (handler == null) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      } else {
        handler.handle(request, response);
      }
    };
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    handler.handle(request, response);
  }
}
