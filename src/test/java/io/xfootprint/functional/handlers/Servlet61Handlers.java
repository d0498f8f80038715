// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import java.nio.ByteBuffer;
import java.util.Map;

/** What came with Servlet 6.1, by name; earlier containers cannot run it. */
public final class Servlet61Handlers {

  private Servlet61Handlers() {}

  public static Map<String, Handler> all() {
    return Map.of(
        "clear",
        (request, response) -> response.sendRedirect("/t/small", true),
        "status",
        (request, response) -> response.sendRedirect("/t/small", 301),
        "status-keep",
        (request, response) -> {
          response.getOutputStream().print("moved");
          response.sendRedirect("/t/small", 308, false);
        },
        "buffer-small",
        (request, response) -> response.getOutputStream().write(ByteBuffer.wrap(new byte[5])),
        "buffer-empty",
        (request, response) -> response.getOutputStream().write(ByteBuffer.allocate(0)),
        "buffer-big",
        (request, response) -> response.getOutputStream().write(ByteBuffer.wrap(new byte[50_000])));
  }
}
