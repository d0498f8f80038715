// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.util.Map;

/** The redirects that came with Servlet 6.1, by name; earlier containers cannot run them. */
final class RedirectHandlers {

  private RedirectHandlers() {}

  static Map<String, Handler> all() {
    return Map.of(
        "clear",
        (request, response) -> response.sendRedirect("/t/small", true),
        "status",
        (request, response) -> response.sendRedirect("/t/small", 301),
        "status-keep",
        (request, response) -> {
          response.getOutputStream().print("moved");
          response.sendRedirect("/t/small", 308, false);
        });
  }
}
