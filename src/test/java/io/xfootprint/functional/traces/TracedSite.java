// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Site;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What is asked for here: answers of each kind, whose cost their spans are told. */
final class TracedSite {

  /** What {@code /streamed} uses after its header has left, and {@code /dispatched} in the end. */
  static final long BURNT_MICROS = 2_000;

  private TracedSite() {}

  static Site handlers(Site site) {
    return site.servlet("/small", (request, response) -> response.getWriter().print("small"))
        .servlet("/streamed", TracedSite::stream)
        .servlet("/async", TracedSite::completeElsewhere)
        .servlet("/dispatched", TracedSite::dispatch)
        .servlet("/failing", (request, response) -> response.sendError(500))
        .servlet("/unmodified", (request, response) -> response.setStatus(304));
  }

  private static void stream(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().print("some ");
    response.flushBuffer();
    ThreadClock.burn(BURNT_MICROS * 1_000);
    response.getWriter().print("more");
  }

  private static void completeElsewhere(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext context = request.startAsync();
    new Thread(
            () -> {
              try {
                context.getResponse().getWriter().print("async");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              context.complete();
            })
        .start();
  }

  private static void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      ThreadClock.burn(BURNT_MICROS * 1_000);
      response.getWriter().print("dispatched");
    } else {
      request.startAsync().dispatch();
    }
  }
}
